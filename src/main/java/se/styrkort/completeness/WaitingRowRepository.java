package se.styrkort.completeness;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Entitlement;
import se.styrkort.ingest.ImportSight;
import se.styrkort.security.Actor;
import se.styrkort.security.Permission;

/** Rows that were rejected and wait to be corrected, by the cell that they are for. What a replay rejects waits once. */
@Singleton
class WaitingRowRepository {
    /** Rows that are shown for one cell. */
    private static final int SHOWN = 100;

    /**
     * A row that was rejected and waits.
     *
     * @param code why, as in {@code rejection.<code>}
     */
    record RejectedRow(long importId, long line, String column, String code, List<String> args, String fileName) {}

    /**
     * For which cells of a metric rows wait, as far as the reader sees whose they are.
     *
     * @param service code of the only one that is asked about; absent: all
     * @param from the first day of the first period
     * @param to the first day of the last period
     * @return first days of periods, by the service's code
     */
    Map<String, Set<LocalDate>> cells(
            Connection connection,
            String metric,
            @Nullable String service,
            @Nullable String organisation,
            LocalDate from,
            LocalDate to,
            Instant now,
            Entitlement sight)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select distinct r.service, r.organisation, r.period
                from styrkort.import_rejection r join styrkort.import i using (import_id)
                where r.resolution is null and i.replay_of is null and r.metric = ? and r.service is not null
                  and (?::text is null or r.service = ?) and (?::text is null or r.organisation = ?)
                  and r.period between ? and ? and i.received_at <= ?""")) {
            query.setString(1, metric);
            query.setString(2, service);
            query.setString(3, service);
            query.setString(4, organisation);
            query.setString(5, organisation);
            query.setObject(6, from);
            query.setObject(7, to);
            query.setObject(8, OffsetDateTime.ofInstant(now, ZoneOffset.UTC));
            Map<String, Set<LocalDate>> cells = new HashMap<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String of = row.getString("service");
                    if (isSeen(sight, metric, of, row.getString("organisation"))) {
                        cells.computeIfAbsent(of, key -> new HashSet<>()).add(row.getObject("period", LocalDate.class));
                    }
                }
            }
            return cells;
        }
    }

    /** Whose a row is that names no organisation is not known: it may be anyone's. */
    private static boolean isSeen(Entitlement sight, String metric, String service, @Nullable String organisation) {
        return organisation == null
                ? sight.isOfEverything(Permission.READ_FIGURES)
                : sight.seesFigure(metric, service, organisation);
    }

    /**
     * The first {@value #SHOWN} rows of one cell, the newest delivery first; none for those who may not see the deliveries
     * that they are from.
     *
     * @param period its first day
     */
    List<RejectedRow> rows(
            Connection connection,
            String metric,
            String service,
            @Nullable String organisation,
            LocalDate period,
            Instant now,
            Actor actor,
            Entitlement sight)
            throws SQLException {
        if (!actor.may(Permission.READ_IMPORTS)) {
            return List.of();
        }
        try (PreparedStatement query = connection.prepareStatement("""
                select r.import_id, r.line, r.column_name, r.code, r.args, r.organisation, i.file_name
                from styrkort.import_rejection r join styrkort.import i using (import_id)
                where r.resolution is null and i.replay_of is null and r.metric = ? and r.service = ? and r.period = ?
                  and (?::text is null or r.organisation = ?) and i.received_at <= ?
                  and (?::text is null or i.actor = ?)
                order by r.import_id desc, r.line, r.number""")) {
            query.setString(1, metric);
            query.setString(2, service);
            query.setObject(3, period);
            query.setString(4, organisation);
            query.setString(5, organisation);
            query.setObject(6, OffsetDateTime.ofInstant(now, ZoneOffset.UTC));
            @Nullable String whose = ImportSight.of(actor);
            query.setString(7, whose);
            query.setString(8, whose);
            query.setFetchSize(SHOWN);
            List<RejectedRow> rows = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next() && rows.size() < SHOWN) {
                    if (isSeen(sight, metric, service, row.getString("organisation"))) {
                        rows.add(new RejectedRow(
                                row.getLong("import_id"),
                                row.getLong("line"),
                                row.getString("column_name"),
                                row.getString("code"),
                                List.of((String[]) row.getArray("args").getArray()),
                                row.getString("file_name")));
                    }
                }
            }
            return rows;
        }
    }
}
