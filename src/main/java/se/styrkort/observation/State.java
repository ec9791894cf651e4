package se.styrkort.observation;

/** What an observation says: a value, or which kind of nothing (the signs are those of Kolada's legend). */
public enum State {
    VALUE,
    /** Not delivered, "-" (bortfall). */
    MISSING,
    /** Nothing to measure, "." (ej tillämplig); leaves numerator and denominator. */
    NOT_APPLICABLE,
    /** There is a value but it may not be shown, ".." (sekretess). */
    SECRET
}
