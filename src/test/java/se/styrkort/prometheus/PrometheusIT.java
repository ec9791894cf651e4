package se.styrkort.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
        server = new RunningServer("PrometheusIT", Map.of("styrkort.figures.refresh", "200ms"));
        // fixed figures would do, but rules ask how old they are
        lastMonth = Demonstration.lastMonthBefore(LocalDate.now(ZoneId.of("Europe/Stockholm")));
        server.bean(Demonstration.class).load(lastMonth);
        Api api = new Api(server);
        api.get("/scorecards?model=it-styrkort&period=" + lastMonth);
        prometheus = new RunningPrometheus(temp, server.origin().substring("http://".length()), RunningServer.TOKEN);
        prometheus.await("styrkort_scorecard_perspective_score_ratio");
        // one of each kind that panels divide by
        api.get("/nonesuch");
        api.take("", "no,file\n");
        prometheus.await("rate(styrkort_import_failures_total[1m]) > 0");
        prometheus.await("job:styrkort_ingest_rows_rejected:ratio_increase1d");
        prometheus.await("job:http_server_requests_errors:ratio_rate10m");
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
                and period = (select max(period) from styrkort.period_closing where ended is null)""").get("sum");
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
