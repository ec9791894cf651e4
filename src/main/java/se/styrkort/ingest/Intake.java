package se.styrkort.ingest;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Entitlement;
import se.styrkort.security.Permission;

/**
 * The port for rows that are no observations yet, such as outages: whoever implements it keeps them as versions and
 * computes observations of them. One per {@link Into} but {@code observations}.
 */
public interface Intake {
    Into into();

    /** Begins to take one delivery, in its transaction; neither commits nor closes the connection. */
    Taking begin(Connection connection, Order order) throws SQLException;

    /**
     * Called after the transaction of an import that changed something has been committed: what is due may be computed now.
     */
    default void committed() {}

    /** Whether figures of this source are computed from what is taken here. */
    default boolean computes(String source) {
        return false;
    }

    /**
     * What an observation that was computed is made of, as it was known at a revision: at most {@value #ORIGINS}, by time;
     * none where the figure is not this intake's.
     */
    default List<Trace.Origin> origins(Connection connection, Figure figure, long revision) throws SQLException {
        return List.of();
    }

    /** So many are shown of one figure. */
    int ORIGINS = 200;

    /** A figure whose origins are asked for, by codes; service and organisation are null where it has none. */
    record Figure(
            String metric,
            @Nullable String service,
            @Nullable String organisation,
            String qualifier,
            Period period) {}

    /**
     * Whose delivery it is and what it may do.
     *
     * @param source id of whose rows they are
     * @param replayOf the import whose file is read again: what came with a later one stays; null when it is not one
     * @param dryRun whether it will be rolled back
     * @param reason why earlier figures are restated; null when none was given
     * @param takeover whether it may replace what another source brought
     * @param mayRestateClosed whether the deliverer may restate closed periods, with a reason
     * @param catalog as it was when reading began
     * @param limits whose rows the deliverer may bring, and change; null: everybody's
     */
    record Order(
            long source,
            long importId,
            @Nullable Long replayOf,
            boolean dryRun,
            String actor,
            @Nullable String reason,
            boolean takeover,
            boolean mayRestateClosed,
            Catalog catalog,
            @Nullable Entitlement limits) {
        /** Whether the deliverer may change what a row of this service, and organisation, said; by ids, 0 for none. */
        public boolean mayChange(long service, long organisation) {
            return limits == null
                    || limits.holds(Permission.IMPORT, catalog.codeOf(service), catalog.codeOf(organisation));
        }
    }

    /** One delivery on its way in. What it holds in memory must not grow with the file. */
    interface Taking extends AutoCloseable {
        /**
         * Takes a row that can be read, in the order of the file.
         *
         * @param line of the file, the first is 1
         * @return why the row cannot stand; null when it can
         */
        @Nullable
        Rejection add(long line, IntakeRow row) throws SQLException, IOException;

        /**
         * Merges the rows as versions of the revision, under the revision lock.
         *
         * @param instead entries that rows refer to and that another import brought first: by the id reserved for them,
         *     the id to use
         * @param refusals told of rows that are good one by one but cannot stand, such as {@code closed_period}
         */
        Merged merge(long revision, Map<Long, Long> instead, Consumer<Rejection> refusals)
                throws SQLException, IOException;

        @Override
        void close();
    }

    /**
     * What came of it, counted in things such as outages, not in rows.
     *
     * @param refused how many of the rows that were added cannot stand
     */
    record Merged(long created, long unchanged, long restated, long refused) {}
}
