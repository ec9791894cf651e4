package se.styrkort.collector;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import se.styrkort.ingest.DeliveryConfiguration;
import se.styrkort.ingest.ProfileRepository;
import se.styrkort.security.Trail;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.ProblemException;

/** Collectors in versions: the highest is in force, and every run says which one it followed. */
@Singleton
class CollectorRepository {
    private static final int MOST = 1_000;

    private static final String BUILT_IN = """
            # Files that are put straight into the inbox, in the form that Styrkort itself defines.
            code: inbox
            kind: inbox
            source: inbox
            profile: observations
            """;

    private final TransactionFactory transactions;
    private final ProfileRepository profiles;
    private final long largest;

    /** What a version says never changes. */
    private final ConcurrentHashMap<String, CollectorDefinition> read = new ConcurrentHashMap<>();

    CollectorRepository(TransactionFactory transactions, ProfileRepository profiles, DeliveryConfiguration deliveries) {
        this.transactions = transactions;
        this.profiles = profiles;
        this.largest = deliveries.maxFileSize();
    }

    /** A version as it is stored. */
    record Stored(CollectorDefinition definition, int version, String yaml, String actor, Instant madeAt) {}

    /** Those in force, by code. */
    List<Stored> inForce() {
        return transactions.inSnapshot(connection -> inForce(connection, null));
    }

    /** @throws ProblemException 404 when there is none of this code */
    Stored inForce(String code) {
        return transactions.inSnapshot(connection -> inForce(connection, code)).stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(404, "unknown_collector", code));
    }

    private List<Stored> inForce(Connection connection, @Nullable String code) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select distinct on (code) code, version, body, actor, made_at from styrkort.collector
                where ?::text is null or code = ? order by code, version desc""")) {
            query.setString(1, code);
            query.setString(2, code);
            List<Stored> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String yaml = row.getString("body");
                    found.add(new Stored(
                            read.computeIfAbsent(yaml, CollectorRepository::parsed),
                            row.getInt("version"),
                            yaml,
                            row.getString("actor"),
                            row.getObject("made_at", OffsetDateTime.class).toInstant()));
                }
            }
            return found;
        }
    }

    /** What is stored was read without faults before, under whatever limit was then set; the limit itself still bites. */
    private static CollectorDefinition parsed(String yaml) {
        DefinitionReader.Reading reading = DefinitionReader.read(yaml, Long.MAX_VALUE);
        CollectorDefinition definition = reading.definition();
        if (definition == null) {
            throw new IllegalStateException("a stored collector cannot be read: " + reading.faults());
        }
        return definition;
    }

    /**
     * Stores the YAML as a new version of its collector, unless the version in force says just the same.
     *
     * @return the version that is in force afterwards
     */
    Stored store(String yaml, String actor) {
        DefinitionReader.Reading reading = DefinitionReader.read(yaml, largest);
        CollectorDefinition definition = reading.definition();
        if (definition == null) {
            throw new ProblemException(422, "invalid_collector", List.of(), reading.faults());
        }
        if (!profiles.codes().contains(definition.profile())) {
            throw new ProblemException(404, "unknown_profile", definition.profile());
        }
        return transactions.inTransaction(connection -> store(connection, definition, yaml, actor));
    }

    private Stored store(Connection connection, CollectorDefinition definition, String yaml, String actor)
            throws SQLException {
        List<Stored> all = inForce(connection, null);
        Optional<Stored> before = all.stream()
                .filter(stored -> stored.definition().code().equals(definition.code()))
                .findFirst();
        if (before.isPresent() && before.get().yaml().equals(yaml)) {
            return before.get();
        }
        if (before.isPresent() && !before.get().definition().kind().equals(definition.kind())) {
            throw new ProblemException(409, "collector_kind_fixed", definition.code());
        }
        if (before.isEmpty() && all.size() >= MOST) {
            throw new ProblemException(409, "too_many_collectors", String.valueOf(MOST));
        }
        int version = before.map(Stored::version).orElse(0) + 1;
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into styrkort.collector (code, version, body, actor) values (?, ?, ?, ?)")) {
            insert.setString(1, definition.code());
            insert.setInt(2, version);
            insert.setString(3, yaml);
            insert.setString(4, actor);
            insert.executeUpdate();
        }
        // a source that is fetched from is waited for before anything has come
        try (PreparedStatement source =
                connection.prepareStatement("insert into styrkort.source (code) values (?) on conflict do nothing")) {
            source.setString(1, definition.source());
            source.executeUpdate();
        }
        // a new version is tried at once, whatever became of the one before
        try (PreparedStatement due = connection.prepareStatement("""
                insert into styrkort.collector_state (code, next_at) values (?, case when ? then now() end)
                on conflict (code) do update set next_at = excluded.next_at, attempt = 0""")) {
            due.setString(1, definition.code());
            due.setBoolean(2, definition.settings().due().isPresent());
            due.executeUpdate();
        }
        return new Stored(definition, version, yaml, actor, Instant.now());
    }

    /** Brings the built-in collector in where there is none of its code: it may be changed, and stays changed. */
    void storeBuiltIn() {
        boolean missing = transactions
                .inSnapshot(connection -> inForce(connection, CollectorDefinition.INBOX))
                .isEmpty();
        if (missing) {
            store(BUILT_IN, Trail.PROGRAM);
        }
    }
}
