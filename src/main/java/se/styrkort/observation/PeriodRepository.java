package se.styrkort.observation;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;

/** Which months are closed. A longer period is closed when all of its months are. */
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
                select period from styrkort.period_closing
                where period between ? and ? and revision <= ? and (ended is null or ended > ?)""")) {
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
                select count(*) from styrkort.period_closing
                where period between ? and ? and revision <= ? and (ended is null or ended > ?)""")) {
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
                select max(period) from styrkort.period_closing
                where revision <= ? and (ended is null or ended > ?)""")) {
            query.setLong(1, revision);
            query.setLong(2, revision);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return Optional.ofNullable(row.getObject(1, LocalDate.class))
                        .map(first -> new Period(Granularity.MONTH, first));
            }
        }
    }

    /**
     * Closes the months of a period, or reopens them.
     *
     * @return the revision that did it, none when they were so already
     */
    public Optional<Long> close(Period period, boolean closed, String actor) {
        List<Period> months = months(period);
        return transactions.inTransaction(connection -> {
            long revision = revisions.lock(connection);
            String change = closed ? """
                      insert into styrkort.period_closing (period, revision, actor)
                      select m, ?, ? from unnest(?::date[]) m
                      where not exists (select from styrkort.period_closing where period = m and ended is null)""" : """
                      update styrkort.period_closing set ended = ? where period = any (?::date[]) and ended is null""";
            try (PreparedStatement statement = connection.prepareStatement(change)) {
                int next = 1;
                statement.setLong(next++, revision);
                if (closed) {
                    statement.setString(next++, actor);
                }
                statement.setArray(
                        next,
                        connection.createArrayOf(
                                "date",
                                months.stream()
                                        .map(month -> Date.valueOf(month.first()))
                                        .toArray()));
                if (statement.executeUpdate() == 0) {
                    return Optional.empty();
                }
            }
            revisions.commit(connection, revision, actor, "period", null, null);
            return Optional.of(revision);
        });
    }
}
