package se.styrkort.publication;

import java.util.Locale;

/** What is looked at when a publication is verified, in this order. */
public enum Check {
    /** The stored content still gives the hash that was published. */
    CONTENT,
    /** Every publication still gives its own hash and holds that of the one before, and none is gone between two. */
    CHAIN,
    /** The model version still has the text that was published. */
    MODEL,
    /** Every term of every measure still has its value and its observations, as they were known then. */
    INPUTS,
    /** The delivered files behind them still give the hashes that were noted when they came. */
    DELIVERIES,
    /** This release computes the scores that were published. */
    RESULTS,
    /** The scores that readers of the database see are those of the content. */
    SCORES;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
