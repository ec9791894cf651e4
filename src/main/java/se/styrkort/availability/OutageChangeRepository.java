package se.styrkort.availability;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Service;

/** Changes of outages, whoever makes them: closed months are minded, and every month that is touched becomes due. */
@Singleton
class OutageChangeRepository {
    /** The kind of figures that are computed. */
    static final String KIND = "availability";

    private final OutageRepository outages;
    private final ReachRepository reaches;
    private final DueRepository due;
    private final ClosedMonthRepository closed;

    OutageChangeRepository(
            OutageRepository outages, ReachRepository reaches, DueRepository due, ClosedMonthRepository closed) {
        this.outages = outages;
        this.reaches = reaches;
        this.due = due;
        this.closed = closed;
    }

    /**
     * Who changes, and what for.
     *
     * @param reason why figures are restated; null: none was given
     */
    record Order(long revision, String actor, @Nullable String reason, boolean mayRestateClosed, Catalog catalog) {}

    Changing begin(Connection connection, Order order, Instant now) {
        return new Changing(connection, order, now, new ClosedMonths(order.reason(), order.mayRestateClosed()));
    }

    /** Changes under one revision, one after the other. */
    final class Changing {
        private final Connection connection;
        private final Order order;
        private final Instant now;
        private final ClosedMonths closedMonths;
        /** Months that a version changes, and months that are known further than before. */
        private final TouchedMonths touched;

        private final TouchedMonths known;

        private Changing(Connection connection, Order order, Instant now, ClosedMonths closedMonths) {
            this.connection = connection;
            this.order = order;
            this.now = now;
            this.closedMonths = closedMonths;
            this.touched = new TouchedMonths(order.catalog(), now);
            this.known = new TouchedMonths(order.catalog(), now);
        }

        /**
         * Writes a version.
         *
         * @param before the version in force; null: there is none
         * @return why it was not written
         */
        Optional<ClosedMonths.Objection> put(@Nullable OutageVersion before, OutageRepository.Entry entry)
                throws SQLException {
            Optional<ClosedMonths.Objection> objection = objection(months(before, entry));
            if (objection.isEmpty()) {
                write(before, entry);
            }
            return objection;
        }

        /**
         * Writes a version whatever stands against it: to see what it would do.
         *
         * @return the id of the outage
         */
        long write(@Nullable OutageVersion before, OutageRepository.Entry entry) throws SQLException {
            long id = outages.put(connection, order.revision(), entry);
            touched.add(months(before, entry));
            return id;
        }

        /** The months that a version changes, of the service and of those that are made of it. */
        Set<DueRepository.Mark> months(@Nullable OutageVersion before, OutageRepository.Entry entry) {
            Set<DueRepository.Mark> months = new HashSet<>();
            if (before != null && !before.withdrawn()) {
                months.addAll(months(before.outage()));
            }
            if (!entry.withdrawn()) {
                months.addAll(months(entry.outage()));
            }
            return months;
        }

        Optional<ClosedMonths.Objection> objection(Set<DueRepository.Mark> months) throws SQLException {
            return closedMonths.mayBeRestated()
                    ? Optional.empty()
                    : closedMonths.objection(
                            closed.withFigures(connection, AvailabilityFigure.METRICS.getFirst(), months));
        }

        /** Maintenance ahead touches months that are still to come; what is computed of them is due when they are over. */
        private Set<DueRepository.Mark> months(Outage outage) {
            boolean ahead = outage.end() == null && outage.start().isAfter(now);
            return touched.of(
                    outage.service(), outage.start(), ahead ? outage.start().plusSeconds(1) : outage.end());
        }

        /**
         * A delivery says what was down until now: months since the one before are known now. A closed one stays as it is.
         */
        void delivered(long source, @Nullable Long importId) throws SQLException {
            Optional<ReachRepository.Reach> before = reaches.last(connection, null);
            Instant until = reaches.note(connection, source, importId);
            // before the first one, what anybody said of an outage is the beginning
            Instant since = before.isPresent()
                    ? before.get().until()
                    : outages.earliest(connection).orElse(until);
            if (since.isAfter(until)) {
                return;
            }
            for (Catalog.Version version : order.catalog().list(Kind.SERVICE)) {
                if (((Service) version.entry()).measuredBy().equals("outages")) {
                    known.add(known.of(version.id(), since, until));
                }
            }
        }

        /** Makes the touched months due; the reason is that of those that were changed, and no others. */
        void finish() throws SQLException {
            due.mark(connection, KIND, known.due(), order.revision(), null, order.actor());
            due.mark(
                    connection,
                    KIND,
                    touched.due(),
                    order.revision(),
                    order.mayRestateClosed() ? order.reason() : null,
                    order.actor());
        }
    }
}
