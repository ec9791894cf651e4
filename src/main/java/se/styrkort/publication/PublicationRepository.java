package se.styrkort.publication;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.store.TransactionFactory;

/** Publications as they are stored: rows that are added and never changed. */
@Singleton
class PublicationRepository {
    /** One at a time reads the last and follows it, so that the chain has no forks. */
    private static final long LOCK = 0x5374_7972_6b6f_0030L;

    private static final int BATCH = 1_000;

    private final TransactionFactory transactions;
    private final PublishedScoreRepository scores;

    PublicationRepository(TransactionFactory transactions, PublishedScoreRepository scores) {
        this.transactions = transactions;
        this.scores = scores;
    }

    /** What is added: everything but its place in the chain. */
    record Frozen(
            String model,
            int version,
            Period period,
            boolean closed,
            long revision,
            int subjects,
            String contentHash,
            List<String> parts,
            List<PublishedScore> scores) {}

    /** Those before a number, the newest first. */
    List<Publication> list(long before, @Nullable String model, @Nullable String period, int limit) {
        return transactions.inSnapshot(connection -> {
            try (PreparedStatement query = connection.prepareStatement("""
                    select * from styrkort.publication
                    where publication_id < ? and (?::text is null or model = ?) and (?::text is null or period = ?)
                    order by publication_id desc limit ?""")) {
                query.setLong(1, before);
                query.setString(2, model);
                query.setString(3, model);
                query.setString(4, period);
                query.setString(5, period);
                query.setInt(6, limit);
                return publications(query);
            }
        });
    }

    Optional<Publication> find(Connection connection, long id) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select * from styrkort.publication where publication_id = ?")) {
            query.setLong(1, id);
            return publications(query).stream().findFirst();
        }
    }

    /** The first day of its period as readers of the database see it. */
    LocalDate periodFirst(Connection connection, long id) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select period_first from styrkort.publication where publication_id = ?")) {
            query.setLong(1, id);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getDate(1).toLocalDate();
            }
        }
    }

    /** The one that all others stand behind. */
    Optional<Publication> newest(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select * from styrkort.publication order by publication_id desc limit 1")) {
            return publications(query).stream().findFirst();
        }
    }

    /** All of them, from the first. */
    List<Publication> chain(Connection connection) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select * from styrkort.publication order by publication_id")) {
            return publications(query);
        }
    }

    private static List<Publication> publications(PreparedStatement query) throws SQLException {
        List<Publication> publications = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                publications.add(new Publication(
                        row.getLong("publication_id"),
                        row.getString("model"),
                        row.getInt("version"),
                        Period.parse(row.getString("period")).orElseThrow(),
                        row.getBoolean("closed"),
                        row.getLong("revision"),
                        row.getObject("as_of", OffsetDateTime.class).toInstant(),
                        row.getObject("published_at", OffsetDateTime.class).toInstant(),
                        row.getString("published_by"),
                        row.getString("note"),
                        row.getInt("subjects"),
                        row.getString("content_hash"),
                        row.getString("previous_hash"),
                        row.getString("hash")));
            }
        }
        return publications;
    }

    /** Adds it as the newest. */
    Publication append(Frozen frozen, Instant asOf, String actor, @Nullable String note) {
        return transactions.inTransaction(connection -> {
            try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
                lock.setLong(1, LOCK);
                lock.execute();
            }
            Optional<Publication> last = newest(connection);
            Publication open = new Publication(
                    last.map(Publication::id).orElse(0L) + 1,
                    frozen.model(),
                    frozen.version(),
                    frozen.period(),
                    frozen.closed(),
                    frozen.revision(),
                    asOf,
                    now(connection, last.map(Publication::publishedAt).orElse(Instant.EPOCH)),
                    actor,
                    note,
                    frozen.subjects(),
                    frozen.contentHash(),
                    last.map(Publication::hash).orElse(null),
                    "");
            Publication publication = open.withHash(open.sealed());
            insert(connection, publication);
            parts(connection, publication.id(), frozen.parts());
            scores.insert(connection, publication.id(), frozen.scores());
            return publication;
        });
    }

    /** By the database's clock, and after the one before although a clock may step back. */
    private static Instant now(Connection connection, Instant before) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select clock_timestamp()");
                ResultSet row = query.executeQuery()) {
            row.next();
            Instant now = row.getObject(1, OffsetDateTime.class).toInstant();
            return now.isAfter(before) ? now : before.plus(1, ChronoUnit.MICROS);
        }
    }

    private static void insert(Connection connection, Publication publication) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into styrkort.publication (publication_id, model, version, period, period_first, closed, revision,
                    as_of, published_at, published_by, note, subjects, content_hash, previous_hash, hash)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            insert.setLong(1, publication.id());
            insert.setString(2, publication.model());
            insert.setInt(3, publication.version());
            insert.setString(4, publication.period().code());
            insert.setObject(5, publication.period().first());
            insert.setBoolean(6, publication.closed());
            insert.setLong(7, publication.revision());
            insert.setObject(8, OffsetDateTime.ofInstant(publication.asOf(), ZoneOffset.UTC));
            insert.setObject(9, OffsetDateTime.ofInstant(publication.publishedAt(), ZoneOffset.UTC));
            insert.setString(10, publication.publishedBy());
            insert.setString(11, publication.note());
            insert.setInt(12, publication.subjects());
            insert.setString(13, publication.contentHash());
            insert.setString(14, publication.previousHash());
            insert.setString(15, publication.hash());
            insert.executeUpdate();
        }
    }

    private static void parts(Connection connection, long id, List<String> parts) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into styrkort.publication_part (publication_id, part, body) values (?, ?, ?)")) {
            for (int i = 0; i < parts.size(); i++) {
                insert.setLong(1, id);
                insert.setInt(2, i);
                insert.setString(3, parts.get(i));
                insert.addBatch();
                if ((i + 1) % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /** What is done with each part, in order. */
    interface PartReader {
        void read(String part) throws SQLException;
    }

    /** Reads the content part by part; put together they are the canonical JSON. */
    void content(Connection connection, long id, PartReader reader) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select body from styrkort.publication_part where publication_id = ? order by part")) {
            query.setFetchSize(20);
            query.setLong(1, id);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    reader.read(row.getString(1));
                }
            }
        }
    }
}
