package se.styrkort.catalog;

/** How values of a metric become one, over time, services, qualifiers or organisations. */
public enum Rule {
    SUM,
    MEAN,
    LAST,
    MAX,
    MIN,
    /** They do not: a median, unique users. Several values under it give {@code NOT_APPLICABLE}. */
    NONE
}
