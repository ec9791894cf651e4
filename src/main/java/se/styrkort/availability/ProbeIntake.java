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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
    private final ProbeMergeRepository merges;
    private final OriginRepository origins;
    private final MonthlyFiguresJob figures;
    private final Clock clock;

    ProbeIntake(ProbeMergeRepository merges, OriginRepository origins, MonthlyFiguresJob figures, Clock clock) {
        this.merges = merges;
        this.origins = origins;
        this.figures = figures;
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

    private final class Taking implements Intake.Taking {
        private final Connection connection;
        private final Order order;
        private final Instant now = clock.instant();
        private final DaySorter sorter = new DaySorter();
        private final Map<Long, Integer> numbers = new HashMap<>();
        private final List<Long> services = new ArrayList<>();
        private final ByteBuffer row = ByteBuffer.allocate(ProbeMonths.BYTES);

        Taking(Connection connection, Order order) {
            this.connection = connection;
            this.order = order;
        }

        @Override
        public @Nullable Rejection add(long line, IntakeRow entered) throws IOException {
            long at = Objects.requireNonNull(entered.instant(AT)).getEpochSecond();
            if (at > now.getEpochSecond() + ProbeMonths.DAY_S) {
                return Rejection.of(line, "", "probe_of_the_future", String.valueOf(entered.instant(AT)));
            }
            BigDecimal response = entered.number(RESPONSE_MS);
            int number = numbers.computeIfAbsent(entered.entry(SERVICE), service -> {
                services.add(service);
                return services.size() - 1;
            });
            boolean up = Boolean.TRUE.equals(entered.flag(UP));
            ProbeMonths.write(row, at, up, response == null ? null : response.floatValue(), Math.toIntExact(line));
            sorter.add(number, ProbeMonths.day(at), row.array(), ProbeMonths.BYTES);
            return null;
        }

        @Override
        public Merged merge(long revision, Map<Long, Long> instead, Consumer<Rejection> refusals)
                throws SQLException, IOException {
            ProbeMergeRepository.Merging merging = merges.begin(connection, order, revision, now, refusals);
            ProbeMonths months = new ProbeMonths((number, samples) -> {
                long service = services.get(number);
                try {
                    merging.month(instead.getOrDefault(service, service), samples);
                } catch (SQLException e) {
                    throw new IOException(e);
                }
            });
            sorter.read(months);
            months.finish();
            return merging.finish();
        }

        @Override
        public void close() {
            try {
                sorter.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
