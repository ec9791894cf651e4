package se.styrkort.availability;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.catalog.Service;
import se.styrkort.document.Wording;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;

/** Reads the current operating information: of what is in force, only what is published, and of that only what is public. */
@Singleton
class StatusRepository {
    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;
    private final Clock clock;

    StatusRepository(
            TransactionFactory transactions, RevisionRepository revisions, CatalogRepository catalogs, Clock clock) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.clock = clock;
    }

    OperatingStatus now() {
        Instant now = clock.instant();
        return transactions.inSnapshot(connection -> read(connection, now));
    }

    private OperatingStatus read(Connection connection, Instant now) throws SQLException {
        Catalog catalog = catalogs.read(connection, revisions.at(connection, null));
        List<StatusItem> items = new ArrayList<>();
        // the first lines are the words of the index outage_status
        try (PreparedStatement query = connection.prepareStatement("""
                select o.outage_id, o.service_id, o.kind, o.started_at, o.ended_at, o.message, r.committed_at
                from styrkort.outage o join styrkort.revision r on r.revision = o.revision
                where o.ended is null and o.published and not o.withdrawn and coalesce(o.ended_at, 'infinity') > ?
                  and o.started_at <= case o.kind when 'planned' then ? else ? end
                order by coalesce(o.ended_at, 'infinity') <= ?, o.started_at, o.outage_id limit ?""")) {
            query.setObject(1, OutageRepository.at(now.minus(OperatingStatus.BACK)));
            query.setObject(2, OutageRepository.at(now.plus(OperatingStatus.AHEAD)));
            query.setObject(3, OutageRepository.at(now));
            query.setObject(4, OutageRepository.at(now));
            query.setInt(5, OperatingStatus.MOST + 1);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    item(catalog, row).ifPresent(items::add);
                }
            }
        }
        boolean complete = items.size() <= OperatingStatus.MOST;
        return new OperatingStatus(now, complete ? items : items.subList(0, OperatingStatus.MOST), complete);
    }

    private static Optional<StatusItem> item(Catalog catalog, ResultSet row) throws SQLException {
        Optional<Wording> name =
                catalog.find(row.getLong("service_id")).map(version -> ((Service) version.entry()).name());
        if (name.isEmpty()) {
            return Optional.empty();
        }
        String message = row.getString("message");
        return Optional.of(new StatusItem(
                row.getLong("outage_id"),
                name.get(),
                OutageKind.of(row.getString("kind")).orElseThrow(),
                OutageRepository.required(row, "started_at"),
                OutageRepository.instant(row, "ended_at"),
                message == null ? "" : message.strip(),
                OutageRepository.required(row, "committed_at")));
    }
}
