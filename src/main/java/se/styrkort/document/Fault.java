package se.styrkort.document;

import java.util.List;

/**
 * One fault of a document a person wrote. The sentence for a reader is the text {@code fault.<code>} with {@code args}
 * filled in, in Swedish on pages and in English in the API.
 *
 * @param line first line is 1; 0 when the fault concerns the document as a whole
 * @param column first column is 1; 0 when unknown
 */
public record Fault(int line, int column, String code, List<String> args) {
    public Fault {
        args = List.copyOf(args);
    }

    public static Fault at(YamlNode node, String code, Object... args) {
        return new Fault(node.line(), node.column(), code, texts(args));
    }

    public static Fault ofWhole(String code, Object... args) {
        return new Fault(0, 0, code, texts(args));
    }

    private static List<String> texts(Object... args) {
        return java.util.Arrays.stream(args).map(String::valueOf).toList();
    }
}
