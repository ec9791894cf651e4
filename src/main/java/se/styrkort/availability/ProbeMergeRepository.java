package se.styrkort.availability;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Service;
import se.styrkort.ingest.Intake;
import se.styrkort.ingest.Rejection;

/** Splices delivered probes into the runs that were there, minds closed months and makes touched ones due. */
@Singleton
class ProbeMergeRepository {
    private final ProbeRunRepository runs;
    private final ProbeRepository probes;
    private final DueRepository due;
    private final ClosedMonthRepository closed;
    private final MonthlyFiguresConfiguration configuration;

    ProbeMergeRepository(
            ProbeRunRepository runs,
            ProbeRepository probes,
            DueRepository due,
            ClosedMonthRepository closed,
            MonthlyFiguresConfiguration configuration) {
        this.runs = runs;
        this.probes = probes;
        this.due = due;
        this.closed = closed;
        this.configuration = configuration;
    }

    Merging begin(Connection connection, Intake.Order order, long revision, Instant now, Consumer<Rejection> refusals)
            throws SQLException {
        return new Merging(connection, order, revision, now, refusals);
    }

    private static long hold(Catalog catalog, long service) {
        return catalog.find(service)
                .map(version -> ServiceInputs.of(catalog, (Service) version.entry(), List.of(), List.of())
                        .hold())
                .orElse(ProbeRuns.UNTIL_NEXT);
    }

    /** One delivery under one revision. */
    final class Merging {
        private final Connection connection;
        private final Intake.Order order;
        private final long revision;
        private final Consumer<Rejection> refusals;
        private final ClosedMonths closedMonths;
        /** Months that delivered probes lie in, and months that those before and after them hold into. */
        private final TouchedMonths touched;

        private final TouchedMonths beyond;
        private final long keptFrom;
        private final Optional<Long> lastBefore;
        private long created;
        private long unchanged;
        private long restated;
        private long refused;

        private Merging(
                Connection connection, Intake.Order order, long revision, Instant now, Consumer<Rejection> refusals)
                throws SQLException {
            this.connection = connection;
            this.order = order;
            this.revision = revision;
            this.refusals = refusals;
            this.touched = new TouchedMonths(order.catalog(), now);
            this.beyond = new TouchedMonths(order.catalog(), now);
            this.closedMonths = new ClosedMonths(order.reason(), order.mayRestateClosed());
            this.keptFrom = configuration.probeDays() == 0
                    ? Long.MAX_VALUE
                    : now.getEpochSecond() - (long) configuration.probeDays() * ProbeMonths.DAY_S;
            this.lastBefore = runs.last(connection, order.source(), revision);
        }

        /**
         * Merges a month of one service, by the id of its catalog entry. Where probes are no more kept one by one, what is
         * known between two delivered ones that are further apart than a probe holds stays.
         */
        void month(long id, ProbeSamples month) throws SQLException, IOException {
            long hold = hold(order.catalog(), id);
            List<ProbeRun> around = runs.around(connection, id, order.source(), month.first(), month.last());
            boolean overlaps = around.stream().anyMatch(run -> overlaps(run, month));
            if (overlaps && order.replayOf() != null) {
                // what is known was said by this file before, or by a later one
                for (ProbeSamples unknown : month.outside(around)) {
                    stretch(id, unknown, hold);
                }
            } else if (overlaps && hold != ProbeRuns.UNTIL_NEXT && month.first() < keptFrom) {
                for (ProbeSamples stretch : month.stretches(hold)) {
                    stretch(id, stretch, hold);
                }
            } else {
                stretch(id, month, hold);
            }
        }

        private void stretch(long id, ProbeSamples delivered, long hold) throws SQLException, IOException {
            List<ProbeRun> around =
                    runs.around(connection, id, order.source(), delivered.first(), delivered.last());
            ProbeSamples samples = delivered;
            boolean overlaps = around.stream().anyMatch(run -> overlaps(run, delivered));
            ProbeSplice.Neighbours neighbours = new ProbeSplice.Neighbours(null, null);
            if (overlaps) {
                samples = delivered.over(
                        probes.between(connection, id, order.source(), delivered.first(), delivered.last()));
                neighbours = new ProbeSplice.Neighbours(
                        probes.neighbour(connection, id, order.source(), delivered.first(), true),
                        probes.neighbour(connection, id, order.source(), delivered.last(), false));
            }
            ProbeSplice splice = ProbeSplice.of(
                    around, samples, neighbours, lastBefore.orElse(samples.last()), hold, order.importId());
            Set<DueRepository.Mark> months = touched.of(
                    id, Instant.ofEpochSecond(delivered.first()), Instant.ofEpochSecond(delivered.last() + 1));
            Optional<ClosedMonths.Objection> objection =
                    splice.changesNothing() || closedMonths.mayBeRestated()
                            ? Optional.empty()
                            : closedMonths.objection(closed.withFigures(
                                    connection, AvailabilityFigure.METRICS.getFirst(), months));
            if (objection.isPresent()) {
                refuse(delivered, objection.get());
                return;
            }
            if (overlaps) {
                probes.remove(connection, id, order.source(), delivered.first(), delivered.last());
            }
            probes.keep(connection, id, order.source(), samples, keptFrom);
            runs.replace(connection, revision, id, order.source(), splice.ended(), splice.begun());
            count(splice, around, delivered);
            if (!splice.changesNothing()) {
                touched.add(months);
                beyond.add(beyond.of(
                        id, Instant.ofEpochSecond(splice.from()), Instant.ofEpochSecond(splice.until() + 1)));
            }
        }

        private static boolean overlaps(ProbeRun run, ProbeSamples month) {
            return run.from() <= month.last() && run.until() >= month.first();
        }

        /** Counted in runs: restated are those in the delivered time that are no more; one that goes on longer is not. */
        private void count(ProbeSplice splice, List<ProbeRun> around, ProbeSamples month) {
            long ended =
                    splice.ended().stream().filter(run -> overlaps(run, month)).count();
            long overlapping =
                    around.stream().filter(run -> overlaps(run, month)).count();
            restated += ended;
            unchanged += overlapping - ended;
            int more = splice.begun().size() - splice.ended().size();
            created += more > 0 ? more : splice.changesNothing() || ended > 0 ? 0 : 1;
        }

        private void refuse(ProbeSamples month, ClosedMonths.Objection objection) {
            for (int i = 0; i < month.size(); i++) {
                refusals.accept(Rejection.of(
                        month.line(i),
                        "",
                        objection.code(),
                        "",
                        objection.month().code()));
                refused++;
            }
        }

        /** What holds until the next probe holds longer when its source has gone on. */
        Intake.Merged finish() throws SQLException {
            Optional<Long> last = runs.last(connection, order.source(), revision);
            if (last.isPresent() && lastBefore.isPresent() && last.get() > lastBefore.get()) {
                for (long id : runs.services(connection, order.source())) {
                    if (hold(order.catalog(), id) == ProbeRuns.UNTIL_NEXT) {
                        beyond.add(beyond.of(
                                id, Instant.ofEpochSecond(lastBefore.get()), Instant.ofEpochSecond(last.get())));
                    }
                }
            }
            String kind = OutageChangeRepository.KIND;
            due.mark(connection, kind, beyond.due(), revision, null, order.actor());
            due.mark(
                    connection,
                    kind,
                    touched.due(),
                    revision,
                    order.mayRestateClosed() ? order.reason() : null,
                    order.actor());
            return new Intake.Merged(created, unchanged, restated, refused);
        }
    }
}
