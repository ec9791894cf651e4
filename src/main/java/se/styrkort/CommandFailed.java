package se.styrkort;

import org.jspecify.annotations.Nullable;

/** A command could not do what it was asked. The message is the one line that a person reads. */
final class CommandFailed extends Exception {
    private static final long serialVersionUID = 1L;

    CommandFailed(String line) {
        this(line, null);
    }

    CommandFailed(String line, @Nullable Throwable cause) {
        super(line, cause);
    }
}
