package se.styrkort.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.calendar.Period;
import se.styrkort.demo.Demonstration;
import se.styrkort.grafana.Dashboards;
import se.styrkort.security.Accounts;

/** A real Prometheus reads the running program, which holds the demonstration. */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PrometheusIT {
    @TempDir
    private static Path temp;

    private static RunningServer server;
    private static RunningPrometheus prometheus;
    private static Period lastMonth;

    @BeforeAll
    static void start() throws Exception {
        Tool.path("prometheus"); // or the test is skipped before anything is started
        Path inbox = Files.createDirectories(temp.resolve("inbox"));
        server = new RunningServer(
                "PrometheusIT",
                Map.of(
                        "styrkort.figures.refresh", "200ms",
                        "styrkort.collector.look-ms", "100",
                        "styrkort.collector.inbox", inbox.toString()));
        // fixed figures would do, but rules ask how old they are
        lastMonth = Demonstration.lastMonthBefore(LocalDate.now(ZoneId.of("Europe/Stockholm")));
        server.bean(Demonstration.class).load(lastMonth);
        Api api = new Api(server);
        api.get("/scorecards?model=it-styrkort&period=" + lastMonth);
        String token = meterToken(api);
        prometheus = new RunningPrometheus(temp, server.origin().substring("http://".length()), token);
        prometheus.await("styrkort_scorecard_perspective_score_ratio");
        // a run of a collector, which fails
        Files.writeString(inbox.resolve("no.csv"), "no,file\n");
        prometheus.await("styrkort_collector_failed_runs");
        // one of each kind that panels divide by
        api.get("/nonesuch");
        api.take("", "no,file\n");
        prometheus.await("rate(styrkort_import_failures_total[1m]) > 0");
        prometheus.await("job:styrkort_ingest_rows_rejected:ratio_increase1d");
        prometheus.await("ALERTS{alertname=\"StyrkortAvailabilityTargetMissed\"}");
        prometheus.await("job:http_server_requests_errors:ratio_rate10m");
    }

    /** Made as the first boot says: of the account that the first start makes, for nothing but the meters. */
    private static String meterToken(Api api) throws IOException {
        server.bean(Accounts.class).createIfNone("admin");
        String steps = Files.readString(Path.of("docs/first-boot.md"));
        Matcher body = Pattern.compile("-d '(\\{\"username\".*})'").matcher(steps);
        assertTrue(body.find(), steps);
        Api.Answer made = api.post("/tokens", "application/json", BodyPublishers.ofString(body.group(1)));
        assertEquals(201, made.status(), made.text());
        // the expression of the steps, which a shell runs
        Matcher token = Pattern.compile(".*\"token\":\"([^\"]*)\".*").matcher(made.text());
        assertTrue(token.matches(), "the answer holds a token");
        return token.group(1);
    }

    @Test
    void theTokenOpensTheMetersAndNothingElse() throws Exception {
        Api.Answer made = new Api(server)
                .post(
                        "/tokens",
                        "application/json",
                        BodyPublishers.ofString(
                                "{\"username\": \"admin\", \"name\": \"x\", \"permissions\": [\"read_meters\"]}"));
        String bearer = "Bearer " + made.get("token");
        assertEquals(200, server.get("/prometheus", "Authorization", bearer).statusCode());
        for (String path : List.of("/api/v1/observations", "/api/v1/scorecards", "/scorecards", "/api/v1/imports")) {
            assertEquals(403, server.get(path, "Authorization", bearer).statusCode(), path);
        }
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
        if (server != null) {
            server.close();
        }
    }

    /** A comparison that answers 0 or 1 instead of leaving things out: an alert's expression is empty when all is well. */
    private static String answering(String expression) {
        return expression.replaceAll("\\s(==|!=|>=|<=|>|<)\\s", " $1 bool ");
    }

    @Test
    void comparisonsAreMadeToAnswer() {
        assertEquals("up{job=\"a\"} == bool 0 or x < bool on (a) y", answering("up{job=\"a\"} == 0 or x\n< on (a) y"));
    }

    @Test
    void everyExpressionOfTheRulesFindsSomething() throws Exception {
        List<String> empty = new ArrayList<>();
        for (Map<String, Object> rule : Rules.all()) {
            String expression = answering(String.valueOf(rule.get("expr")));
            if (prometheus.query(expression).isEmpty()) {
                empty.add(expression);
            }
        }
        assertEquals(List.of(), empty);
    }

    @Test
    void everyExpressionOfTheDashboardsFindsSomething() throws Exception {
        List<Dashboards.PromQl> all = Dashboards.promql(Map.of("source", List.of("demo", "e-post")), "1m");
        assertTrue(all.size() > 10, all.toString());
        List<String> empty = new ArrayList<>();
        for (Dashboards.PromQl panel : all) {
            if (prometheus.query(panel.expression()).isEmpty()) {
                empty.add(panel.toString());
            }
        }
        assertEquals(List.of(), empty);
    }

    /** What fires here is told by Grafana: a copy of the expression, for an alert that does fire. */
    @Test
    void whatFiresIsSeenByTheRuleThatTellsPeople() throws Exception {
        String asked = Dashboards.alertPromql().getFirst();
        assertEquals(List.of(), prometheus.query(asked));
        String all =
                asked.replaceAll("severity=~\"[^\"]*\"", "severity=~\".+\"").replace("firing", "pending");
        assertTrue(
                prometheus.query(all).stream()
                        .anyMatch(alert -> alert.toString().contains("StyrkortAvailabilityTargetMissed")),
                all);
    }

    @Test
    void everyRuleIsEvaluatedWithoutError() throws Exception {
        List<String> unwell = new ArrayList<>();
        int rules = 0;
        for (JsonNode group : prometheus.get("rules").path("data").path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                rules++;
                if (!rule.path("health").asText().equals("ok")) {
                    unwell.add(rule.toString());
                }
            }
        }
        assertEquals(List.of(), unwell);
        assertEquals(Rules.all().size(), rules);
    }

    @Test
    void theProgramIsUpAndNothingOfItIsLost() throws Exception {
        assertEquals("1", value("up{job=\"styrkort\"}"));
        // Prometheus drops samples with times of their own, of more series than agreed, or of the same series twice
        assertEquals(value("scrape_samples_scraped"), value("scrape_samples_post_metric_relabeling"));
        assertTrue(Double.parseDouble(value("scrape_samples_scraped")) > 500);
    }

    @Test
    void figuresMayBeAdded() throws Exception {
        double sum = Double.parseDouble(value("sum(styrkort_service_cost_sek)"));
        Object stored = server.row("""
                select sum(value) as sum from published.observation
                where metric = 'cost.total' and state = 'VALUE' and service is not null
                and period = (select max(period) from styrkort.period_state where ended is null and state = 'closed')""").get("sum");
        assertEquals(Double.parseDouble(String.valueOf(stored)), sum, 0.01);
    }

    @Test
    void noSeriesCarriesItsMonth() throws Exception {
        List<String> carriers = new ArrayList<>();
        for (JsonNode series : prometheus.query("{job=\"styrkort\"}")) {
            JsonNode labels = series.path("metric");
            if (labels.valueStream().anyMatch(label -> label.asText().contains(lastMonth.code()))) {
                carriers.add(labels.path("__name__").asText());
            }
        }
        assertEquals(List.of("styrkort_period_info"), carriers);
    }

    @Test
    void aWrongTokenReadsNothing() throws Exception {
        assertEquals(
                401,
                server.get("/prometheus", "Authorization", "Bearer a-wrong-token-of-at-least-32-characters")
                        .statusCode());
        assertFalse(server.asAdmin("/prometheus").body().contains(RunningServer.TOKEN));
    }

    private static String value(String expression) throws IOException, InterruptedException {
        List<JsonNode> result = prometheus.query(expression);
        assertEquals(1, result.size(), expression + " " + result);
        return result.getFirst().path("value").path(1).asText();
    }
}
