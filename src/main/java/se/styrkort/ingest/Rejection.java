package se.styrkort.ingest;

import java.util.List;

/**
 * Why a row was not taken in. The sentence for a reader is the text {@code rejection.<code>} with {@code args}.
 *
 * @param line line of the file in which the row starts, the first is 1
 * @param column name of the column, empty when the row as a whole is at fault
 * @param value what stood there, cut at {@value #SHOWN} characters
 */
public record Rejection(long line, String column, String code, String value, List<String> args) {
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
                java.util.Arrays.stream(args).map(String::valueOf).toList());
    }

    /** The same without anything that stood in the file: of what the sentence is about only short numbers, counts. */
    Rejection withoutValue() {
        return new Rejection(
                line,
                column,
                code,
                "",
                args.stream().map(arg -> arg.matches("\\d{1,6}") ? arg : "…").toList());
    }

    /** PostgreSQL stores no NUL, and nobody reads a thousand characters. */
    private static String shown(String text) {
        String cut = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        return cut.replace('\u0000', '\uFFFD');
    }
}
