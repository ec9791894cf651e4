package se.styrkort.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.styrkort.RunningServer;
import se.styrkort.calendar.Period;
import se.styrkort.demo.Demonstration;
import se.styrkort.store.TestDatabase;

/**
 * Every query of every dashboard and alert rule, expanded as Grafana expands it and run as the reading role over the
 * demonstration: with the first, the last and all values of its variables and with one that holds a quote, over years, a
 * month and a time without figures, in two session time zones that must not matter.
 */
class QueriesIT {
    @AutoClose
    private static final RunningServer SERVER = new RunningServer("QueriesIT", Map.of());

    private static final Instant NOW = Instant.parse("2026-07-15T10:00:00Z");
    private static final Range YEARS = new Range(Instant.parse("2022-12-31T23:00:00Z"), NOW);

    private record Range(Instant from, Instant to) {}

    private static final List<Range> RANGES = List.of(
            YEARS,
            new Range(Instant.parse("2026-05-31T22:00:00Z"), Instant.parse("2026-06-30T21:59:59.999Z")),
            new Range(Instant.parse("1999-01-01T00:00:00Z"), Instant.parse("1999-01-31T23:00:00Z")));

    @BeforeAll
    static void demonstration() throws Exception {
        SERVER.bean(Demonstration.class).load(Period.parse("2026-06").orElseThrow());
        for (String period : List.of("2026-06", "2026-05")) {
            assertEquals(
                    200,
                    SERVER.asAdmin("/api/v1/scorecards?model=it-styrkort&period=" + period)
                            .statusCode());
        }
        HttpResponse<String> published = SERVER.send(SERVER.to("/api/v1/publications")
                .header("Authorization", "Bearer " + RunningServer.TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"model\": \"it-styrkort\", \"period\": \"2026-06\"}")));
        assertEquals(200, published.statusCode(), published.body());
        ReaderSession.allow(SERVER.database());
    }

    static Stream<Path> dashboards() {
        return Dashboards.files().stream();
    }

    private enum Choice {
        FIRST,
        LAST,
        ALL,
        QUOTED
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyQueryAnswersTheSameInEveryZone(Path file) throws SQLException {
        JsonNode dashboard = Dashboards.read(file);
        List<String> faults = new ArrayList<>();
        Map<String, Dashboards.Query> silent = new LinkedHashMap<>();
        try (ReaderSession utc = ReaderSession.open(SERVER.database()).in("UTC");
                ReaderSession elsewhere = ReaderSession.open(SERVER.database()).in("America/New_York")) {
            List<Dashboards.Query> queries = Dashboards.queries(dashboard).stream()
                    .filter(Dashboards.Query::isSql)
                    .toList();
            queries.forEach(query -> silent.put(query.place(), query));
            for (Choice choice : Choice.values()) {
                Collection<Variable> variables = chosen(utc, dashboard, choice);
                for (Range range : choice == Choice.FIRST ? RANGES : List.of(YEARS)) {
                    for (Dashboards.Query query : queries) {
                        String sql = expand(query.text(), variables, range);
                        Frame frame = utc.ask(sql);
                        frame.faults(query.format()).forEach(fault -> faults.add(query.place() + ": " + fault));
                        if (!frame.equals(elsewhere.ask(sql))) {
                            faults.add(query.place() + ": the session's time zone changes the answer");
                        }
                        if (!frame.isEmpty()) {
                            silent.remove(query.place());
                        }
                    }
                }
            }
            removeThoseThatAnswerSomeService(utc, dashboard, silent);
        }
        assertEquals(List.of(), faults.stream().distinct().toList());
        assertEquals(List.of(), List.copyOf(silent.keySet()), "never a row, so nothing was tested");
    }

    /** What is restated or missing is so for some service only. */
    private static void removeThoseThatAnswerSomeService(
            ReaderSession session, JsonNode dashboard, Map<String, Dashboards.Query> silent) throws SQLException {
        Collection<Variable> first = chosen(session, dashboard, Choice.FIRST);
        for (List<String> service : session.ask("select name_sv as __text, service as __value from published.service")
                .options()) {
            List<Variable> variables = first.stream()
                    .map(variable -> variable.name().equals("service")
                            ? variable.choosing(List.of(service.getLast()), List.of(service.getFirst()))
                            : variable)
                    .toList();
            for (Dashboards.Query query : List.copyOf(silent.values())) {
                // a restatement is made when the demonstration is loaded, which is today
                Range range = new Range(YEARS.from, Instant.now().plus(Duration.ofDays(1)));
                if (!session.ask(expand(query.text(), variables, range)).isEmpty()) {
                    silent.remove(query.place());
                }
            }
        }
    }

    private static String expand(String text, Collection<Variable> variables, Range range) {
        Map<String, String> builtIn = Map.of(
                "__from", Long.toString(range.from.toEpochMilli()),
                "__to", Long.toString(range.to.toEpochMilli()),
                "__timezone", "Europe/Stockholm");
        String sent = new Interpolation(variables, builtIn).sql(text);
        return new Macros(range.from, range.to, NOW, Duration.ofHours(12)).expand(sent);
    }

    /** The dashboard's variables one after the other, since the options of one depend on what is chosen before it. */
    private static Collection<Variable> chosen(ReaderSession session, JsonNode dashboard, Choice choice)
            throws SQLException {
        Map<String, Variable> variables = new LinkedHashMap<>();
        for (JsonNode each : Dashboards.variables(dashboard)) {
            String name = each.path("name").asText();
            String query = each.path("query").asText();
            if (!each.path("type").asText().equals("query")) {
                variables.put(name, Variable.single(name, query));
                continue;
            }
            List<List<String>> options =
                    session.ask(expand(query, variables.values(), YEARS)).options();
            boolean multi = each.path("multi").asBoolean();
            variables.put(name, choose(name, multi, each.path("includeAll").asBoolean(), options, choice));
        }
        return variables.values();
    }

    private static Variable choose(
            String name, boolean multi, boolean includeAll, List<List<String>> options, Choice choice) {
        if (options.isEmpty()) {
            return new Variable(
                    name, multi, includeAll, multi ? List.of() : List.of(""), multi ? List.of() : List.of("None"));
        }
        List<List<String>> picked =
                switch (choice) {
                    case FIRST -> List.of(options.getFirst());
                    case LAST -> List.of(options.getLast());
                    case ALL -> multi ? options : List.of(options.getFirst());
                    case QUOTED ->
                        // a month is never typed by hand: what is no date is refused by the database
                        name.equals("month") ? List.of(options.getFirst()) : List.of(List.of("o'x\"", "o'x\""));
                };
        return new Variable(
                name,
                multi,
                includeAll,
                picked.stream().map(List::getLast).toList(),
                picked.stream().map(List::getFirst).toList());
    }

    private static final String EVIL = "evil'evil\"; drop evil --";

    /** What of a value is written outside the literals of a query that is sent with it in every variable. */
    private static boolean isOutsideQuotes(Dashboards.Query query, JsonNode dashboard) {
        List<Variable> variables = Dashboards.variables(dashboard).stream()
                .map(each -> new Variable(
                        each.path("name").asText(),
                        each.path("multi").asBoolean(),
                        each.path("includeAll").asBoolean(),
                        each.path("multi").asBoolean() ? List.of(EVIL, EVIL) : List.of(EVIL),
                        each.path("multi").asBoolean() ? List.of(EVIL, EVIL) : List.of(EVIL)))
                .toList();
        String sent = expand(query.text(), variables, YEARS);
        return sent.replaceAll("'(?:[^']|'')*'", "''").contains("evil");
    }

    /** A value comes from the address, where anybody may write anything. */
    @Test
    void aQuotedValueNeverLeavesItsQuotes() {
        List<String> outside = new ArrayList<>();
        int asked = 0;
        for (Path file : Dashboards.files()) {
            JsonNode dashboard = Dashboards.read(file);
            for (Dashboards.Query query : Dashboards.queries(dashboard)) {
                if (query.isSql()) {
                    asked += query.text().contains("$") ? 1 : 0;
                    if (isOutsideQuotes(query, dashboard)) {
                        outside.add(query.place());
                    }
                }
            }
        }
        assertEquals(List.of(), outside);
        assertTrue(asked > 20, "queries with variables: " + asked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1 from published.score where model = ${model:raw}",
                "select 1 from published.score where model = '${model:raw}'",
                "select 1 from published.score where model = $model",
                "select 1 from published.score where subject in ('$organisation')",
                "select 1 from published.score where subject in (${organisation:csv})",
            })
    void aValueOutsideItsQuotesIsSeen(String sql) {
        JsonNode dashboard = Dashboards.read(Dashboards.files().getFirst());
        assertTrue(isOutsideQuotes(new Dashboards.Query("", "", "styrkort-pg", "table", sql), dashboard));
    }

    @Test
    void everyAlertRuleAnswers() throws SQLException {
        List<Dashboards.AlertQuery> rules = Dashboards.alertQueries();
        assertTrue(rules.size() >= 3, rules.toString());
        List<String> faults = new ArrayList<>();
        try (ReaderSession utc = ReaderSession.open(SERVER.database()).in("UTC");
                ReaderSession elsewhere = ReaderSession.open(SERVER.database()).in("Asia/Tokyo")) {
            for (Dashboards.AlertQuery rule : rules) {
                Instant to = Instant.now();
                Macros macros = new Macros(to.minusSeconds(rule.fromSeconds()), to, to, Duration.ofHours(1));
                Frame frame = utc.ask(macros.expand(rule.text()));
                frame.alertFaults().forEach(fault -> faults.add(rule.rule() + ": " + fault));
                if (!frame.equals(elsewhere.ask(macros.expand(rule.text())))) {
                    faults.add(rule.rule() + ": the session's time zone changes the answer");
                }
                if (frame.isEmpty()) {
                    faults.add(rule.rule() + ": no row, so nothing was tested");
                }
                if (!rule.format().equals("table") || rule.text().matches("(?s).*\\$\\{?(?!__time|labels)\\w+.*")) {
                    faults.add(rule.rule() + ": alerts have tables and no variables");
                }
            }
        }
        assertEquals(List.of(), faults);
    }

    /** A database that nothing has been read into yet. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void withoutFiguresNothingFails(Path file) throws Exception {
        JsonNode dashboard = Dashboards.read(file);
        try (TestDatabase empty = TestDatabase.create()) {
            ReaderSession.allow(empty);
            try (ReaderSession session = ReaderSession.open(empty)) {
                Collection<Variable> variables = chosen(session, dashboard, Choice.FIRST);
                for (Dashboards.Query query : Dashboards.queries(dashboard)) {
                    if (query.isSql()) {
                        session.ask(expand(query.text(), variables, YEARS));
                    }
                }
            }
        }
    }
}
