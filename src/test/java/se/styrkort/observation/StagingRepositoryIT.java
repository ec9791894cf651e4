package se.styrkort.observation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import se.styrkort.store.TestDatabase;

/** Deliveries of more series than staging remembers: a series met again under another number is still one series. */
class StagingRepositoryIT {
    private static final int REMEMBERED = 1_000;
    private static final int SERIES = 3_500;
    private static final LocalDate JANUARY = LocalDate.of(2026, 1, 1);

    @AutoClose
    private static final TestDatabase DATABASE = TestDatabase.create();

    private final MergeRepository merges =
            new MergeRepository(new DeliveredRepository(), new ConflictRepository(new PlausibilityRepository()));
    private Connection connection;
    private long metric;
    private long source;

    @BeforeEach
    void begin() throws SQLException {
        connection = DATABASE.connect();
        connection.setAutoCommit(false);
        metric = one("insert into styrkort.catalog_entry (kind, code) values ('metric', 'm') returning entry_id");
        source = one("insert into styrkort.source (code) values ('s') returning source_id");
    }

    @AfterEach
    void forget() throws SQLException {
        connection.rollback();
        connection.close();
    }

    private long one(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private Draft draft(int series, LocalDate period) {
        BigDecimal value = BigDecimal.valueOf(series);
        String qualifier = "q\t\\" + series;
        return new Draft(metric, 0, 0, qualifier, period, State.VALUE, value, Quality.FINAL, null, null, null);
    }

    private MergeOrder order() {
        return new MergeOrder(
                1, source, 1, null, false, Combine.REJECT, false, null, false, List.of(), Set.of(), false, "tester");
    }

    /** Period after period, as deliveries come: each of them has all series. */
    private StagingRepository stage(List<LocalDate> periods) throws SQLException, IOException {
        StagingRepository staging = new StagingRepository(connection, REMEMBERED);
        int line = 1;
        for (LocalDate period : periods) {
            for (int series = 0; series < SERIES; series++) {
                line++;
                staging.add(line, line, draft(series, period));
            }
        }
        staging.complete();
        return staging;
    }

    @Test
    void everySeriesIsMadeOnceAndInTheOrderOfTheFile() throws SQLException, IOException {
        StagingRepository staging = stage(List.of(JANUARY, JANUARY.plusMonths(1)));
        int rows = 2 * SERIES;
        MergeRepository.Resolved resolved = merges.resolve(connection, staging, order());
        assertEquals(0, resolved.conflicting());
        assertEquals(new MergeRepository.Counts(rows, 0, 0, 0), merges.merge(connection, resolved, order()));
        assertEquals(SERIES, one("select count(*) from styrkort.series"));
        assertEquals(0, one("""
                select count(*) from styrkort.observation o join styrkort.series s using (series_id)
                where s.qualifier <> E'q\\t\\\\' || o.value or (o.period = '2026-01-01' and o.line <> o.value + 2)"""));
        assertEquals(SERIES - 1, one("""
                select count(*) from (select line - lag(line) over (order by series_id) as step
                                      from styrkort.observation where period = '2026-01-01') steps where step = 1"""));
    }

    @Test
    void rowsOfOneKeyContradictEachOtherUnderWhateverNumber() throws SQLException, IOException {
        StagingRepository staging = stage(List.of(JANUARY, JANUARY));
        int rows = 2 * SERIES;
        MergeRepository.Resolved resolved = merges.resolve(connection, staging, order());
        assertEquals(rows, resolved.conflicting());
        assertEquals(rows, one("select count(distinct line) from conflict where code = 'duplicate'"));
        assertEquals(new MergeRepository.Counts(0, 0, 0, 0), merges.merge(connection, resolved, order()));
        assertEquals(0, one("select count(*) from styrkort.series"));
    }
}
