package se.styrkort.ingest;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;

/** What one row says, field by field, read and resolved; what it leaves empty is null. */
public final class IntakeRow {
    private final EnumMap<IntakeField, Object> values = new EnumMap<>(IntakeField.class);

    void put(IntakeField field, @Nullable Object value) {
        if (value != null) {
            values.put(field, value);
        }
    }

    public @Nullable String text(IntakeField field) {
        return (String) values.get(field);
    }

    /** The id of the catalog entry that a service or organisation is; 0 when the row names none. */
    public long entry(IntakeField field) {
        Object id = values.get(field);
        return id == null ? 0 : (Long) id;
    }

    /** The id of the catalog entry of a survey, which every row with the field names. */
    public long survey() {
        return entry(IntakeField.SURVEY);
    }

    public @Nullable Period month(IntakeField field) {
        return (Period) values.get(field);
    }

    /** To the microsecond at most, since the database keeps no more. */
    public @Nullable Instant instant(IntakeField field) {
        return (Instant) values.get(field);
    }

    public @Nullable Boolean flag(IntakeField field) {
        return (Boolean) values.get(field);
    }

    public @Nullable BigDecimal number(IntakeField field) {
        return (BigDecimal) values.get(field);
    }
}
