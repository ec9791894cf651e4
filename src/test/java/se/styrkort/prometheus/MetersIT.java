package se.styrkort.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import se.styrkort.Api;
import se.styrkort.RunningServer;

/** What {@code /prometheus} says of some figures that went in over the API. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MetersIT {
    @AutoClose
    private static final RunningServer SERVER =
            new RunningServer("MetersIT", Map.of("styrkort.figures.refresh", "100ms"));

    private static final Api API = new Api(SERVER);

    /** Two closed months; the second is the latest. March has figures, but is open. */
    @BeforeAll
    static void figures() throws InterruptedException {
        API.store("/catalog", """
                objects: [{code: ikt, name: IKT}]
                products: [{code: anv, object: ikt, name: Användarnära}]
                services:
                  - {code: e-moten, product: anv, name: E-möten, availability_group: business_system}
                  - {code: natverk, product: anv, name: Nätverk}
                organisations:
                  - {code: stad, name: Staden, kind: municipality}
                  - {code: skola, name: Skolan, kind: board, parent: stad}
                  - {code: vard, name: Vården, kind: board, parent: stad}
                """);
        Api.Answer first = API.take("?source=katalogen&fileName=a.csv", """
                period,metric,service,organisation,qualifier,value
                2026-01,usage.active_users,e-moten,skola,,90
                2026-02,usage.active_users,e-moten,skola,,100
                2026-02,usage.active_users,e-moten,vard,,50
                2026-02,usage.active_users,natverk,skola,,7
                2026-02,usage.active_users,natverk,stad,,20
                2026-02,cost.total,e-moten,skola,operating,1000.50
                2026-02,cost.total,e-moten,skola,capital,200
                2026-02,cost.total,e-moten,vard,operating,-
                2026-03,usage.active_users,e-moten,skola,,110
                2026-02,usage.active_users,okand,skola,,1
                """);
        assertEquals("9 1", first.get("used") + " " + first.get("rejected"), first.text());
        API.take("?source=overvakning&fileName=b.csv", """
                period,metric,service,organisation,value
                2026-02,availability.agreed_s,e-moten,,1000
                2026-02,availability.planned_s,e-moten,,100
                2026-02,availability.down_s,e-moten,,9
                2026-02,availability.unknown_s,e-moten,,90
                2026-02,availability.agreed_s,natverk,,1000
                """);
        API.take(
                "?source=scb&fileName=c.csv",
                "period,metric,service,organisation,value\n2025,population.inhabitants,,stad,1000\n");
        API.take("?source=skrap&fileName=d.csv", "not,a,file\n");
        API.take("?dryRun=true&source=skrap&fileName=e.csv", "not,a,file\n");
        API.post("/periods/2026-01/close", "application/json", BodyPublishers.noBody());
        API.post("/periods/2026-02/close", "application/json", BodyPublishers.noBody());
        // the scores are stored when they are computed
        API.get("/scorecards?model=it-styrkort&period=2026-02");
    }

    private static String metrics() {
        return SERVER.asAdmin("/prometheus").body();
    }

    /** The samples of one name, each as {@code {labels} value}, sorted. */
    private static String samples(String name) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .map(line -> line.substring(name.length()).strip())
                .map(line -> line.substring(0, line.lastIndexOf(' ') + 1)
                        + new BigDecimal(line.substring(line.lastIndexOf(' ') + 1)).toPlainString())
                .map(line -> line.endsWith(".0") ? line.substring(0, line.length() - 2) : line)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining("\n"));
    }

    /** Waits until the samples are as expected: they are read from the database a little later. */
    private static void shows(String name, String expected) throws InterruptedException {
        Instant until = Instant.now().plus(Duration.ofSeconds(30));
        while (!samples(name).equals(expected.strip()) && Instant.now().isBefore(until)) {
            Thread.sleep(50);
        }
        assertEquals(expected.strip(), samples(name), name);
    }

    @Test
    void importsAreCountedWithTheirRowsAndFailures() throws InterruptedException {
        shows("styrkort_imports_total", "4");
        shows("styrkort_import_failures_total", "1");
        shows("styrkort_ingest_rows_total", """
                {outcome="blank"} 0
                {outcome="filtered"} 0
                {outcome="rejected"} 1
                {outcome="used"} 15
                """);
        shows("styrkort_ingest_merge_seconds_count", "3");
    }

    @Test
    void sourcesSayWhenTheyLastDeliveredAndForWhen() throws InterruptedException {
        // the end of March and of 2025 in Stockholm, summer and winter
        shows("styrkort_source_period_end_timestamp_seconds", """
                {source="katalogen"} 1774994400
                {source="overvakning"} 1772319600
                {source="scb"} 1767222000
                """);
        // March is an hour short
        shows("styrkort_source_period_length_seconds", """
                {source="katalogen"} 2674800
                {source="overvakning"} 2419200
                {source="scb"} 31536000
                """);
        // a month and 15 days, March's own hour lost; a year and 15 days
        shows("styrkort_source_max_age_seconds", """
                {source="katalogen"} 3888000
                {source="overvakning"} 3970800
                {source="scb"} 32832000
                """);
        List<String> imports =
                samples("styrkort_source_last_import_timestamp_seconds").lines().toList();
        assertEquals(3, imports.size(), imports.toString());
        for (String sample : imports) {
            double age = Instant.now().getEpochSecond() - Double.parseDouble(sample.split(" ")[1]);
            assertTrue(age >= -1 && age < 600, sample);
        }
    }

    @Test
    void theLatestClosedMonthIsShownAndNothingIsCountedTwice() throws InterruptedException {
        shows("styrkort_period_info", "{period=\"2026-02\",state=\"closed\"} 1");
        shows("styrkort_period_end_timestamp_seconds", "1772319600");
        // the municipality's own number of network users holds the school's
        shows("styrkort_service_usage_volume", """
                {it_object="ikt",it_service="e-moten",org_unit="skola",unit_code="users"} 100
                {it_object="ikt",it_service="e-moten",org_unit="vard",unit_code="users"} 50
                {it_object="ikt",it_service="natverk",org_unit="stad",unit_code="users"} 20
                """);
        // both kinds of cost together; what is missing is left out
        shows("styrkort_service_cost_sek", """
                {it_object="ikt",it_service="e-moten",org_unit="skola"} 1200.5
                """);
    }

    @Test
    void nothingIsLeftOut() throws InterruptedException {
        shows("styrkort_service_figures_left_out", "0");
        shows("styrkort_scorecard_figures_left_out", "0");
    }

    /** A part of them would look like all of them. */
    @Test
    void moreScoresThanTheLimitAreLeftOutAndCounted() throws Exception {
        shows("styrkort_scorecard_figures_left_out", "0");
        long shown = samples("styrkort_scorecard_coverage_ratio").lines().count();
        try (Connection connection = SERVER.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into styrkort.score (model, version, period, subject_kind, subject, node, state, inputs, coverage,
                        with_value, applicable, synthetic)
                    select model, version, period, 'organisation', 'x' || n, 'quality', 'MISSING', '{}', 0.5, 0, 1, false
                    from styrkort.scorecard, generate_series(1, 10000) n where model = 'it-styrkort' and period = '2026-02'""");
            statement.execute("update styrkort.scorecard set computed_at = clock_timestamp()");
            shows("styrkort_scorecard_figures_left_out", String.valueOf(10_000 + shown));
            assertEquals("", samples("styrkort_scorecard_coverage_ratio"));
            statement.execute("delete from styrkort.score where subject like 'x%'");
            statement.execute("update styrkort.scorecard set computed_at = clock_timestamp()");
        }
        shows("styrkort_scorecard_figures_left_out", "0");
        assertEquals(shown, samples("styrkort_scorecard_coverage_ratio").lines().count());
    }

    @Test
    void availabilityHasBoundsAndATarget() throws InterruptedException {
        String service = "{availability_group=\"business_system\",it_service=\"e-moten\"} ";
        shows("styrkort_service_availability_ratio", service + "0.99");
        shows("styrkort_service_availability_lower_ratio", service + "0.89");
        shows("styrkort_service_availability_upper_ratio", service + "0.99");
        shows("styrkort_service_availability_target_ratio", "0.995");
    }

    @Test
    void scoresAreSharesOfAHundredPoints() throws InterruptedException {
        // 0.99 availability between the goalposts 0.98 and 0.998, one of three measures: too little for a score
        shows("styrkort_scorecard_coverage_ratio{org_unit=\"skola\",perspective=\"quality\"}", "0.3333333333333333");
        assertFalse(samples("styrkort_scorecard_perspective_score_ratio").contains("quality"));
    }

    @Test
    void theFrameworkTellsOfRequestsThePoolAndTheMachine() {
        String metrics = metrics();
        assertTrue(
                metrics.contains(
                        "http_server_requests_seconds_count{exception=\"none\",method=\"POST\",status=\"200\",uri=\"/api/v1/catalog\"}"));
        assertTrue(metrics.contains("hikaricp_connections_max{pool=\"styrkort\"} 10"));
        assertTrue(metrics.contains("jvm_memory_used_bytes{"));
    }

    @Test
    void addressesThatDoNotExistAddNoSeries() {
        Stream.of("/api/v1/nonesuch/", "/static/nonesuch/", "/api/v1/imports/")
                .forEach(path -> Stream.of("1", "2", "3").forEach(nr -> SERVER.asAdmin(path + nr)));
        assertFalse(metrics().contains("nonesuch"));
        assertFalse(metrics().contains("/imports/2"));
    }

    @Test
    void promtoolFindsNothingToSay() throws Exception {
        Tool.Run check = Tool.promtool(metrics(), "check", "metrics");
        assertEquals(new Tool.Run(0, ""), check);
    }

    @Test
    void whoHasNoCredentialsSeesNothing() {
        assertEquals(401, SERVER.get("/prometheus").statusCode());
    }
}
