package se.styrkort.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.styrkort.store.TestDatabase;

/** A dashboard asks for a service or a month: with many others beside them, the views do not read those. */
class PublishedPlanIT {
    @AutoClose
    private static final TestDatabase DATABASE = TestDatabase.create();

    /**
     * 60 services in 90 administrations under 9 boards, three years, users and target group: 388,800 figures; and of the
     * first three boards, whose own figures stand before those of their administrations, 12,960.
     */
    @BeforeAll
    static void manyFigures() throws SQLException {
        try (Connection connection = DATABASE.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into catalog_entry (kind, code)
                    select 'metric', unnest(array['usage.active_users', 'usage.target_group'])
                    union all select 'service', 's' || n from generate_series(1, 60) n
                    union all select 'organisation', 'b' || n from generate_series(1, 9) n
                    union all select 'organisation', 'a' || n from generate_series(1, 90) n;
                    insert into catalog_version
                    select entry_id, 1, null, jsonb_build_object('code', code, 'name', jsonb_build_object('sv', code))
                        || case kind when 'metric' then '{"granularity": "MONTH", "overOrganisations": "SUM",
                                                          "overQualifiers": "NONE"}'::jsonb
                                     when 'organisation' then jsonb_build_object('parent',
                                         case when code like 'a%' then 'b' || (substr(code, 2)::integer % 9 + 1) end)
                                     else '{}'::jsonb end
                    from catalog_entry;
                    insert into source (code) values ('test');
                    insert into series (metric_id, service_id, organisation_id, source_id)
                    select m.entry_id, s.entry_id, o.entry_id, (select source_id from source)
                    from catalog_entry m, catalog_entry s, catalog_entry o
                    where m.kind = 'metric' and s.kind = 'service' and (o.code like 'a%' or o.code in ('b1', 'b2', 'b3'));
                    insert into observation (series_id, revision, import_id, period, line, state, quality, value)
                    select series_id, 1, 1, period::date, 1, 'VALUE', 'FINAL', series_id
                    from series, generate_series(timestamp '2024-01-01', timestamp '2026-12-01', interval '1 month') period;
                    analyze""");
        }
    }

    private static String plan(String query) throws SQLException {
        try (Connection connection = DATABASE.connect();
                Statement statement = connection.createStatement();
                ResultSet line = statement.executeQuery("explain " + query)) {
            Stream.Builder<String> lines = Stream.builder();
            while (line.next()) {
                lines.add(line.getString(1));
            }
            return lines.build().collect(Collectors.joining("\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from published.service_usage where service = 's7' and organisation = '*'",
                "select * from published.service_usage_compared where service = 's7' and organisation = 'b3'",
                "select * from published.service_usage where service = any (array['s7', 's8']) and organisation = '*'",
                "select * from published.service_usage where service = 's7' and period_first = '2026-03-01'",
                "select * from published.service_usage where organisation = '*' and period_first = '2026-03-01'",
                "select * from published.observation where service = 's7' and metric = 'usage.active_users'",
            })
    void onlyWhatIsAskedForIsRead(String query) throws SQLException {
        String plan = plan(query);
        assertTrue(!plan.contains("Seq Scan on observation"), plan);
        assertTrue(plan.contains("observation_pkey"), plan);
    }

    /** The program's own questions after an import: what changed, and what is new for a reader's services. */
    @ParameterizedTest
    @ValueSource(strings = {"select min(period) from styrkort.observation where revision > 1", """
                select s.service_id, s.organisation_id, count(*) from styrkort.series s
                join styrkort.observation o using (series_id)
                where s.service_id in (select entry_id from styrkort.catalog_entry where kind = 'service') and o.revision > 1
                group by s.service_id, s.organisation_id"""})
    void whatIsNewIsFoundWithoutReadingAll(String query) throws SQLException {
        String plan = plan(query);
        assertTrue(!plan.contains("Seq Scan on observation"), plan);
        assertTrue(plan.contains("observation_revision"), plan);
    }

    /** Users of service s7, by the code of the organisation; administration a9 is under b1, a4 under b5. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "b1 | o.code = 'b1'",
                "a9 | o.code = 'a9'",
                "b5 | o.code like 'a%' and substr(o.code, 2)::integer % 9 + 1 = 5",
                "* | o.code like 'b%' or substr(o.code, 2)::integer % 9 + 1 > 3"
            })
    void andItIsRight(String organisation, String counted) throws SQLException {
        try (Connection connection = DATABASE.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select (select users from published.service_usage
                                where service = 's7' and organisation = '%s' and month = '2026-03') as published,
                               (select sum(series_id) from styrkort.series s
                                join styrkort.catalog_entry e on e.entry_id = s.service_id
                                join styrkort.catalog_entry m on m.entry_id = s.metric_id
                                join styrkort.catalog_entry o on o.entry_id = s.organisation_id
                                where e.code = 's7' and m.code = 'usage.active_users' and (%s)) as expected""".formatted(organisation, counted))) {
            row.next();
            assertEquals(row.getLong("expected"), row.getLong("published"));
            assertTrue(row.getLong("expected") > 0);
        }
    }
}
