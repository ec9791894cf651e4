package se.styrkort.collector;

import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import se.styrkort.ingest.ImportReport;
import se.styrkort.ingest.ImportView;
import se.styrkort.web.Messages;
import se.styrkort.web.Problem;
import se.styrkort.web.ProblemException;
import se.styrkort.web.ReaderFormat;

/** What is put beside a file that has been dealt with: for programs as the API says it, for people in Swedish. */
@Singleton
class InboxReportProvider {
    static final String JSON = ".report.json";
    static final String TEXT = ".report.txt";

    private static final Locale LANGUAGE = Messages.SWEDISH;

    private final JsonMapper json;
    private final Messages messages;
    private final ReaderFormat format = new ReaderFormat(LANGUAGE);

    InboxReportProvider(JsonMapper json, Messages messages) {
        this.json = json;
        this.messages = messages;
    }

    /**
     * Of a file that is in, by what follows the file's name.
     *
     * @param kept whether the file lies beside it
     */
    Map<String, String> taken(ImportReport report, boolean kept) throws IOException {
        ImportView view = ImportView.of(report, messages, LANGUAGE);
        List<String> lines = new ArrayList<>();
        lines.add(text(
                "collector.report.taken",
                report.fileName(),
                format.dateTime(report.receivedAt()),
                Objects.requireNonNull(report.id())));
        lines.add(text(
                "collector.report.rows",
                format.whole(report.rows()),
                format.whole(report.used()),
                format.whole(report.rejected()),
                format.whole(report.filtered() + report.blank())));
        lines.add(text(
                "collector.report.figures",
                format.whole(report.created()),
                format.whole(report.restated()),
                format.whole(report.unchanged())));
        if (!kept) {
            lines.add(text("collector.report.not_kept", report.profile()));
        }
        List<ImportView.Row> rows = view.rejections() == null ? List.of() : view.rejections();
        if (!rows.isEmpty()) {
            lines.add("");
            lines.add(text("collector.report.rejected"));
            rows.forEach(row -> lines.add(place(row.line(), row.column(), row.message())));
        }
        return files(ImportView.of(report, messages, Messages.ENGLISH), lines);
    }

    /** Of a file that is not. */
    Map<String, String> refused(String fileName, Instant now, ProblemException mistake) throws IOException {
        Problem problem = Problem.of(mistake, null, messages, LANGUAGE);
        List<String> lines = new ArrayList<>();
        lines.add(text("collector.report.refused", fileName, format.dateTime(now)));
        lines.add(problem.title() + ".");
        lines.add(problem.detail());
        problem.errors().forEach(error -> lines.add(place(error.line(), "", error.message())));
        return files(Problem.of(mistake, null, messages, Messages.ENGLISH), lines);
    }

    private Map<String, String> files(Object forPrograms, List<String> forPeople) throws IOException {
        return Map.of(JSON, json.writeValueAsString(forPrograms), TEXT, String.join("\r\n", forPeople) + "\r\n");
    }

    private String place(long line, String column, String message) {
        if (line == 0) {
            return message;
        }
        return column.isEmpty()
                ? text("collector.report.line", line, message)
                : text("collector.report.cell", line, column, message);
    }

    private String text(String key, Object... args) {
        return messages.text(LANGUAGE, key, args);
    }
}
