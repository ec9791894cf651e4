package se.styrkort.completeness;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.collector.Freshness;
import se.styrkort.web.Messages;
import se.styrkort.web.ProblemException;

/**
 * Why a cell is empty, or what it holds, in words and with the ways on.
 *
 * @param cause a code of {@link Cause}; absent where all is there
 * @param answer the sentence
 * @param sources those that deliver it; none where nobody ever did
 * @param rejections rows for the cell that wait to be corrected, for those who may see the deliveries
 */
public record Why(
        String metric,
        String service,
        @Nullable String organisation,
        String period,
        String state,
        @Nullable String cause,
        int expected,
        int values,
        String answer,
        List<From> sources,
        List<Row> rejections) {
    /** A source that it comes from. */
    public record From(
            String code,
            String owner,
            String freshness,
            @Nullable String newestPeriod,
            @Nullable Instant lateAfter,
            String href) {}

    /** A rejected row, where it stands. */
    public record Row(
            long importId, String fileName, long line, String column, String code, String message, String href) {}

    /** The answer for the only cell of a reading. */
    static Why of(MatrixRepository.Reading reading, Question question, Instant now, Messages messages, Locale locale) {
        Question.Matrix matrix = reading.matrices().getFirst();
        if (matrix.rows().isEmpty() || matrix.periods().isEmpty()) {
            throw ProblemException.unknown(String.valueOf(question.service()));
        }
        Question.Row row = matrix.rows().getFirst();
        Cell cell = row.cells().getFirst();
        Cause cause = cell.cause();
        String key = "completeness.why." + (cause == null ? "complete" : cause.code());
        return new Why(
                matrix.metric().code(),
                row.service().code(),
                question.organisation(),
                cell.period().code(),
                cell.state().code(),
                cause == null ? null : cause.code(),
                cell.expected(),
                cell.values(),
                messages.text(
                        locale,
                        key,
                        row.service().name().in(locale),
                        matrix.metric().name().in(locale),
                        cell.period().code(),
                        cell.values(),
                        cell.expected()),
                sources(reading, row, now),
                rejections(reading, messages, locale));
    }

    private static List<From> sources(MatrixRepository.Reading reading, Question.Row row, Instant now) {
        List<From> sources = new ArrayList<>();
        for (String code : new TreeSet<>(row.delivered().sources())) {
            Freshness source = reading.sources().get(code);
            if (source != null) {
                Period newest = source.newest();
                sources.add(new From(
                        code,
                        source.source().owner(),
                        source.state(now).code(),
                        newest == null ? null : newest.code(),
                        source.due().orElse(null),
                        "/sources/"
                                + URLEncoder.encode(code, StandardCharsets.UTF_8)
                                        .replace("+", "%20")));
            }
        }
        return sources;
    }

    private static List<Row> rejections(MatrixRepository.Reading reading, Messages messages, Locale locale) {
        return reading.rejected().stream()
                .map(each -> new Row(
                        each.importId(),
                        each.fileName(),
                        each.line(),
                        each.column(),
                        each.code(),
                        messages.text(
                                locale, "rejection." + each.code(), each.args().toArray()),
                        "/imports/" + each.importId()))
                .toList();
    }
}
