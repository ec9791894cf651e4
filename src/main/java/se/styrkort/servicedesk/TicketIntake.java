package se.styrkort.servicedesk;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import se.styrkort.availability.MonthlyFiguresJob;
import se.styrkort.ingest.Intake;
import se.styrkort.ingest.IntakeField;
import se.styrkort.ingest.IntakeRow;
import se.styrkort.ingest.Into;
import se.styrkort.ingest.Rejection;

/** Takes rows of ticket logs in. A log is delivered again and again while its tickets change. */
@Singleton
final class TicketIntake implements Intake {
    /** Ten years: more seconds on hold than that are a mistake of units. */
    private static final BigDecimal ON_HOLD_LIMIT = BigDecimal.valueOf(10L * 366 * 24 * 60 * 60);

    private static final BigDecimal REOPENED_LIMIT = BigDecimal.valueOf(10_000);

    private final TicketMergeRepository merges;
    private final MonthlyFiguresJob figures;

    TicketIntake(TicketMergeRepository merges, MonthlyFiguresJob figures) {
        this.merges = merges;
        this.figures = figures;
    }

    @Override
    public Into into() {
        return Into.TICKETS;
    }

    @Override
    public Taking begin(Connection connection, Order order) throws SQLException {
        return new Tickets(connection, order);
    }

    @Override
    public void committed() {
        figures.compute();
    }

    @Override
    public boolean computes(String source) {
        return source.equals(DeskFiguresProvider.KIND);
    }

    private final class Tickets implements Taking {
        private final Connection connection;
        private final Order order;
        private final TicketStagingRepository staging;

        Tickets(Connection connection, Order order) throws SQLException {
            this.connection = connection;
            this.order = order;
            this.staging = new TicketStagingRepository(connection);
        }

        @Override
        public @Nullable Rejection add(long line, IntakeRow row) throws SQLException {
            Rejection fault = fault(line, row);
            if (fault == null) {
                staging.add(line, row);
            }
            return fault;
        }

        @Override
        public Merged merge(long revision, Map<Long, Long> instead, Consumer<Rejection> refusals) throws SQLException {
            staging.complete(instead);
            return merges.merge(connection, order, revision, refusals);
        }

        @Override
        public void close() {
            // the table between goes with the transaction
        }
    }

    /** What no ticket can be, whatever else is known. */
    private static @Nullable Rejection fault(long line, IntakeRow row) {
        Instant openedAt = Objects.requireNonNull(row.instant(IntakeField.OPENED_AT));
        for (IntakeField later : List.of(IntakeField.RESOLVED_AT, IntakeField.CLOSED_AT)) {
            Instant at = row.instant(later);
            if (at != null && at.isBefore(openedAt)) {
                return Rejection.of(line, later.key(), "before_opened", at.toString(), openedAt.toString());
            }
        }
        Rejection onHold = wholeNumber(line, row, IntakeField.ON_HOLD_S, ON_HOLD_LIMIT);
        return onHold == null ? wholeNumber(line, row, IntakeField.REOPENED, REOPENED_LIMIT) : onHold;
    }

    private static @Nullable Rejection wholeNumber(long line, IntakeRow row, IntakeField field, BigDecimal limit) {
        BigDecimal number = row.number(field);
        if (number == null
                || (number.signum() >= 0
                        && number.compareTo(limit) <= 0
                        && number.stripTrailingZeros().scale() <= 0)) {
            return null;
        }
        return Rejection.of(line, field.key(), "number_not_within", number.toPlainString(), limit.toPlainString());
    }
}
