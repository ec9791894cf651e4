package se.styrkort.availability;

import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import se.styrkort.store.TransactionFactory;

/** Until when each source has told how services were. */
@Singleton
class InputFreshnessRepository {
    private final TransactionFactory transactions;

    InputFreshnessRepository(TransactionFactory transactions) {
        this.transactions = transactions;
    }

    /**
     * The last that is known from a source.
     *
     * @param input {@code outages}: when it last delivered any, or said that there were none; {@code probes}: its last probe
     */
    record Freshness(String source, String input, Instant until) {}

    List<Freshness> all() {
        return transactions.inSnapshot(connection -> {
            try (PreparedStatement query = connection.prepareStatement("""
                            select s.code, 'outages' as input, d.until
                            from styrkort.source s
                            cross join lateral (select max(received_at) as until from styrkort.outage_delivery o
                                                where o.source_id = s.source_id) d
                            where d.until is not null
                            union all
                            select s.code, 'probes', p.until
                            from styrkort.source s
                            cross join lateral (select max(until_at) as until from styrkort.probe_run r
                                                where r.source_id = s.source_id and r.ended is null) p
                            where p.until is not null
                            order by 1, 2""");
                    ResultSet row = query.executeQuery()) {
                List<Freshness> all = new ArrayList<>();
                while (row.next()) {
                    all.add(new Freshness(row.getString(1), row.getString(2), OutageRepository.required(row, "until")));
                }
                return all;
            }
        });
    }
}
