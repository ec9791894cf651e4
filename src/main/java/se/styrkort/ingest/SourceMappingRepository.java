package se.styrkort.ingest;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Kind;
import se.styrkort.store.TransactionFactory;

/** What single sources mean by texts that the catalog does not know. */
@Singleton
public class SourceMappingRepository {
    private final TransactionFactory transactions;

    SourceMappingRepository(TransactionFactory transactions) {
        this.transactions = transactions;
    }

    /** A text of a source that stands for a code. */
    public record Mapping(String source, String kind, String text, String code, String actor) {}

    /**
     * Remembers what a text of a source stands for, from the next reading on.
     *
     * @return false when there is no such source
     */
    boolean store(Mapping mapping) {
        return transactions.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into styrkort.source_mapping (source_id, kind, text, code, actor, mapped_at)
                    select source_id, ?, ?, ?, ?, now() from styrkort.source where code = ?
                    on conflict (source_id, kind, text)
                    do update set code = excluded.code, actor = excluded.actor, mapped_at = excluded.mapped_at""")) {
                insert.setString(1, mapping.kind());
                insert.setString(2, mapping.text());
                insert.setString(3, mapping.code());
                insert.setString(4, mapping.actor());
                insert.setString(5, mapping.source());
                return insert.executeUpdate() > 0;
            }
        });
    }

    /** @param actor whose they are; null: everybody's */
    List<Mapping> list(@Nullable String actor) {
        return transactions.inSnapshot(connection -> {
            try (PreparedStatement query = connection.prepareStatement("""
                    select s.code, m.kind, m.text, m.code, m.actor
                    from styrkort.source_mapping m join styrkort.source s using (source_id)
                    where ?::text is null or m.actor = ? order by 1, 2, 3""")) {
                query.setString(1, actor);
                query.setString(2, actor);
                List<Mapping> mappings = new ArrayList<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        mappings.add(new Mapping(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5)));
                    }
                }
                return mappings;
            }
        });
    }

    SourceMappings of(Connection connection, long source) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select kind, text, code from styrkort.source_mapping where source_id = ?")) {
            query.setLong(1, source);
            Map<Kind, Map<String, String>> codes = new EnumMap<>(Kind.class);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    codes.computeIfAbsent(
                                    Kind.valueOf(row.getString(1).toUpperCase(Locale.ROOT)), kind -> new HashMap<>())
                            .put(row.getString(2), row.getString(3));
                }
            }
            return new SourceMappings(codes);
        }
    }
}
