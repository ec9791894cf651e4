package se.styrkort.ingest;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.store.TransactionFactory;

/** Imports that were taken, the newest first. */
@Singleton
public final class ImportLogRepository {
    private static final String SELECT = """
            select i.*, s.code as source from styrkort.import i join styrkort.source s using (source_id)
            """;

    private final TransactionFactory transactions;
    private final RejectionRepository rejections;

    ImportLogRepository(TransactionFactory transactions, RejectionRepository rejections) {
        this.transactions = transactions;
        this.rejections = rejections;
    }

    /**
     * Those before an import's number, without their rejections.
     *
     * @param actor whose; null: everybody's
     */
    List<ImportReport> list(long before, @Nullable String actor, int limit) {
        return transactions.inSnapshot(connection -> {
            try (PreparedStatement query = connection.prepareStatement(SELECT + """
                    where import_id < ? and (?::text is null or i.actor = ?) order by import_id desc limit ?""")) {
                query.setLong(1, before);
                query.setString(2, actor);
                query.setString(3, actor);
                query.setInt(4, limit);
                List<ImportReport> reports = new ArrayList<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        reports.add(report(row, List.of()));
                    }
                }
                return reports;
            }
        });
    }

    public Optional<ImportReport> find(long importId) {
        return transactions.inSnapshot(connection -> find(connection, importId, ImportReport.SHOWN));
    }

    Optional<ImportReport> find(Connection connection, long importId, int shown) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SELECT + "where import_id = ?")) {
            query.setLong(1, importId);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(report(row, rejections.first(connection, importId, shown)))
                        : Optional.empty();
            }
        }
    }

    /** With which decimal sign an import was read: {@code ,} or {@code .}. */
    String decimalSign(long importId) {
        return transactions.inSnapshot(connection -> {
            try (PreparedStatement query =
                    connection.prepareStatement("select decimal_sign from styrkort.import where import_id = ?")) {
                query.setLong(1, importId);
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    return row.getString(1);
                }
            }
        });
    }

    /** Rejections after a place in the file. */
    List<Rejection> rejections(long importId, RejectionPlace place, int limit) {
        return transactions.inSnapshot(
                connection -> rejections.after(connection, importId, place.line(), place.number(), limit));
    }

    /** How many rejections there are, and those of one page of them. */
    record RejectionPage(long count, List<Rejection> rejections) {}

    RejectionPage rejections(long importId, long skipped, int limit) {
        return transactions.inSnapshot(connection -> new RejectionPage(
                rejections.count(connection, importId), rejections.page(connection, importId, skipped, limit)));
    }

    /** Whether a file of this name came from the source. */
    public boolean has(String source, String fileName) {
        return exists("s.code = ? and i.file_name = ?", source, fileName);
    }

    /** Whether somebody else delivered from the source. */
    boolean hasFromOthers(String source, String actor) {
        return exists("s.code = ? and i.actor <> ? and i.replay_of is null", source, actor);
    }

    /** Whether anything came from a source that is none of these. */
    public boolean hasOtherThan(List<String> sources) {
        return exists(
                "s.code not in (" + String.join(", ", Collections.nCopies(sources.size(), "?")) + ")",
                sources.toArray(String[]::new));
    }

    private boolean exists(String condition, String... parameters) {
        return transactions.inSnapshot(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "select exists (select from styrkort.import i join styrkort.source s using (source_id) where "
                            + condition + ")")) {
                for (int i = 0; i < parameters.length; i++) {
                    query.setString(i + 1, parameters[i]);
                }
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    return row.getBoolean(1);
                }
            }
        });
    }

    /**
     * Whether each row of the import's file is one figure and nothing else, so that whoever may see the figure may see the
     * row: the profile gives one observation per row and refuses columns that it does not name.
     */
    public boolean rowsAreSingleFigures(Connection connection, long importId) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select p.body from styrkort.import i
                join styrkort.profile p on p.code = i.profile and p.version = i.profile_version
                where i.import_id = ?""")) {
            query.setLong(1, importId);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && ProfileRepository.parsed(row.getString(1)).isOneFigurePerRow();
            }
        }
    }

    /** The import and source that figures came from, by name. */
    public record Origin(String fileName, String source) {}

    public Optional<Origin> origin(Connection connection, long importId) throws SQLException {
        return find(connection, importId, 0).map(report -> new Origin(report.fileName(), report.source()));
    }

    private static ImportReport report(ResultSet row, List<Rejection> rejections) throws SQLException {
        return new ImportReport(
                row.getLong("import_id"),
                row.getString("profile"),
                row.getInt("profile_version"),
                row.getString("source"),
                row.getString("file_name"),
                row.getString("sha256"),
                row.getLong("size_bytes"),
                row.getString("format"),
                row.getString("encoding"),
                row.getString("delimiter"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("reason"),
                false,
                row.getLong("rows"),
                row.getLong("used"),
                row.getLong("filtered"),
                row.getLong("blank"),
                row.getLong("rejected"),
                row.getLong("created"),
                row.getLong("unchanged"),
                row.getLong("restated"),
                row.getLong("emptied"),
                rejections,
                row.getObject("revision", Long.class),
                row.getObject("replay_of", Long.class),
                null);
    }
}
