package se.styrkort.catalog;

import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The catalog's versions. All methods work inside the caller's transaction. */
@Singleton
public class CatalogRepository {
    private static final int CACHED = 8;

    private final ObjectMapper json;
    private final Map<Long, Catalog> cache = Collections.synchronizedMap(new LinkedHashMap<>(CACHED * 2, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Catalog> eldest) {
            return size() > CACHED;
        }
    });

    CatalogRepository(ObjectMapper json) {
        this.json = json;
    }

    /** How many entries a merge found new, changed and as they were. */
    public record Counts(int created, int changed, int unchanged) {
        public boolean isNothing() {
            return created + changed == 0;
        }
    }

    /** The catalog as it was at the revision. */
    public Catalog read(Connection connection, long revision) throws SQLException {
        long changedAt = lastChange(connection, revision);
        Catalog known = cache.get(changedAt);
        if (known != null) {
            return known;
        }
        Catalog catalog = readVersions(connection, changedAt);
        cache.put(changedAt, catalog);
        return catalog;
    }

    /** The catalog under a revision that this transaction is making, which may be rolled back: it is not remembered. */
    public Catalog readUncommitted(Connection connection, long revision) throws SQLException {
        return readVersions(connection, revision);
    }

    private static long lastChange(Connection connection, long revision) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select coalesce(max(revision), 0) from styrkort.catalog_version where revision <= ?")) {
            query.setLong(1, revision);
            try (ResultSet result = query.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    /** Every end of a version is the beginning of the next, so the last beginning alone names the state. */
    private Catalog readVersions(Connection connection, long revision) throws SQLException {
        List<Catalog.Version> versions = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("""
                select v.entry_id, e.kind, v.revision, v.body::text
                from styrkort.catalog_version v join styrkort.catalog_entry e using (entry_id)
                where v.revision <= ? and (v.ended is null or v.ended > ?)""")) {
            query.setLong(1, revision);
            query.setLong(2, revision);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    versions.add(new Catalog.Version(
                            row.getLong(1), row.getLong(3), entry(row.getString(2), row.getString(4))));
                }
            }
        }
        return new Catalog(versions);
    }

    private CatalogEntry entry(String kind, String body) {
        Class<? extends CatalogEntry> type =
                switch (Kind.valueOf(kind.toUpperCase(Locale.ROOT))) {
                    case OBJECT -> ManagementObject.class;
                    case PRODUCT -> ObjectProduct.class;
                    case SERVICE -> Service.class;
                    case ORGANISATION -> Organisation.class;
                    case METRIC -> Metric.class;
                    case AVAILABILITY_GROUP -> AvailabilityGroup.class;
                    case SERVICE_HOURS -> ServiceHours.class;
                    case CALENDAR -> ServiceCalendar.class;
                    case SURVEY -> Survey.class;
                };
        try {
            return json.readValue(body, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Brings entries in under the revision, which the caller has locked. An entry that is as it was makes no version, so
     * loading the same document twice changes nothing.
     */
    public Counts merge(Connection connection, Catalog current, Collection<CatalogEntry> entries, long revision)
            throws SQLException {
        int created = 0;
        int changed = 0;
        int unchanged = 0;
        try (PreparedStatement identify = connection.prepareStatement("""
                        insert into styrkort.catalog_entry (kind, code) values (?, ?)
                        on conflict (kind, code) do update set code = excluded.code returning entry_id""");
                PreparedStatement end = connection.prepareStatement(
                        "update styrkort.catalog_version set ended = ? where entry_id = ? and ended is null");
                PreparedStatement begin = connection.prepareStatement(
                        "insert into styrkort.catalog_version (entry_id, revision, body) values (?, ?, ?::jsonb)")) {
            for (CatalogEntry entry : entries) {
                Optional<Catalog.Version> before = current.find(entry.entryKind(), entry.code());
                if (before.isPresent() && before.get().entry().equals(entry)) {
                    unchanged++;
                    continue;
                }
                long id;
                if (before.isPresent()) {
                    id = before.get().id();
                    end.setLong(1, revision);
                    end.setLong(2, id);
                    end.executeUpdate();
                    changed++;
                } else {
                    identify.setString(1, entry.entryKind().code());
                    identify.setString(2, entry.code());
                    try (ResultSet key = identify.executeQuery()) {
                        key.next();
                        id = key.getLong(1);
                    }
                    created++;
                }
                begin.setLong(1, id);
                begin.setLong(2, revision);
                begin.setString(3, body(entry));
                begin.addBatch();
            }
            begin.executeBatch();
        }
        return new Counts(created, changed, unchanged);
    }

    /** The codes of metrics that have figures; the one thing that the catalog must know of them. */
    Set<String> measuredMetrics(Connection connection) throws SQLException {
        Set<String> codes = new HashSet<>();
        try (PreparedStatement query = connection.prepareStatement("""
                        select code from styrkort.catalog_entry e where kind = 'metric'
                        and exists (select from styrkort.series s where s.metric_id = e.entry_id)""");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                codes.add(row.getString(1));
            }
        }
        return codes;
    }

    /** Ids for entries to be, which {@link #create} may use or leave. */
    public List<Long> reserve(Connection connection, int count) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("""
                select nextval(pg_get_serial_sequence('styrkort.catalog_entry', 'entry_id'))
                from generate_series(1, ?)""")) {
            query.setInt(1, count);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
        }
        return ids;
    }

    /** A new entry under a reserved id. The caller has locked the revision and knows that the code is free. */
    public void create(Connection connection, long id, CatalogEntry entry, long revision) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                with entry as (
                    insert into styrkort.catalog_entry (entry_id, kind, code) overriding system value
                    values (?, ?, ?) returning entry_id)
                insert into styrkort.catalog_version (entry_id, revision, body)
                select entry_id, ?, ?::jsonb from entry""")) {
            insert.setLong(1, id);
            insert.setString(2, entry.entryKind().code());
            insert.setString(3, entry.code());
            insert.setLong(4, revision);
            insert.setString(5, body(entry));
            insert.executeUpdate();
        }
    }

    private String body(CatalogEntry entry) {
        try {
            return json.writeValueAsString(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
