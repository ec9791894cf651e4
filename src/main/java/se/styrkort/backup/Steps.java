package se.styrkort.backup;

/** Told how far long work has come. */
@FunctionalInterface
public interface Steps {
    Steps SILENT = (_, _, _) -> {};

    /**
     * Called often, also within one table.
     *
     * @param what is being done
     * @param done bytes so far
     * @param all bytes in all; 0 where that is not known
     */
    void at(String what, long done, long all);
}
