package se.styrkort.ingest;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a row was not taken in. The sentence for a reader is the text {@code rejection.<code>} with {@code args}.
 *
 * @param line line of the file in which the row starts, the first is 1
 * @param column name of the column, empty when the row as a whole is at fault
 * @param spot which figure it would have been; absent where nothing is known of it
 * @param value what stood there, cut at {@value #SHOWN} characters
 */
public record Rejection(
        long line,
        String column,
        String code,
        String value,
        List<String> args,
        @Nullable Spot spot) {
    /** What the row was about, as codes and the first day of the period, as far as it could be read. */
    public record Spot(
            @Nullable String metric,
            @Nullable String service,
            @Nullable String organisation,
            @Nullable LocalDate period) {}

    private static final int SHOWN = 200;

    public Rejection {
        value = shown(value);
        args = args.stream().map(Rejection::shown).toList();
    }

    public static Rejection of(long line, String column, String code, String value, Object... args) {
        return new Rejection(
                line,
                column,
                code,
                value,
                java.util.Arrays.stream(args).map(String::valueOf).toList(),
                null);
    }

    /** The same without anything that stood in the file: of what the sentence is about only short numbers, counts. */
    Rejection withoutValue() {
        return new Rejection(
                line,
                column,
                code,
                "",
                args.stream().map(arg -> arg.matches("\\d{1,6}") ? arg : "…").toList(),
                spot);
    }

    Rejection at(Spot known) {
        return new Rejection(line, column, code, value, args, known);
    }

    /** PostgreSQL stores no NUL, and nobody reads a thousand characters. */
    private static String shown(String text) {
        String cut = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        return cut.replace('\u0000', '\uFFFD');
    }
}
