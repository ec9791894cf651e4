package se.styrkort.collector;

import java.util.Locale;
import java.util.regex.Pattern;

/** The value of a header that a collector sends: written in the open, or a secret that stands elsewhere. */
sealed interface HeaderValue {
    /** Names that tell that the value opens something: it may then not be written in the open. */
    Pattern TELLING =
            Pattern.compile("auth|cookie|key|token|secret|password|credential|signature|session|\\bsig\\b|jwt");

    /** Everybody may read it. */
    record Open(String text) implements HeaderValue {}

    /**
     * The content of a file in the folder of secrets.
     *
     * @param before what stands before it, such as {@code "Bearer "}
     */
    record InFile(String file, String before) implements HeaderValue {}

    /** The content of an environment variable whose name begins with {@link #VARIABLES}. */
    record InVariable(String name, String before) implements HeaderValue {}

    /** A steward must not be able to send the program's other settings somewhere. */
    String VARIABLES = "STYRKORT_COLLECTOR_SECRET_";

    static boolean isTelling(String name) {
        return TELLING.matcher(name.toLowerCase(Locale.ROOT)).find();
    }
}
