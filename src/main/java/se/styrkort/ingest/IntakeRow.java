package se.styrkort.ingest;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one row says, field by field, read and resolved; what it leaves empty is null. */
public final class IntakeRow {
    private final @Nullable Object[] values = new @Nullable Object[IntakeField.values().length];

    void put(IntakeField field, @Nullable Object value) {
        values[field.ordinal()] = value;
    }

    public @Nullable String text(IntakeField field) {
        return (String) values[field.ordinal()];
    }

    /** The id of the catalog entry that a service or organisation is; 0 when the row names none. */
    public long entry(IntakeField field) {
        Object id = values[field.ordinal()];
        return id == null ? 0 : (Long) id;
    }

    /** To the microsecond at most, since the database keeps no more. */
    public @Nullable Instant instant(IntakeField field) {
        return (Instant) values[field.ordinal()];
    }

    public @Nullable Boolean flag(IntakeField field) {
        return (Boolean) values[field.ordinal()];
    }

    public @Nullable BigDecimal number(IntakeField field) {
        return (BigDecimal) values[field.ordinal()];
    }
}
