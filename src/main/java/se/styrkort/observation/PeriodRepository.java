package se.styrkort.observation;

import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;

/** In which state the months are, and were. A longer period is closed when all of its months are. */
@Singleton
public class PeriodRepository {
    private final TransactionFactory transactions;
    private final RevisionRepository revisions;

    PeriodRepository(TransactionFactory transactions, RevisionRepository revisions) {
        this.transactions = transactions;
        this.revisions = revisions;
    }

    static boolean consistsOfMonths(Period period) {
        return period.granularity().compareTo(Granularity.MONTH) >= 0;
    }

    private static List<Period> months(Period period) {
        List<Period> months = new ArrayList<>();
        Period last = period.lastMonth();
        for (Period month = Period.containing(Granularity.MONTH, period.first());
                month.compareTo(last) <= 0;
                month = month.next()) {
            months.add(month);
        }
        return months;
    }

    public boolean isClosed(Connection connection, Period period, long revision) throws SQLException {
        return closedMonths(connection, period, revision) == months(period).size();
    }

    /** The months from one to another, both inclusive, that were closed at the revision. */
    public Set<Period> closed(Connection connection, Period from, Period to, long revision) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select period from styrkort.period_state
                where state = 'closed' and period between ? and ? and revision <= ? and (ended is null or ended > ?)""")) {
            query.setObject(1, from.first());
            query.setObject(2, to.last());
            query.setLong(3, revision);
            query.setLong(4, revision);
            Set<Period> closed = new HashSet<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    closed.add(
                            new Period(Granularity.MONTH, row.getDate("period").toLocalDate()));
                }
            }
            return closed;
        }
    }

    private static int closedMonths(Connection connection, Period period, long revision) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select count(*) from styrkort.period_state
                where state = 'closed' and period between ? and ? and revision <= ? and (ended is null or ended > ?)""")) {
            query.setObject(1, period.first());
            query.setObject(2, period.last());
            query.setLong(3, revision);
            query.setLong(4, revision);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** The latest month that is closed. */
    public Optional<Period> lastClosed(Connection connection, long revision) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select max(period) from styrkort.period_state
                where state = 'closed' and revision <= ? and (ended is null or ended > ?)""")) {
            query.setLong(1, revision);
            query.setLong(2, revision);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return Optional.ofNullable(row.getObject(1, LocalDate.class))
                        .map(first -> new Period(Granularity.MONTH, first));
            }
        }
    }

    /** Every change of the months from one to another, both inclusive, by month and time. */
    List<PeriodChange> changes(Period from, Period to) {
        return transactions.inSnapshot(connection -> {
            try (PreparedStatement query = connection.prepareStatement("""
                    select p.period, p.state, begun.committed_at, p.actor, p.reason, over.committed_at
                    from styrkort.period_state p
                    join styrkort.revision begun using (revision)
                    left join styrkort.revision over on over.revision = p.ended
                    where p.period between ? and ? order by p.period, p.revision""")) {
                query.setObject(1, from.first());
                query.setObject(2, to.last());
                List<PeriodChange> changes = new ArrayList<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        OffsetDateTime until = row.getObject(6, OffsetDateTime.class);
                        changes.add(new PeriodChange(
                                new Period(Granularity.MONTH, row.getObject(1, LocalDate.class)),
                                PeriodState.of(row.getString(2)),
                                row.getObject(3, OffsetDateTime.class).toInstant(),
                                row.getString(4),
                                row.getString(5),
                                until == null ? null : until.toInstant()));
                    }
                }
                return changes;
            }
        });
    }

    /**
     * Puts the months of a period in a state; those that are in it already, or cannot come to it, stay as they are.
     *
     * @return the revision that did it, none when nothing changed
     */
    public Optional<Long> put(Period period, PeriodState state, String actor, @Nullable String reason) {
        return transactions.inTransaction(connection -> {
            long revision = revisions.lock(connection);
            List<Date> months = new ArrayList<>();
            for (Period month : months(period)) {
                PeriodState now = state(connection, month);
                if (now != state && now.mayBecome(state)) {
                    months.add(Date.valueOf(month.first()));
                }
            }
            if (months.isEmpty()) {
                return Optional.empty();
            }
            Array changed = connection.createArrayOf("date", months.toArray());
            try (PreparedStatement end = connection.prepareStatement(
                            "update styrkort.period_state set ended = ? where period = any (?) and ended is null");
                    PreparedStatement begin = connection.prepareStatement("""
                            insert into styrkort.period_state (period, revision, state, actor, reason)
                            select m, ?, ?, ?, ? from unnest(?::date[]) m""")) {
                end.setLong(1, revision);
                end.setArray(2, changed);
                end.executeUpdate();
                begin.setLong(1, revision);
                begin.setString(2, state.code());
                begin.setString(3, actor);
                begin.setString(4, reason);
                begin.setArray(5, changed);
                begin.executeUpdate();
            }
            revisions.commit(connection, revision, actor, "period", null, reason);
            return Optional.of(revision);
        });
    }

    private static PeriodState state(Connection connection, Period month) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select state from styrkort.period_state where period = ? and ended is null")) {
            query.setObject(1, month.first());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? PeriodState.of(row.getString(1)) : PeriodState.OPEN;
            }
        }
    }
}
