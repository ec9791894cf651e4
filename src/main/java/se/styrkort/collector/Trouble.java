package se.styrkort.collector;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Why something could not be collected. The sentence for a reader is the text {@code collector.trouble.<code>} with
 * {@code args}; neither ever holds a secret.
 *
 * @param passing whether it may be over by itself, so that it is worth trying again soon
 * @param notBefore how long the other side asks to be left alone
 */
record Trouble(String code, List<String> args, boolean passing, Optional<Duration> notBefore) {
    private static final int SHOWN = 500;

    Trouble {
        args = args.stream().map(Trouble::shown).toList();
    }

    static Trouble passing(String code, Object... args) {
        return of(true, code, args);
    }

    /** One that somebody has to mend. */
    static Trouble lasting(String code, Object... args) {
        return of(false, code, args);
    }

    private static Trouble of(boolean passing, String code, Object... args) {
        return new Trouble(code, Arrays.stream(args).map(String::valueOf).toList(), passing, Optional.empty());
    }

    Trouble notBefore(Optional<Duration> wait) {
        return new Trouble(code, args, passing, wait);
    }

    /** PostgreSQL stores no NUL, and nobody reads a thousand characters. */
    private static String shown(String text) {
        String cut = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        return cut.replaceAll("\\p{Cntrl}", " ");
    }
}
