package se.styrkort.scorecard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Entitlement;
import se.styrkort.security.Actor;
import se.styrkort.security.Grant;
import se.styrkort.security.Role;
import se.styrkort.store.DataDirectory;
import se.styrkort.store.EmbeddedDatabase;
import se.styrkort.store.EmbeddedDatabaseFactory;
import se.styrkort.store.SchemaFactory;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.Readiness;

/**
 * Scorecards of 500 organisations under the shipped model (15 measures) for 36 months, against bare statements that
 * fetch the aggregated inputs of the same windows on the same server. {@code -Dstyrkort.bench.subjects} makes it smaller.
 */
class ScorecardBenchmark {
    private static final int SUBJECTS = Integer.getInteger("styrkort.bench.subjects", 500);
    private static final int MONTHS = 36;
    private static final int TRIES = 3;
    private static final long LOCK = 1;
    private static final String TOKEN = "a-token-for-the-benchmark-of-32-characters";
    private static final Path RESULT = Path.of("target", "bench.txt");
    private static final Period LAST = new Period(Granularity.MONTH, LocalDate.of(2024, 12, 1));

    @TempDir
    private static Path temp;

    private final List<String> lines = new ArrayList<>();

    private void say(String what, double work, double bare, String aim) {
        lines.add(String.format(
                Locale.ROOT,
                "%-66s %,7.0f ms / %,7.0f ms = %.2f (aim %s)",
                what,
                work * 1e3,
                bare * 1e3,
                work / bare,
                aim));
    }

    /** The program in this process, over an embedded database with the settings that users run. */
    private static final class Site implements AutoCloseable {
        private final DataDirectory directory;
        private final EmbeddedDatabase database;
        private final EmbeddedServer server;
        private final HttpClient client = HttpClient.newHttpClient();

        Site(String name) throws Exception {
            directory = DataDirectory.own(temp.resolve(name));
            database = EmbeddedDatabaseFactory.start(directory);
            SchemaFactory.migrate(database.database());
            Map<String, Object> properties = new HashMap<>(database.database().properties());
            properties.putAll(Map.of(
                    "micronaut.server.host", "127.0.0.1",
                    "micronaut.server.port", -1,
                    "styrkort.collector.look-ms", 0,
                    "styrkort.scorecard.refresh-months", 0,
                    "styrkort.security.admin-token", TOKEN));
            server = ApplicationContext.run(EmbeddedServer.class, properties);
            bean(Readiness.class).ready();
        }

        <T> T bean(Class<T> type) {
            return server.getApplicationContext().getBean(type);
        }

        void post(String path, String type, BodyPublisher body) throws Exception {
            HttpResponse<String> answer =
                    client.send(to(path).header("Content-Type", type).POST(body).build(), BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
        }

        String get(String path) throws Exception {
            HttpResponse<String> answer = client.send(to(path).build(), BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
            return answer.body();
        }

        private HttpRequest.Builder to(String path) {
            return HttpRequest.newBuilder(URI.create(server.getURL() + path))
                    .header("Authorization", "Bearer " + TOKEN);
        }

        void load(MadeUpFigures figures, Period from, Period to) throws Exception {
            Path file = temp.resolve("figures.csv");
            figures.write(file, from, to);
            post("/api/v1/imports?source=bench&fileName=figures.csv", "text/csv", BodyPublishers.ofFile(file));
            Files.delete(file);
        }

        void close(Period from, Period to) throws Exception {
            for (Period year = Period.containing(Granularity.YEAR, from.first());
                    year.compareTo(to) <= 0;
                    year = year.next()) {
                post("/api/v1/periods/" + year.code() + "/close", "application/json", BodyPublishers.noBody());
            }
        }

        ScorecardReading read(Period month, List<Subject> subjects) {
            return bean(ScorecardRepository.class)
                    .read(new ScorecardQuestion("it-styrkort", null, month, subjects, null, null));
        }

        @Override
        public void close() {
            server.close();
            database.close();
            directory.close();
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long started = System.nanoTime();
        work.run();
        return (System.nanoTime() - started) / 1e9;
    }

    private static double fastest(Work work) throws Exception {
        double fastest = Double.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            fastest = Math.min(fastest, seconds(work));
        }
        return fastest;
    }

    @Test
    void subjectsByMeasuresByMonths() throws Exception {
        MadeUpFigures figures = new MadeUpFigures(SUBJECTS);
        List<Period> months = new ArrayList<>();
        for (int i = MONTHS - 1; i >= 0; i--) {
            months.add(LAST.plus(-i));
        }
        try (Site site = new Site("site")) {
            site.post("/api/v1/catalog", "application/yaml", BodyPublishers.ofString(figures.catalog()));
            site.load(figures, LAST.plus(-MONTHS - 17), LAST);
            site.close(LAST.plus(-MONTHS - 17), LAST);
            Bare bare = new Bare(site.bean(TransactionFactory.class), figures);
            double inputs = fastest(() -> bare.inputs(months));
            double computed = fastest(() -> compute(site, months, false));
            say("%d months of %d organisations x 15 measures".formatted(MONTHS, SUBJECTS), computed, inputs, "2");
            double stored = seconds(() -> compute(site, months, true));
            say("the same, stored", stored, inputs, "-");
            List<Period> one = List.of(LAST);
            double month = fastest(() -> bare.inputs(one));
            double first = Double.MAX_VALUE;
            for (int i = 1; i <= TRIES; i++) {
                Period another = LAST.plus(-i);
                first = Math.min(
                        first,
                        seconds(() -> assertEquals(
                                SUBJECTS,
                                site.read(another, List.of()).scorecards().size())));
            }
            say("one month alone, read and stored", first, month, "-");
            String path = "/api/v1/scorecards?model=it-styrkort&period=" + LAST.plus(-1);
            double again = fastest(() -> site.get(path));
            say("one month that is remembered, over the API", again, month, "-");
            explain(site, bare);
        }
        Files.write(RESULT, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        System.out.println("\n" + String.join("\n", lines) + "\n");
    }

    private static void compute(Site site, List<Period> months, boolean stored) {
        ScorecardRepository scorecards = site.bean(ScorecardRepository.class);
        site.bean(TransactionFactory.class).alone(LOCK, session -> {
            List<Period> rest = months;
            while (!rest.isEmpty()) {
                List<ScorecardReading> readings = scorecards.compute(
                        session,
                        rest.stream()
                                .map(month -> new ScorecardQuestion("it-styrkort", null, month, List.of(), null, null))
                                .toList());
                for (ScorecardReading reading : readings) {
                    assertEquals(SUBJECTS, reading.scorecards().size());
                    if (stored) {
                        scorecards.store(session, reading);
                    }
                }
                rest = rest.subList(readings.size(), rest.size());
            }
        });
    }

    private void explain(Site site, Bare bare) throws Exception {
        for (String code : List.of(MadeUpFigures.municipality(0), MadeUpFigures.board(0, 0))) {
            Subject subject = Subject.organisation(code);
            double rows = fastest(() -> bare.rows(code));
            ScorecardRepository scorecards = site.bean(ScorecardRepository.class);
            ScorecardQuestion question = new ScorecardQuestion("it-styrkort", null, LAST, List.of(subject), null, null);
            Entitlement everything = Entitlement.of(
                    new Actor("bench", List.of(new Grant(Role.STEWARD, Set.of(), Set.of()))),
                    scorecards.read(question).catalog());
            double explained = fastest(() -> assertTrue(
                    scorecards.explain(question, subject, null, everything).isPresent()));
            say("explanation of %s, to the rows of the files".formatted(code), explained, rows, "3");
        }
    }

    /** One month of scorecards before and after the history has become ten times as long. */
    @Test
    void tenTimesTheHistory() throws Exception {
        int months = 48;
        MadeUpFigures figures = new MadeUpFigures(Math.max(25, SUBJECTS / 5));
        try (Site site = new Site("history")) {
            site.post("/api/v1/catalog", "application/yaml", BodyPublishers.ofString(figures.catalog()));
            Period first = LAST.plus(1 - months);
            site.load(figures, first, LAST);
            double before = month(site);
            site.load(figures, first.plus(-9 * months), first.plus(-1));
            double after = month(site);
            say(
                    "a month's scorecards, history of %d months / of %d".formatted(10 * months, months),
                    after,
                    before,
                    "1.2");
        }
        Files.write(RESULT, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        System.out.println("\n" + String.join("\n", lines) + "\n");
    }

    private static double month(Site site) throws Exception {
        return fastest(() -> compute(site, List.of(LAST)));
    }

    private static void compute(Site site, List<Period> months) {
        site.bean(TransactionFactory.class).alone(LOCK, session -> site.bean(ScorecardRepository.class)
                .compute(
                        session,
                        months.stream()
                                .map(month -> new ScorecardQuestion("it-styrkort", null, month, List.of(), null, null))
                                .toList()));
    }

    /** What somebody would write who needs the sums of each subject and nothing of the rest: no states, no explanation. */
    private record Bare(TransactionFactory transactions, MadeUpFigures figures) {
        private static final String TREE = """
                with tree as (
                    select o.entry_id as organisation_id, s.code as subject
                    from unnest(?::text[], ?::text[]) as t (organisation, subject)
                    join styrkort.catalog_entry o on o.kind = 'organisation' and o.code = t.organisation
                    join styrkort.catalog_entry s on s.kind = 'organisation' and s.code = t.subject)""";

        private static final String SUMS = TREE + """

                select m.code, t.subject, sum(o.value), count(o.value)
                from styrkort.observation o join styrkort.series s using (series_id)
                join styrkort.catalog_entry m on m.entry_id = s.metric_id join tree t using (organisation_id)
                where m.kind = 'metric' and m.code = any (?) and o.period between ? and ?
                group by 1, 2""";

        private static final String LATEST = TREE + """

                select distinct on (m.code, t.subject) m.code, t.subject, sum(o.value), o.period
                from styrkort.observation o join styrkort.series s using (series_id)
                join styrkort.catalog_entry m on m.entry_id = s.metric_id join tree t using (organisation_id)
                where m.kind = 'metric' and m.code = any (?) and o.period between ? and ?
                group by m.code, t.subject, o.period order by m.code, t.subject, o.period desc""";

        /** Of the services that a subject used. */
        private static final String COMMON = TREE + """
                ,
                used as (
                    select distinct t.subject, s.service_id, o.period
                    from styrkort.observation o join styrkort.series s using (series_id)
                    join styrkort.catalog_entry m on m.entry_id = s.metric_id join tree t using (organisation_id)
                    where m.kind = 'metric' and m.code = 'usage.active_users' and o.value > 0 and o.period = '%s')
                select m.code, u.subject, sum(o.value), count(o.value)
                from styrkort.observation o join styrkort.series s using (series_id)
                join styrkort.catalog_entry m on m.entry_id = s.metric_id join used u using (service_id, period)
                where m.kind = 'metric' and s.organisation_id is null and m.code = any (?) and o.period between ? and ?
                group by 1, 2""";

        private static final String ROWS = TREE + """

                select o.period, o.line, o.value, o.state, s.organisation_id, i.file_name
                from styrkort.observation o join styrkort.series s using (series_id)
                join styrkort.catalog_entry m on m.entry_id = s.metric_id join tree t using (organisation_id)
                join styrkort.import i using (import_id)
                where m.kind = 'metric' and m.code = any (?) and o.period between ? and ?""";

        void inputs(List<Period> months) {
            List<String> organisations = new ArrayList<>();
            List<String> subjects = new ArrayList<>();
            figures.tree((organisation, subject) -> {
                organisations.add(organisation);
                subjects.add(subject);
            });
            for (Period month : months) {
                each((window, metrics) -> ask(
                        window.latest() ? LATEST : window.common() ? COMMON.formatted(month.first()) : SUMS,
                        organisations,
                        subjects,
                        metrics,
                        window,
                        month));
            }
        }

        /** Term by term, as an explanation lists them; without the files' texts. */
        void rows(String subject) {
            List<String> organisations = new ArrayList<>();
            List<String> subjects = new ArrayList<>();
            figures.tree((organisation, above) -> {
                if (above.equals(subject)) {
                    organisations.add(organisation);
                    subjects.add(above);
                }
            });
            each((window, metrics) -> {
                for (String metric : metrics) {
                    ask(ROWS, organisations, subjects, List.of(metric), window, LAST);
                }
            });
        }

        private interface Asked {
            void of(MadeUpFigures.Window window, List<String> metrics);
        }

        private static void each(Asked asked) {
            Map<MadeUpFigures.Window, List<String>> byWindow = new LinkedHashMap<>();
            MadeUpFigures.WINDOWS.forEach((metric, window) ->
                    byWindow.computeIfAbsent(window, key -> new ArrayList<>()).add(metric));
            byWindow.forEach(asked::of);
        }

        private void ask(
                String sql,
                List<String> organisations,
                List<String> subjects,
                List<String> metrics,
                MadeUpFigures.Window window,
                Period month) {
            Period end = window.quarter()
                    ? Period.containing(Granularity.QUARTER, month.first()).lastMonth()
                    : month;
            BigDecimal total = transactions.inSnapshot(connection -> {
                try (PreparedStatement query = connection.prepareStatement(sql)) {
                    query.setArray(1, connection.createArrayOf("text", organisations.toArray()));
                    query.setArray(2, connection.createArrayOf("text", subjects.toArray()));
                    query.setArray(3, connection.createArrayOf("text", metrics.toArray()));
                    query.setObject(4, end.plus(1 - window.months()).first());
                    query.setObject(5, end.first());
                    BigDecimal sum = BigDecimal.ZERO;
                    try (ResultSet row = query.executeQuery()) {
                        while (row.next()) {
                            BigDecimal value = row.getBigDecimal(3);
                            sum = value == null ? sum : sum.add(value);
                        }
                    }
                    return sum;
                }
            });
            assertTrue(total.signum() >= 0);
        }
    }
}
