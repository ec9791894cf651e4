package se.styrkort.scorecard;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a term does with the values of its metric in the measure's window. */
public enum TermFunction {
    SUM,
    MEAN,
    LAST,
    MAX,
    MIN,
    /** How many periods had a value. */
    COUNT,
    /** Over the services that the subject used in the window: what is measured without organisation, read for one. */
    COMMON;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<TermFunction> of(String code) {
        return Arrays.stream(values())
                .filter(function -> function.code().equals(code))
                .findFirst();
    }

    static List<String> codes() {
        return Arrays.stream(values()).map(TermFunction::code).toList();
    }
}
