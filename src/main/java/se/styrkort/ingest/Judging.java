package se.styrkort.ingest;

import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;
import se.styrkort.catalog.Catalog;
import se.styrkort.observation.Draft;

/** Reads and judges the rows of one delivery; the database side calls it inside its transaction. */
interface Judging {
    /** Where judged rows go. */
    interface Sink {
        void accept(long line, List<Draft> drafts);

        void enter(long line, IntakeRow row);

        void reject(List<Rejection> rejections);
    }

    /** What came of it, and the entries that the merge must create. */
    record Judged(Tally tally, List<Newcomers.Newcomer> newcomers) {}

    Judged run(Catalog catalog, SourceMappings mappings, LongSupplier newIds, Sink sink) throws IOException;
}
