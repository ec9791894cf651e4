package se.styrkort.store;

import org.jspecify.annotations.Nullable;

/** The program cannot start as it is set up. The message is the one line that a person reads: what is wrong, what to do. */
public final class CannotStartException extends Exception {
    private static final long serialVersionUID = 1L;

    public CannotStartException(String line) {
        this(line, null);
    }

    public CannotStartException(String line, @Nullable Throwable cause) {
        super(line.lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse(""), cause);
    }
}
