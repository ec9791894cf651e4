package se.styrkort.observation;

/** What happens when several rows of one delivery speak of the same series and period. */
public enum Combine {
    /** None of them goes in: which one is right cannot be known. */
    REJECT,
    SUM,
    COUNT,
    MEAN,
    LAST
}
