package se.styrkort.availability;

import static se.styrkort.ingest.IntakeField.ANNOUNCED_AT;
import static se.styrkort.ingest.IntakeField.END;
import static se.styrkort.ingest.IntakeField.ID;
import static se.styrkort.ingest.IntakeField.KIND;
import static se.styrkort.ingest.IntakeField.MESSAGE;
import static se.styrkort.ingest.IntakeField.PUBLISHED;
import static se.styrkort.ingest.IntakeField.REASON;
import static se.styrkort.ingest.IntakeField.SERVICE;
import static se.styrkort.ingest.IntakeField.START;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import se.styrkort.ingest.Intake;
import se.styrkort.ingest.IntakeRow;
import se.styrkort.ingest.Into;
import se.styrkort.ingest.Rejection;
import se.styrkort.ingest.Trace;

/** Takes outages and maintenance out of files: new ones, corrected ones, and word that there were no others. */
@Singleton
final class OutageIntake implements Intake {
    private static final int AT_ONCE = 500;

    private final OutageRepository outages;
    private final OutageChangeRepository changes;
    private final OriginRepository origins;
    private final MonthlyFiguresJob figures;
    private final Clock clock;

    OutageIntake(
            OutageRepository outages,
            OutageChangeRepository changes,
            OriginRepository origins,
            MonthlyFiguresJob figures,
            Clock clock) {
        this.origins = origins;
        this.outages = outages;
        this.changes = changes;
        this.figures = figures;
        this.clock = clock;
    }

    @Override
    public Into into() {
        return Into.OUTAGES;
    }

    @Override
    public Intake.Taking begin(Connection connection, Order order) throws SQLException {
        return new Taking(connection, order);
    }

    @Override
    public boolean computes(String source) {
        return source.equals(OutageChangeRepository.KIND);
    }

    @Override
    public List<Trace.Origin> origins(Connection connection, Figure figure, long revision) throws SQLException {
        return origins.outages(connection, figure, revision);
    }

    @Override
    public void committed() {
        figures.compute();
    }

    private final class Taking implements Intake.Taking {
        private final Connection connection;
        private final Order order;
        private final PreparedStatement staging;
        private int staged;

        Taking(Connection connection, Order order) throws SQLException {
            this.connection = connection;
            this.order = order;
            try (var statement = connection.createStatement()) {
                statement.execute("""
                        create temporary table staged_outage (
                            line integer not null, key text, service_id bigint not null, started_at timestamptz not null,
                            ended_at timestamptz, kind text not null, announced_at timestamptz, reason text,
                            published boolean not null, message text) on commit drop""");
            }
            this.staging =
                    connection.prepareStatement("insert into staged_outage values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        }

        @Override
        public @Nullable Rejection add(long line, IntakeRow row) throws SQLException {
            Instant start = Objects.requireNonNull(row.instant(START));
            Instant end = row.instant(END);
            if (end != null && !end.isAfter(start)) {
                return Rejection.of(line, "", "ends_before_it_starts", "", start, end);
            }
            if (Outage.isTooLong(start, end, clock.instant())) {
                return Rejection.of(line, "", "outage_too_long", "", start, Outage.LONGEST_YEARS);
            }
            String word = row.text(KIND);
            Optional<OutageKind> kind = OutageKind.of(word == null ? OutageKind.UNPLANNED.code() : word);
            if (kind.isEmpty()) {
                return Rejection.of(line, "", "bad_outage_kind", String.valueOf(word));
            }
            staging.setInt(1, Math.toIntExact(line));
            staging.setString(2, row.text(ID));
            staging.setLong(3, row.entry(SERVICE));
            staging.setObject(4, OutageRepository.at(start));
            staging.setObject(5, OutageRepository.at(end));
            staging.setString(6, kind.get().code());
            staging.setObject(7, OutageRepository.at(row.instant(ANNOUNCED_AT)));
            staging.setString(8, row.text(REASON));
            staging.setBoolean(9, Boolean.TRUE.equals(row.flag(PUBLISHED)));
            staging.setString(10, row.text(MESSAGE));
            staging.addBatch();
            if (++staged % AT_ONCE == 0) {
                staging.executeBatch();
            }
            return null;
        }

        @Override
        public Merged merge(long revision, Map<Long, Long> instead, Consumer<Rejection> refusals) throws SQLException {
            staging.executeBatch();
            for (Map.Entry<Long, Long> each : instead.entrySet()) {
                run("update staged_outage set service_id = %d where service_id = %d"
                        .formatted(each.getValue(), each.getKey()));
            }
            // without a number of its own the source can only mean the one that began then
            run("""
                    update staged_outage set key = service_id || ' ' || to_char(started_at at time zone 'UTC',
                        'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') where key is null""");
            long refused = refuseContradictions(refusals);
            OutageChangeRepository.Changing changing = changes.begin(
                    connection,
                    new OutageChangeRepository.Order(
                            revision, order.actor(), order.reason(), order.mayRestateClosed(), order.catalog()),
                    clock.instant());
            long[] counts = new long[3];
            try (PreparedStatement query = connection.prepareStatement("""
                    select distinct on (s.key) s.*, o.outage_id, o.service_id as was_service, o.import_id as was_import
                    from staged_outage s
                    left join styrkort.outage o on o.source_id = ? and o.key = s.key and o.ended is null
                    order by s.key, s.line""")) {
                query.setLong(1, order.source());
                query.setFetchSize(AT_ONCE);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        refused += merge(row, changing, counts, refusals);
                    }
                }
            }
            if (order.limits() == null) {
                // who delivers for some services only does not say that nothing else was down
                changing.delivered(order.source(), order.importId());
            }
            changing.finish();
            return new Merged(counts[0], counts[1], counts[2], refused);
        }

        /** Two rows about one outage that do not say the same: nobody knows which is right. */
        private long refuseContradictions(Consumer<Rejection> refusals) throws SQLException {
            long refused = 0;
            try (PreparedStatement query = connection.prepareStatement("""
                    delete from staged_outage s using (
                        select key, min(line) as first, max(line) as last from staged_outage group by key
                        having count(distinct (service_id, started_at, ended_at, kind, announced_at, reason, published, message))
                               > 1) c
                    where s.key = c.key
                    returning s.line, case when s.line = c.first then c.last else c.first end as other""");
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    refusals.accept(Rejection.of(row.getInt(1), "", "contradicts_other_row", "", row.getInt(2)));
                    refused++;
                }
            }
            return refused;
        }

        /** Counts what became of it, and says whether it was refused. */
        private int merge(
                ResultSet row, OutageChangeRepository.Changing changing, long[] counts, Consumer<Rejection> refusals)
                throws SQLException {
            Long id = row.getObject("outage_id", Long.class);
            Optional<OutageVersion> before = id == null ? Optional.empty() : outages.current(connection, id);
            Outage outage = OutageRepository.outage(row);
            if (before.isPresent() && isKept(before.get(), outage)) {
                counts[1]++;
                return 0;
            }
            if (before.isPresent() && !order.mayChange(before.get().outage().service(), 0)) {
                refusals.accept(Rejection.of(row.getInt("line"), "", "out_of_scope", ""));
                return 1;
            }
            OutageRepository.Entry entry = new OutageRepository.Entry(
                    id,
                    order.source(),
                    row.getString("key"),
                    outage,
                    false,
                    before.isEmpty() ? null : order.reason(),
                    null,
                    order.actor(),
                    order.importId(),
                    row.getInt("line"));
            Optional<ClosedMonths.Objection> objection = changing.put(before.orElse(null), entry);
            if (objection.isPresent()) {
                refusals.accept(Rejection.of(
                        row.getInt("line"),
                        "",
                        objection.get().code(),
                        "",
                        objection.get().month().code()));
                return 1;
            }
            counts[before.isEmpty() ? 0 : 2]++;
            return 0;
        }

        /**
         * Whether what is known stays: it is the same, or newer than a file that is read again, or an operator has corrected
         * just what the row still says.
         */
        private boolean isKept(OutageVersion known, Outage delivered) throws SQLException {
            boolean same = known.outage().equals(delivered) && !known.withdrawn();
            return same
                    || isNewerThanReplay(known.importId())
                    || (known.importId() == null
                            && outages.versions(connection, known.id(), known.revision()).stream()
                                    .filter(version -> version.importId() != null)
                                    .findFirst()
                                    .filter(version -> version.outage().equals(delivered))
                                    .isPresent());
        }

        /** What a later delivery, or an operator, said since stays when an older file is read again. */
        private boolean isNewerThanReplay(@Nullable Long importId) throws SQLException {
            return order.replayOf() != null
                    && (importId == null || outages.fileOf(connection, importId) > order.replayOf());
        }

        private void run(String sql) throws SQLException {
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        @Override
        public void close() {
            try {
                staging.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
