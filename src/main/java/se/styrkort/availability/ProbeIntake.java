package se.styrkort.availability;

import static se.styrkort.ingest.IntakeField.AT;
import static se.styrkort.ingest.IntakeField.RESPONSE_MS;
import static se.styrkort.ingest.IntakeField.SERVICE;
import static se.styrkort.ingest.IntakeField.UP;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Service;
import se.styrkort.ingest.Intake;
import se.styrkort.ingest.IntakeRow;
import se.styrkort.ingest.Into;
import se.styrkort.ingest.Rejection;
import se.styrkort.ingest.Trace;
import se.styrkort.observation.DaySorter;

/**
 * Takes probes out of files, in any order and number: they are sorted by service and time outside memory, become runs a
 * month of one service at a time, and those runs are spliced into the ones that were there.
 */
@Singleton
final class ProbeIntake implements Intake {
    private static final int DAY_S = 86_400;
    private static final int ROW_BYTES = 4 + 1 + 4 + 4;

    private final ProbeRunRepository runs;
    private final ProbeRepository probes;
    private final DueRepository due;
    private final ClosedMonthRepository closed;
    private final OriginRepository origins;
    private final MonthlyFiguresJob figures;
    private final MonthlyFiguresConfiguration configuration;
    private final Clock clock;

    ProbeIntake(
            ProbeRunRepository runs,
            ProbeRepository probes,
            DueRepository due,
            ClosedMonthRepository closed,
            OriginRepository origins,
            MonthlyFiguresJob figures,
            MonthlyFiguresConfiguration configuration,
            Clock clock) {
        this.runs = runs;
        this.probes = probes;
        this.due = due;
        this.closed = closed;
        this.origins = origins;
        this.figures = figures;
        this.configuration = configuration;
        this.clock = clock;
    }

    @Override
    public Into into() {
        return Into.PROBES;
    }

    @Override
    public Intake.Taking begin(Connection connection, Order order) {
        return new Taking(connection, order);
    }

    @Override
    public boolean computes(String source) {
        return source.equals(OutageChangeRepository.KIND);
    }

    @Override
    public List<Trace.Origin> origins(Connection connection, Figure figure, long revision) throws SQLException {
        return origins.probes(connection, figure, revision);
    }

    @Override
    public void committed() {
        figures.compute();
    }

    private static long hold(Catalog catalog, long service) {
        return catalog.find(service)
                .map(version -> ServiceInputs.of(catalog, (Service) version.entry(), List.of(), List.of())
                        .hold())
                .orElse(ProbeRuns.UNTIL_NEXT);
    }

    private final class Taking implements Intake.Taking {
        private final Connection connection;
        private final Order order;
        private final Instant now = clock.instant();
        private final DaySorter sorter = new DaySorter();
        private final Map<Long, Integer> numbers = new HashMap<>();
        private final List<Long> services = new ArrayList<>();
        private final ByteBuffer row = ByteBuffer.allocate(ROW_BYTES);

        Taking(Connection connection, Order order) {
            this.connection = connection;
            this.order = order;
        }

        @Override
        public @Nullable Rejection add(long line, IntakeRow entered) throws IOException {
            long at = Objects.requireNonNull(entered.instant(AT)).getEpochSecond();
            if (at > now.getEpochSecond() + DAY_S) {
                return Rejection.of(line, "", "probe_of_the_future", String.valueOf(entered.instant(AT)));
            }
            BigDecimal response = entered.number(RESPONSE_MS);
            int number = numbers.computeIfAbsent(entered.entry(SERVICE), service -> {
                services.add(service);
                return services.size() - 1;
            });
            row.clear();
            row.putInt((int) Math.floorMod(at, (long) DAY_S));
            row.put((byte) (Boolean.TRUE.equals(entered.flag(UP)) ? 1 : 0));
            row.putFloat(response == null ? Float.NaN : response.floatValue());
            row.putInt(Math.toIntExact(line));
            sorter.add(number, (int) Math.floorDiv(at, (long) DAY_S), row.array(), ROW_BYTES);
            return null;
        }

        @Override
        public Merged merge(long revision, Map<Long, Long> instead, Consumer<Rejection> refusals)
                throws SQLException, IOException {
            Merging merging = new Merging(revision, instead, refusals);
            sorter.read(merging);
            merging.finish();
            return merging.merged();
        }

        @Override
        public void close() {
            try {
                sorter.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Takes the sorted probes, and merges them a month of a service at a time. */
        private final class Merging implements DaySorter.Reader {
            private final long revision;
            private final Map<Long, Long> instead;
            private final Consumer<Rejection> refusals;
            private final ClosedMonths closedMonths;
            private final TouchedMonths touched = new TouchedMonths(order.catalog(), now);
            private final ProbeSamples month = new ProbeSamples();
            private final long keptFrom;
            private final Optional<Long> lastBefore;
            private int service = -1;
            private int monthNumber;
            /** Probes of one day, each with its second, in the order of the file. */
            private final List<long[]> ofDay = new ArrayList<>();

            private int day = Integer.MIN_VALUE;
            private long created;
            private long unchanged;
            private long restated;
            private long refused;

            Merging(long revision, Map<Long, Long> instead, Consumer<Rejection> refusals) throws SQLException {
                this.revision = revision;
                this.instead = instead;
                this.refusals = refusals;
                this.closedMonths = new ClosedMonths(
                        closed.withFigures(connection, "availability.agreed_s"),
                        order.reason(),
                        order.mayRestateClosed());
                this.keptFrom = configuration.probeDays() == 0
                        ? Long.MAX_VALUE
                        : now.getEpochSecond() - (long) configuration.probeDays() * DAY_S;
                this.lastBefore = runs.last(connection, order.source(), revision);
            }

            @Override
            public void take(int key, int ofDay, int nth, byte[] bytes, int offset, int length) throws IOException {
                if (key != service || ofDay != day) {
                    endDay();
                    int number = monthNumber(ofDay);
                    if (key != service || number != monthNumber) {
                        endMonth();
                        service = key;
                        monthNumber = number;
                    }
                    day = ofDay;
                }
                ByteBuffer read = ByteBuffer.wrap(bytes, offset, length);
                this.ofDay.add(new long[] {read.getInt(), read.get(), read.getInt(), read.getInt()});
            }

            private static int monthNumber(int day) {
                LocalDate date = LocalDate.ofEpochDay(day);
                return date.getYear() * 12 + date.getMonthValue();
            }

            private void endDay() {
                ofDay.sort(
                        (one, other) -> Long.compare(one[0], other[0])); // stable: of one second the later line counts
                for (long[] probe : ofDay) {
                    month.add((long) day * DAY_S + probe[0], probe[1] == 1, Float.intBitsToFloat((int) probe[2]), (int)
                            probe[3]);
                }
                ofDay.clear();
            }

            private void endMonth() throws IOException {
                try {
                    if (month.size() > 0) {
                        splice();
                    }
                } catch (SQLException e) {
                    throw new IOException(e);
                }
                month.clear();
            }

            private void splice() throws SQLException, IOException {
                long id = services.get(service);
                id = instead.getOrDefault(id, id);
                List<ProbeRun> around = runs.around(connection, id, order.source(), month.first(), month.last());
                ProbeSamples samples = month;
                boolean overlaps =
                        around.stream().anyMatch(run -> run.from() <= month.last() && run.until() >= month.first());
                ProbeSplice.Neighbours neighbours = new ProbeSplice.Neighbours(null, null);
                if (overlaps) {
                    ProbeSamples before = probes.between(connection, id, order.source(), month.first(), month.last());
                    samples = isReplayOver(around) ? before.over(month) : month.over(before);
                    neighbours = new ProbeSplice.Neighbours(
                            probes.neighbour(connection, id, order.source(), month.first(), true),
                            probes.neighbour(connection, id, order.source(), month.last(), false));
                }
                ProbeSplice splice =
                        ProbeSplice.of(around, samples, neighbours, hold(order.catalog(), id), order.importId());
                Optional<ClosedMonths.Objection> objection = splice.changesNothing()
                        ? Optional.empty()
                        : closedMonths.objection(touched.of(
                                id, Instant.ofEpochSecond(month.first()), Instant.ofEpochSecond(month.last() + 1)));
                if (objection.isPresent()) {
                    refuse(objection.get());
                    return;
                }
                if (overlaps) {
                    probes.remove(connection, id, order.source(), month.first(), month.last());
                }
                probes.keep(connection, id, order.source(), samples, keptFrom);
                runs.replace(connection, revision, id, order.source(), splice.ended(), splice.begun());
                count(splice);
                if (!splice.changesNothing()) {
                    touched.add(touched.of(
                            id, Instant.ofEpochSecond(splice.from()), Instant.ofEpochSecond(splice.until() + 1)));
                }
            }

            /** What a later delivery said since stays when an older file is read again. */
            private boolean isReplayOver(List<ProbeRun> around) {
                Long replayed = order.replayOf();
                return replayed != null && around.stream().anyMatch(run -> run.importId() > replayed);
            }

            private void count(ProbeSplice splice) {
                unchanged += splice.kept();
                restated += splice.ended().size();
                created += Math.max(0, splice.begun().size() - splice.ended().size());
            }

            private void refuse(ClosedMonths.Objection objection) {
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
            void finish() throws SQLException, IOException {
                endDay();
                endMonth();
                Optional<Long> last = runs.last(connection, order.source(), revision);
                if (last.isPresent() && lastBefore.isPresent() && last.get() > lastBefore.get()) {
                    for (long id : runs.services(connection, order.source())) {
                        if (hold(order.catalog(), id) == ProbeRuns.UNTIL_NEXT) {
                            touched.add(touched.of(
                                    id, Instant.ofEpochSecond(lastBefore.get()), Instant.ofEpochSecond(last.get())));
                        }
                    }
                }
                Set<DueRepository.Mark> marks = touched.due();
                due.mark(connection, OutageChangeRepository.KIND, marks, revision, order.reason(), order.actor());
            }

            Merged merged() {
                return new Merged(created, unchanged, restated, refused);
            }
        }
    }
}
