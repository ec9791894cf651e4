package se.styrkort.store;

import org.jspecify.annotations.Nullable;

/**
 * The database failed or refused a statement; the transaction is rolled back. Not for data problems, which are
 * values: whoever sees this has met a bug or a database out of reach.
 */
public final class StoreFailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String sqlState;

    public StoreFailureException(@Nullable String message, @Nullable String sqlState, Throwable cause) {
        super(message, cause);
        this.sqlState = sqlState;
    }

    /** PostgreSQL's five-character code, for instance {@code 23505} for a broken unique key; null if there was none. */
    public @Nullable String sqlState() {
        return sqlState;
    }
}
