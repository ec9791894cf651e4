package se.styrkort.grafana;

import java.util.List;

/**
 * A template variable with what is chosen, as the browser has it.
 *
 * @param includeAll whether "All" may be chosen; several values arrive as a list, one without {@code multi} as itself
 * @param values what is chosen, for "All" every option; {@code texts} what the reader sees, in the same order
 */
public record Variable(String name, boolean multi, boolean includeAll, List<String> values, List<String> texts) {
    public Variable {
        values = List.copyOf(values);
        texts = List.copyOf(texts);
    }

    public static Variable single(String name, String value) {
        return new Variable(name, false, false, List.of(value), List.of(value));
    }

    public static Variable multi(String name, String... values) {
        return new Variable(name, true, true, List.of(values), List.of(values));
    }

    public Variable choosing(List<String> chosen, List<String> shown) {
        return new Variable(name, multi, includeAll, chosen, shown);
    }
}
