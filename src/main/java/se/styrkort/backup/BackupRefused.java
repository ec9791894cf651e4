package se.styrkort.backup;

import org.jspecify.annotations.Nullable;

/** A backup cannot be made or restored, and nothing was changed. The message is the one line that a person reads. */
public final class BackupRefused extends Exception {
    private static final long serialVersionUID = 1L;

    BackupRefused(String line) {
        this(line, null);
    }

    BackupRefused(String line, @Nullable Throwable cause) {
        super(line, cause);
    }
}
