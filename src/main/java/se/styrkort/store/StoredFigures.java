package se.styrkort.store;

/**
 * Figures for Prometheus that show what is in the database. They are read again when the database has changed, by
 * {@link StoredFiguresJob}, and never because somebody looks at them.
 */
public interface StoredFigures {
    /** One word, by which {@code /prometheus} says whose reading failed. */
    String name();

    /**
     * What the figures are of, asked for often and answered by a cheap query; compared by value. While it stays the same
     * there is nothing to read.
     */
    Object state();

    /** Reads all of them, of this state or a later one, and then shows them. On failure what was shown before stays. */
    void refresh();
}
