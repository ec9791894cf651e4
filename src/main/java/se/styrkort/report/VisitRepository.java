package se.styrkort.report;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import se.styrkort.store.TransactionFactory;

/** When a reader last looked at a page. */
@Singleton
class VisitRepository {
    private final TransactionFactory transactions;

    VisitRepository(TransactionFactory transactions) {
        this.transactions = transactions;
    }

    /**
     * An earlier visit.
     *
     * @param revision the last that was shown then
     */
    record Visit(long revision, Instant at) {}

    /**
     * The reader's visit before the one that is under way or begins now; empty when there was none. A visit goes on for as
     * long as the page is opened again within half an hour, so that reading it twice does not make its news old.
     */
    Optional<Visit> before(Connection connection, String username, String page) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select case when over then revision else earlier_revision end as revision,
                       case when over then at else earlier_at end as at
                from (select *, at < now() - interval '30 minutes' as over from styrkort.visit
                      where username = ? and page = ?) v""")) {
            query.setString(1, username);
            query.setString(2, page);
            try (ResultSet row = query.executeQuery()) {
                OffsetDateTime at = row.next() ? row.getObject("at", OffsetDateTime.class) : null;
                return at == null ? Optional.empty() : Optional.of(new Visit(row.getLong("revision"), at.toInstant()));
            }
        }
    }

    /** Notes that a reader was shown a page as of a revision. */
    void note(String username, String page, long revision) {
        transactions.inTransaction(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement("""
                    insert into styrkort.visit as v (username, page, revision) values (?, ?, ?)
                    on conflict (username, page) do update set
                        earlier_revision = case when v.at < now() - interval '30 minutes' then v.revision
                                                else v.earlier_revision end,
                        earlier_at = case when v.at < now() - interval '30 minutes' then v.at else v.earlier_at end,
                        revision = excluded.revision, at = now()""")) {
                upsert.setString(1, username);
                upsert.setString(2, page);
                upsert.setLong(3, revision);
                return upsert.executeUpdate();
            }
        });
    }
}
