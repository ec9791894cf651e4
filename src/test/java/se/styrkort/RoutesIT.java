package se.styrkort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import se.styrkort.security.Accounts;
import se.styrkort.security.Grant;
import se.styrkort.security.Permission;
import se.styrkort.security.Role;
import se.styrkort.security.Tokens;

/** Every route, called by everyone, for their own and for others': the table {@code routes.txt} knows each answer. */
class RoutesIT {
    private static final String CATALOG = """
            objects:
              - {code: own-object, name: Vårt objekt}
              - {code: foreign-object, name: Deras objekt}
            products:
              - {code: own-product, object: own-object, name: Vår produkt}
              - {code: foreign-product, object: foreign-object, name: Deras produkt}
            services:
              - {code: own-service, product: own-product, name: Vår tjänst}
              - {code: foreign-service, product: foreign-product, name: Deras tjänst}
              - {code: torn-service, product: own-product, name: Delad tjänst}
            organisations:
              - {code: city, name: Staden, kind: municipality}
              - {code: own, name: Vår nämnd, kind: board, parent: city}
              - {code: own-unit, name: Vår enhet, kind: unit, parent: own}
              - {code: foreign, name: Deras nämnd, kind: board, parent: city}
            """;

    /** Numbers that occur nowhere else, so that finding one on a page means that the figure got there. */
    private static final String FIGURES = """
            period,metric,service,organisation,value
            2026-03,usage.active_users,own-service,own,10101
            2026-03,usage.active_users,own-service,own-unit,10202
            2026-03,usage.active_users,own-service,foreign,20303
            2026-03,usage.active_users,foreign-service,own,31417
            2026-03,usage.active_users,foreign-service,foreign,40505
            2026-03,usage.active_users,own-service,,50606
            2026-03,cost.total,,own,60707
            2026-03,cost.total,,foreign,70808
            2026-03,availability.down_s,own-service,,80909
            2026-03,availability.agreed_s,own-service,,800000
            2026-03,availability.planned_s,own-service,,0
            2026-03,availability.down_s,foreign-service,,91010
            2026-03,availability.agreed_s,torn-service,foreign,700000
            2026-03,availability.planned_s,torn-service,foreign,0
            2026-03,availability.down_s,torn-service,foreign,3600
            """;

    private static final Map<String, List<Grant>> WHO = new LinkedHashMap<>();

    static {
        WHO.put("steward", List.of(Grant.ofEverything(Role.STEWARD)));
        WHO.put("delivery", List.of(new Grant(Role.STEWARD, Set.of("own"), Set.of())));
        WHO.put("owner", List.of(new Grant(Role.OBJECT_OWNER, Set.of(), Set.of("own-object"))));
        WHO.put("it", List.of(Grant.ofEverything(Role.IT_MANAGEMENT)));
        WHO.put("city", List.of(new Grant(Role.CITY_MANAGEMENT, Set.of("own"), Set.of())));
        WHO.put("auditor", List.of(Grant.ofEverything(Role.AUDITOR)));
        WHO.put("reader", List.of(new Grant(Role.READER, Set.of("own"), Set.of())));
        WHO.put("none", List.of());
    }

    private static final Map<String, String> TOKENS = new LinkedHashMap<>();

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = new RunningServer("routes", Map.of());
        Api api = new Api(server);
        api.store("/catalog", CATALOG);
        WHO.forEach((name, grants) -> {
            assertTrue(server.bean(Accounts.class).create(name, grants).isPresent());
            TOKENS.put(name, token(name));
        });
        assertEquals(200, api.take("?source=a", FIGURES).status());
        assertEquals(
                200, as("delivery", "POST", "/api/v1/imports?source=b", """
                period,metric,service,organisation,value
                2026-04,usage.active_users,own-service,own,11
                """).statusCode());
        HttpResponse<String> published = as("steward", "POST", "/api/v1/publications", """
                {"model": "it-styrkort", "period": "2026-03"}""");
        assertTrue(published.body().contains("\"id\":1,"), published.body());
        HttpResponse<String> outage = as("it", "POST", "/api/v1/outages", """
                {"service": "own-service", "start": "2026-03-02T08:00:00Z", "end": "2026-03-02T09:00:00Z"}""");
        assertTrue(outage.body().contains("\"id\":1,"), outage.body());
    }

    private static String token(String username) {
        return server.bean(Tokens.class)
                .make(username, "test", EnumSet.allOf(Permission.class), Duration.ofDays(1))
                .clear();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** One line of the table; {@code path} is empty for an open route. */
    record Line(String method, String route, String path, List<String> lets) {
        static Line of(String text) {
            String[] words = text.strip().split("\\s+");
            return words[2].equals("open")
                    ? new Line(words[0], words[1], "", List.of())
                    : new Line(
                            words[0], words[1], words[2], Arrays.asList(words).subList(3, words.length));
        }

        boolean isOpen() {
            return path.isEmpty();
        }
    }

    static List<Line> lines() throws IOException {
        try (InputStream table = RoutesIT.class.getResourceAsStream("routes.txt")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Line::of)
                    .toList();
        }
    }

    private static List<Line> closed() throws IOException {
        return lines().stream().filter(line -> !line.isOpen()).toList();
    }

    @Test
    void everyRouteIsInTheTableAndEveryLineIsARoute() throws IOException {
        Set<String> routes = server.bean(Router.class)
                .uriRoutes()
                .map(RoutesIT::named)
                .filter(route -> !route.startsWith("HEAD ") && !route.startsWith("OPTIONS "))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = lines().stream()
                .map(line -> line.method() + " " + line.route())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> missing = new TreeSet<>(routes);
        missing.removeAll(known);
        Set<String> superfluous = new TreeSet<>(known);
        superfluous.removeAll(routes);
        assertEquals("[] []", missing + " " + superfluous);
    }

    private static String named(UriRouteInfo<?, ?> route) {
        String template = route.getUriMatchTemplate().toPathString();
        return route.getHttpMethodName() + " " + (template.isEmpty() ? "/" : template);
    }

    @ParameterizedTest
    @MethodSource("closed")
    void everyoneGetsTheAnswerOfTheTable(Line line) {
        assertEquals(WHO.size(), line.lets().size(), "one column each");
        List<String> found = new ArrayList<>();
        for (String who : WHO.keySet()) {
            int status = as(who, line.method(), line.path(), "").statusCode();
            assertFalse(status >= 500 || status == 401, who + ": " + status);
            boolean read = line.method().equals("GET");
            assertTrue(!read || status < 400 || status == 403, who + " reads what is not there: " + status);
            found.add(status == 403 ? "n" : "y");
        }
        assertEquals(WHO.keySet() + " " + line.lets(), WHO.keySet() + " " + found);
    }

    @ParameterizedTest
    @MethodSource("closed")
    void nobodyIsLetInWithoutCredentials(Line line) {
        HttpResponse<String> answer =
                server.send(server.to(line.path()).method(line.method(), BodyPublishers.ofString("")));
        boolean machine = Stream.of("/api", "/prometheus", "/status.").anyMatch(line.path()::startsWith);
        assertEquals(machine ? 401 : 303, answer.statusCode());
        assertTrue(machine || answer.headers().firstValue("Location").orElse("").startsWith("/login"));
    }

    /** Of all routes these alone, and no way that only looks like one of them. */
    @Test
    void aSettingOpensTheOperatingInformationAndNothingElse() throws IOException {
        Set<String> opened = Set.of("/status", "/status.json", "/status.atom");
        try (RunningServer open = new RunningServer("routes-open", Map.of("styrkort.security.public-status", true))) {
            for (Line line : closed()) {
                int status = open.send(open.to(line.path()).method(line.method(), BodyPublishers.ofString("")))
                        .statusCode();
                assertEquals(opened.contains(line.route()), status == 200, line.toString());
            }
            for (String path : List.of("/status/", "/status/../imports", "/status.json/x", "/Status", "/status%2e")) {
                assertTrue(Set.of(303, 401).contains(open.get(path).statusCode()), path);
            }
        }
    }

    @Test
    void listsHoldOnlyWhatIsTheReadersOwn() {
        String all = "10101 10202 20303 31417 40505 50606 60707 70808 80909 91010";
        Map<String, String> seen = new LinkedHashMap<>();
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("steward", all);
        expected.put("delivery", "10101 10202 31417 60707 80909 91010");
        expected.put("owner", "10101 10202 20303 50606 80909");
        expected.put("it", "80909 91010");
        expected.put("city", "10101 10202 31417 60707 80909 91010");
        expected.put("auditor", all);
        expected.put("reader", "10101 10202 31417 60707 80909 91010");
        for (String who : expected.keySet()) {
            seen.put(
                    who,
                    figures(
                            as(who, "GET", "/api/v1/observations?from=2026-03&to=2026-03", "")
                                    .body(),
                            all));
            assertEquals(
                    seen.get(who),
                    figures(
                            as(who, "GET", "/api/v1/observations?format=csv", "")
                                    .body(),
                            all),
                    "the file holds the same");
            assertEquals(
                    seen.get(who),
                    figures(
                            as(who, "GET", "/api/v1/observations?format=csv&dialect=open", "")
                                    .body(),
                            all),
                    "and so does the export of everything");
        }
        assertEquals(expected, seen);
    }

    @Test
    void pagesHoldOnlyWhatIsTheReadersOwn() {
        String all = "10101 10202 20303 31417 40505 50606 60707 70808 80909 91010";
        Map<String, String> own = Map.of(
                "owner", "10101 10202 20303 50606 80909",
                "it", "80909 91010",
                "city", "10101 10202 31417 60707 80909 91010",
                "reader", "10101 10202 31417 60707 80909 91010");
        for (String path : List.of(
                "/usage?period=2026-03",
                "/usage/own-service?period=2026-03",
                "/usage/foreign-service?period=2026-03",
                "/availability?period=2026-03",
                "/availability/own-service?period=2026-03",
                "/")) {
            own.forEach((who, allowed) -> {
                String page =
                        as(who, "GET", path, "").body().replace("\u00a0", "").replace("\u202f", "");
                String foreign = Arrays.stream(all.split(" "))
                        .filter(figure -> !allowed.contains(figure) && page.contains(figure))
                        .collect(Collectors.joining(" "));
                assertEquals("", foreign, who + " " + path);
            });
        }
        String page = as("reader", "GET", "/usage/own-service?period=2026-03", "")
                .body()
                .replace("\u00a0", "");
        assertTrue(page.contains("10101"), "what is theirs is there");
    }

    @Test
    void availabilityThatWasDeliveredForOthersIsTheirs() {
        for (String path : List.of("/availability/torn-service?period=2026-03", "/availability?period=2026-03")) {
            assertTrue(as("it", "GET", path, "").body().contains("99,49"), path);
            assertFalse(as("reader", "GET", path, "").body().contains("99,49"), path);
        }
        assertTrue(
                as("reader", "GET", "/availability?period=2026-03", "").body().contains("Vår tjänst"));
    }

    private static String figures(String body, String all) {
        return Arrays.stream(all.split(" ")).filter(body::contains).collect(Collectors.joining(" "));
    }

    @Test
    void aComparisonNamesOnlyTheReadersOwn() {
        for (String path : List.of("/scorecards?period=2026-03", "/api/v1/scorecards?period=2026-03")) {
            String api = path.startsWith("/api") ? "\"foreign\"" : "Deras nämnd";
            assertTrue(as("auditor", "GET", path, "").body().contains(api));
            assertFalse(as("reader", "GET", path, "").body().contains(api), path);
            assertFalse(as("city", "GET", path, "").body().contains(api), path);
        }
    }

    @Test
    void whoseGrantOpensNoWholeOrganisationIsToldSoAndNotLedThere() {
        String comparison = as("owner", "GET", "/scorecards?period=2026-03", "").body();
        assertTrue(comparison.contains("omfattar inga organisationers styrkort"), comparison);
        assertFalse(as("owner", "GET", "/", "").body().contains("href=\"/scorecards\""));
        assertTrue(as("city", "GET", "/", "").body().contains("href=\"/scorecards\""));
    }

    @Test
    void whoDeliversForSomeBringsNoFiguresOfOthers() {
        String file = """
                period,metric,service,organisation,value
                2026-03,usage.target_group,own-service,own,1
                2026-03,usage.target_group,own-service,own-unit,1
                2026-03,usage.target_group,own-service,foreign,1
                2026-03,usage.target_group,own-service,,1
                2026-03,usage.target_group,foreign-service,own,1
                """;
        Api.Answer report = new Api.Answer(
                200,
                "",
                as("delivery", "POST", "/api/v1/imports?source=b&dryRun=true", file)
                        .body());
        assertEquals("rows=5 used=3 rejected=2", report.get(List.of("rows", "used", "rejected")));
        assertEquals("4:organisation out_of_scope\n5:organisation out_of_scope", report.places("rejections"));
    }

    @Test
    void whoDeliversForSomeDoesItNotInAnothersNameNorOverTheirFigures() {
        for (String query : List.of("source=a", "source=b&takeover=true")) {
            HttpResponse<String> answer = as("delivery", "POST", "/api/v1/imports?" + query, FIGURES);
            assertEquals(403, answer.statusCode());
            assertTrue(answer.body().contains("/problems/foreign_source"), answer.body());
        }
    }

    @Test
    void aRowThatHoldsOthersFiguresIsShownToWhoSeesThemAll() {
        Api api = new Api(server);
        api.store("/profiles", """
                code: wide
                rows:
                  - metric: {constant: cost.total}
                    period: {column: month}
                    organisation: {constant: own}
                    value: {column: ours}
                  - metric: {constant: cost.total}
                    period: {column: month}
                    organisation: {constant: foreign}
                    value: {column: theirs}
                """);
        assertEquals(
                200,
                api.take("?profile=wide&takeover=true", "month,ours,theirs\n2026-02,818181,919191\n")
                        .status());
        String trace = "/api/v1/observations/trace?metric=cost.total&organisation=own&period=2026-02";
        String explanation = "/api/v1/scorecards/explain?period=2026-02&organisation=own";
        for (String path : List.of(trace, explanation)) {
            assertTrue(as("auditor", "GET", path, "").body().contains("2026-02,818181,919191"), path);
            String own = as("reader", "GET", path, "").body();
            assertTrue(own.contains("818181") && !own.contains("919191"), own);
        }
        assertTrue(
                as("reader", "GET", trace.replace("2026-02", "2026-03"), "")
                        .body()
                        .contains("cost.total,,own,60707"),
                "a row of one figure is shown to whom the figure is");
    }

    @Test
    void whatWasMovedAwayIsNoLongerTheirsAlsoAsItWasThen() {
        Api api = new Api(server);
        api.store(
                "/catalog",
                "organisations: [{code: leaver, name: Enhet som flyttar, kind: unit, parent: moved-from},"
                        + " {code: moved-from, name: Nämnd, kind: board, parent: city}]");
        assertEquals(
                200,
                api.take("?source=m", "period,metric,service,organisation,value\n2026-03,cost.total,,leaver,121212\n")
                        .status());
        String before = Api.text(api.get("/scorecards?period=2026-03&organisation=moved-from")
                .json()
                .get("asOf"));
        api.store("/catalog", "organisations: [{code: leaver, name: Enhet som flyttar, kind: unit, parent: foreign}]");
        assertTrue(server.bean(Accounts.class)
                .create("mover", List.of(new Grant(Role.READER, Set.of("moved-from"), Set.of())))
                .isPresent());
        TOKENS.put("mover", token("mover"));
        for (String path : List.of("/api/v1/scorecards", "/api/v1/scorecards/explain", "/scorecards/moved-from")) {
            String query = path + "?period=2026-03&organisation=moved-from";
            assertEquals(200, as("mover", "GET", query, "").statusCode(), path);
            assertEquals(403, as("mover", "GET", query + "&asOf=" + before, "").statusCode(), path);
            assertEquals(
                    200, as("auditor", "GET", query + "&asOf=" + before, "").statusCode(), path);
        }
    }

    @Test
    void aRefusalIsWrittenToTheTrail() {
        assertEquals(
                403,
                as("reader", "GET", "/scorecards/foreign?period=2026-03", "").statusCode());
        String trail = as("auditor", "GET", "/api/v1/audit?actor=reader&action=access", "")
                .body();
        assertTrue(trail.contains("GET /scorecards/foreign"), trail);
    }

    private static HttpResponse<String> as(String who, String method, String path, String body) {
        return server.send(server.to(path)
                .header("Authorization", "Bearer " + TOKENS.get(who))
                .header("Content-Type", type(path))
                .method(method, BodyPublishers.ofString(body)));
    }

    /** What the route takes: with another type there is no such route, for whoever may enter. */
    private static String type(String path) {
        if (path.equals("/api/v1/imports")) {
            return "text/csv";
        }
        if (path.matches("/api/v1/(catalog|models|profiles|collectors)")) {
            return "application/yaml";
        }
        if (path.startsWith("/api")) {
            return "application/json";
        }
        return List.of("/imports", "/profiles").contains(path)
                ? "multipart/form-data; boundary=b"
                : "application/x-www-form-urlencoded";
    }
}
