package se.styrkort.publication;

import java.util.Locale;

/** Why something differs from what was published; the texts are {@code publication.why.<code>}. */
public enum Why {
    /** The stored content is not what was published, so what differs from it may be the content's own fault. */
    CONTENT,
    CHAIN,
    MODEL,
    /** This release cannot read the model that was published. */
    MODEL_UNREADABLE,
    /** The period was closed or open then, and is not so in the database as of the publication. */
    PERIOD,
    /** The catalog of that time says something else of a metric. */
    CATALOG,
    /** Observations were changed, added or taken away behind the program's back. */
    OBSERVATIONS,
    /** The same observations give another value: the catalog of that time, or how this release adds up. */
    AGGREGATION,
    /** Figures of the earlier period that the trend compares with. */
    EARLIER_PERIOD,
    /** It follows from an input that differs. */
    FOLLOWS,
    /** Equal inputs and another score: this release computes otherwise than the one that published. */
    ARITHMETIC,
    DELIVERY,
    STORED_SCORE,
    SUBJECT;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
