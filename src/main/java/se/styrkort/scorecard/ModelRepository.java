package se.styrkort.scorecard;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Metric;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.ProblemException;

/** Scorecard models in versions that never change. */
@Singleton
public class ModelRepository {
    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;
    private final NodeRepository nodes;

    ModelRepository(
            TransactionFactory transactions,
            RevisionRepository revisions,
            CatalogRepository catalogs,
            NodeRepository nodes) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.nodes = nodes;
    }

    /**
     * A version of a model as it was sent.
     *
     * @param revision the change that brought it
     */
    public record Stored(String code, int version, long revision, String yaml, ScorecardModel model) {}

    /** All versions that were there at the revision, by code and then the newest first. */
    public List<Stored> list(Connection connection, long revision) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select code, version, revision, body from styrkort.scorecard_model
                where revision <= ? order by code, version desc""")) {
            query.setLong(1, revision);
            List<Stored> models = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    models.add(stored(row));
                }
            }
            return models;
        }
    }

    /** All versions that are there now. */
    List<Stored> all() {
        return transactions.inSnapshot(connection -> list(connection, Long.MAX_VALUE));
    }

    /** Writes the nodes of all versions for readers of the database, where a release has emptied them. */
    void describe() {
        transactions.inTransaction(connection -> {
            List<Stored> stored = list(connection, Long.MAX_VALUE);
            for (Stored each : stored) {
                nodes.store(connection, each.model());
            }
            return stored.size();
        });
    }

    /** A version's YAML as it is stored, read by nobody; empty when there is none. */
    public Optional<String> text(Connection connection, String code, int version) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select body from styrkort.scorecard_model where code = ? and version = ?")) {
            query.setString(1, code);
            query.setInt(2, version);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    /** Whether what readers of the database see of a model version is what the version says. */
    public boolean isDescribed(Connection connection, ScorecardModel model) throws SQLException {
        return nodes.areThoseOf(connection, model);
    }

    private static Stored stored(ResultSet row) throws SQLException {
        String yaml = row.getString("body");
        ModelReader.Reading reading = ModelReader.readStored(yaml);
        ScorecardModel model = reading.model();
        if (model == null) {
            throw new IllegalStateException("a stored model cannot be read: " + reading.faults());
        }
        return new Stored(row.getString("code"), row.getInt("version"), row.getLong("revision"), yaml, model);
    }

    /**
     * The version that scores a period: the one asked for, else the highest that is valid by the period's end, else the
     * lowest, so that the years before the first model can be looked back on.
     */
    public Optional<Stored> find(
            Connection connection, long revision, String code, @Nullable Integer version, Period period)
            throws SQLException {
        List<Stored> versions = list(connection, revision).stream()
                .filter(stored -> stored.code().equals(code))
                .filter(stored -> version == null || stored.version() == version)
                .toList();
        return inForce(versions, period);
    }

    /** Of one model's versions, the newest first, the one that scores a period by the rule of {@link #find}. */
    public static Optional<Stored> inForce(List<Stored> versions, Period period) {
        Optional<Stored> valid = versions.stream()
                .filter(stored -> !stored.model().validFrom().first().isAfter(period.last()))
                .findFirst();
        return valid.isPresent() || versions.isEmpty() ? valid : Optional.of(versions.getLast());
    }

    /** The version that scores a period of the model that is shown to someone who names none. */
    public Optional<Stored> standard(Connection connection, long revision, Period period) throws SQLException {
        return find(connection, revision, ScorecardDefaults.standard(list(connection, revision)), null, period);
    }

    /**
     * Stores a model. The same version sent again with the same text changes nothing; with another text it is refused,
     * because what was scored with it must stay what it was.
     */
    public Stored store(String yaml, String actor) {
        return transactions.inTransaction(connection -> {
            long revision = revisions.lock(connection);
            Catalog catalog = catalogs.read(connection, revision - 1);
            ModelReader.Reading reading = ModelReader.read(yaml, new ModelReader.Catalogue() {
                @Override
                public @Nullable Metric metric(String code) {
                    return catalog.metric(code);
                }

                @Override
                public boolean hasService(String code) {
                    return catalog.find(Kind.SERVICE, code).isPresent();
                }
            });
            ScorecardModel model = reading.model();
            if (model == null || !reading.faults().isEmpty()) {
                throw new ProblemException(422, "invalid_model", List.of(), reading.faults());
            }
            for (Stored before : list(connection, revision)) {
                if (before.code().equals(model.code()) && before.version() == model.version()) {
                    if (before.yaml().equals(yaml)) {
                        return before;
                    }
                    throw new ProblemException(
                            409, "model_version_exists", model.code(), String.valueOf(model.version()));
                }
            }
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into styrkort.scorecard_model (code, version, revision, body) values (?, ?, ?, ?)")) {
                insert.setString(1, model.code());
                insert.setInt(2, model.version());
                insert.setLong(3, revision);
                insert.setString(4, yaml);
                insert.executeUpdate();
            }
            nodes.store(connection, model);
            revisions.commit(connection, revision, actor, "model", null, null);
            return new Stored(model.code(), model.version(), revision, yaml, model);
        });
    }
}
