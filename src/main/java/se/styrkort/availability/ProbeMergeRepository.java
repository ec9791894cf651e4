package se.styrkort.availability;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
        private final TouchedMonths touched;
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
            this.closedMonths = new ClosedMonths(
                    closed.withFigures(connection, AvailabilityFigure.METRICS.getFirst()),
                    order.reason(),
                    order.mayRestateClosed());
            this.keptFrom = configuration.probeDays() == 0
                    ? Long.MAX_VALUE
                    : now.getEpochSecond() - (long) configuration.probeDays() * ProbeMonths.DAY_S;
            this.lastBefore = runs.last(connection, order.source(), revision);
        }

        /** Merges a month of one service, by the id of its catalog entry. */
        void month(long id, ProbeSamples month) throws SQLException, IOException {
            List<ProbeRun> around = runs.around(connection, id, order.source(), month.first(), month.last());
            ProbeSamples samples = month;
            boolean overlaps = around.stream().anyMatch(run -> overlaps(run, month));
            ProbeSplice.Neighbours neighbours = new ProbeSplice.Neighbours(null, null);
            if (overlaps) {
                ProbeSamples before = probes.between(connection, id, order.source(), month.first(), month.last());
                samples = isReplayOver(around) ? before.over(month) : month.over(before);
                neighbours = new ProbeSplice.Neighbours(
                        probes.neighbour(connection, id, order.source(), month.first(), true),
                        probes.neighbour(connection, id, order.source(), month.last(), false));
            }
            ProbeSplice splice = ProbeSplice.of(
                    around,
                    samples,
                    neighbours,
                    lastBefore.orElse(samples.last()),
                    hold(order.catalog(), id),
                    order.importId());
            Optional<ClosedMonths.Objection> objection = splice.changesNothing()
                    ? Optional.empty()
                    : closedMonths.objection(touched.of(
                            id, Instant.ofEpochSecond(month.first()), Instant.ofEpochSecond(month.last() + 1)));
            if (objection.isPresent()) {
                refuse(month, objection.get());
                return;
            }
            if (overlaps) {
                probes.remove(connection, id, order.source(), month.first(), month.last());
            }
            probes.keep(connection, id, order.source(), samples, keptFrom);
            runs.replace(connection, revision, id, order.source(), splice.ended(), splice.begun());
            count(splice, around, month);
            if (!splice.changesNothing()) {
                touched.add(touched.of(
                        id, Instant.ofEpochSecond(splice.from()), Instant.ofEpochSecond(splice.until() + 1)));
            }
        }

        private static boolean overlaps(ProbeRun run, ProbeSamples month) {
            return run.from() <= month.last() && run.until() >= month.first();
        }

        /** What a later delivery said since stays when an older file is read again. */
        private boolean isReplayOver(List<ProbeRun> around) {
            Long replayed = order.replayOf();
            return replayed != null && around.stream().anyMatch(run -> run.importId() > replayed);
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
                        touched.add(touched.of(
                                id, Instant.ofEpochSecond(lastBefore.get()), Instant.ofEpochSecond(last.get())));
                    }
                }
            }
            due.mark(connection, OutageChangeRepository.KIND, touched.due(), revision, order.reason(), order.actor());
            return new Intake.Merged(created, unchanged, restated, refused);
        }
    }
}
