package se.styrkort.completeness;

import java.util.Locale;

/** Why a cell is empty, or holds less than was expected. */
public enum Cause {
    /** The service is not followed up in the period. */
    NOT_FOLLOWED,
    PERIOD_NOT_OVER,
    /** A value there is, and it is secret. */
    SECRET,
    /** Its source says that there is none. */
    MISSING,
    /** Its source says that there can be none. */
    NOT_APPLICABLE,
    /** A row for it was delivered, rejected, and waits to be corrected. */
    REJECTED_ROW,
    /** The service is still being developed. */
    NOT_YET_IN_OPERATION,
    /** The period is over, and its source still has time. */
    AWAITED,
    SOURCE_LATE,
    /** Nothing was ever delivered for it. */
    NEVER_DELIVERED;

    /** {@code rejected_row}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
