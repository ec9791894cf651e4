package se.styrkort.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.RunningServer;

/** What every answer shares, over real HTTP. */
class WebIT {
    private static final String ADMIN = "Bearer " + RunningServer.TOKEN;
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = new RunningServer("web", Map.of("micronaut.server.max-request-size", "1MB"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void numbersArePlainAndExactAndNullIsWritten() {
        assertEquals(
                "{\"thousand\":1000,\"tiny\":0.0000001,\"exact\":12345678901234567890.123456789,\"money\":10.00,"
                        + "\"nothing\":null,\"empty\":[],\"at\":\"2026-04-10T08:00:00Z\",\"wholeNumber\":7}",
                server.asAdmin("/api/v1/probe/figures").body());
    }

    @Test
    void numbersAreReadExactly() {
        HttpResponse<String> answer = server.post(
                "/api/v1/probe/body",
                "{\"name\":\"a\",\"amount\":12345678901234567890.10}",
                "Authorization",
                ADMIN,
                "Content-Type",
                "application/json");
        assertEquals("{\"name\":\"a\",\"amount\":12345678901234567890.10}", answer.body());
    }

    @Test
    void aListingSaysThatThereIsNoNextPage() {
        assertEquals(
                "{\"items\":[{\"name\":\"a\",\"amount\":10}],\"next\":null}",
                server.asAdmin("/api/v1/probe/listing").body());
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/probe/listing?cursor=%21, 400, invalid_cursor, cursor",
        "/api/v1/probe/number, 400, missing_parameter, asked",
        "/api/v1/probe/number?asked=many, 400, invalid_parameter, many",
        "/api/v1/probe/body, 405, method_not_allowed, method",
        "/api/v1/nowhere, 404, not_found, nothing",
        "/api/v1/probe/mistake, 422, unreadable_body, format",
    })
    void aRefusedGetIsAProblem(String path, int status, String code, String word) {
        assertProblem(server.asAdmin(path), status, code, word);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/probe/body, application/json, '{\"name\":', 400, unreadable_body",
        "/api/v1/probe/body, application/json, '{\"name\":\"a\",\"amount\":\"x\"}', 400, unreadable_body",
        "/api/v1/probe/body, application/json, '[1]', 400, unreadable_body",
        "/api/v1/probe/body, application/json, '', 400, unreadable_body",
        "/api/v1/probe/body, image/png, 'x', 415, unsupported_media_type",
    })
    void aRefusedPostIsAProblem(String path, String type, String body, int status, String code) {
        HttpResponse<String> answer = server.post(path, body, "Authorization", ADMIN, "Content-Type", type);
        assertProblem(answer, status, code, "");
    }

    @Test
    void aBodyOverTheLimitIsAProblem() {
        HttpResponse<String> answer = server.post(
                "/api/v1/probe/csv", "x".repeat(2_000_000), "Authorization", ADMIN, "Content-Type", "text/csv");
        assertProblem(answer, 413, "too_large", "limit");
    }

    @Test
    void theErrorsOfAProblemNameTheirPlace() {
        String body = server.asAdmin("/api/v1/probe/mistake").body();
        assertTrue(
                body.contains("\"errors\":[{\"line\":3,\"column\":7,\"code\":\"yaml_missing_key\","
                        + "\"message\":\"The key \\\"code<b>\\\" is missing.\"}]"),
                body);
    }

    @Test
    void aBugTellsNothingButItsNumber() {
        HttpResponse<String> answer = server.asAdmin("/api/v1/probe/bug");
        assertProblem(answer, 500, "internal", "logged");
        Matcher id =
                Pattern.compile("\"instance\":\"urn:uuid:([0-9a-f-]{36})\"").matcher(answer.body());
        assertTrue(id.find(), answer.body());
    }

    @Test
    void aReaderGetsAPageInTheirLanguage() {
        HttpResponse<String> swedish = server.asAdmin("/probe/mistake", "Accept", "text/html");
        assertEquals(422, swedish.statusCode());
        assertEquals(
                "text/html;charset=utf-8",
                swedish.headers().firstValue("Content-Type").orElse(""));
        assertTrue(swedish.body().contains("<html lang=\"sv\">"), swedish.body());
        assertTrue(swedish.body().contains("Nyckeln ”code&lt;b&gt;” saknas."), swedish.body());
        HttpResponse<String> english = server.asAdmin("/probe/nowhere?lang=en", "Accept", "text/html");
        assertEquals(404, english.statusCode());
        assertTrue(english.body().contains("There is nothing at this address."), english.body());
    }

    @Test
    void aBugOnAPageShowsItsNumberToQuote() {
        HttpResponse<String> answer = server.asAdmin("/probe/bug", "Accept", "text/html");
        assertEquals(500, answer.statusCode());
        assertTrue(answer.body().matches("(?s).*anmäler felet: [0-9a-f-]{36}.*"), answer.body());
        assertFalse(answer.body().contains("secret"), answer.body());
    }

    @Test
    void theChosenLanguageIsRemembered() {
        HttpResponse<String> chosen = server.asAdmin("/probe/page?a=1&lang=en", "Accept", "text/html");
        assertTrue(
                chosen.headers().allValues("Set-Cookie").stream().anyMatch(cookie -> cookie.startsWith("lang=en;")),
                chosen.headers().toString());
        assertTrue(chosen.body().contains("href=\"?a=1&amp;lang=sv\""), chosen.body());
        HttpResponse<String> next = server.asAdmin("/probe/page", "Accept", "text/html", "Cookie", "lang=en");
        assertTrue(next.body().contains("<html lang=\"en\">"), next.body());
        HttpResponse<String> strange = server.asAdmin("/probe/page?lang=xx", "Accept", "text/html");
        assertTrue(strange.headers().allValues("Set-Cookie").stream().noneMatch(cookie -> cookie.startsWith("lang=")));
    }

    @Test
    void aPageIsEscapedAndRunsOnlyOurOwnFiles() {
        HttpResponse<String> page = server.asAdmin("/probe/page", "Accept", "text/html");
        assertEquals(200, page.statusCode());
        assertFalse(page.body().contains("<script>x"), page.body());
        assertFalse(
                Pattern.compile("<script|<style|\\sstyle=|\\son[a-z]+=")
                        .matcher(page.body())
                        .find(),
                page.body());
        String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
        assertTrue(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertEquals(
                "nosniff", page.headers().firstValue("X-Content-Type-Options").orElse(""));
        assertEquals("same-origin", page.headers().firstValue("Referrer-Policy").orElse(""));
        assertEquals("no-store", page.headers().firstValue("Cache-Control").orElse(""));
    }

    @Test
    void theFilesOfAPageAreThereAndMayBeKept() {
        String page = server.asAdmin("/probe/page", "Accept", "text/html").body();
        Matcher file = Pattern.compile("<link rel=\"[a-z]+\" href=\"([^\"]+)\"").matcher(page);
        int files = 0;
        for (; file.find(); files++) {
            HttpResponse<String> answer = server.get(file.group(1));
            assertEquals(200, answer.statusCode(), file.group(1));
            assertTrue(answer.headers().firstValue("Cache-Control").orElse("").contains("immutable"), file.group(1));
        }
        assertEquals(3, files);
    }

    @Test
    void theStartPageLeadsToEveryDoor() {
        HttpResponse<String> start = server.asAdmin("/", "Accept", "text/html");
        assertEquals(200, start.statusCode());
        for (String door : new String[] {"/usage", "/availability", "/scorecards", "/imports"}) {
            assertTrue(start.body().contains("<h2><a href=\"" + door + "\">"), start.body());
        }
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code, String word) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse(""));
        assertTrue(answer.body().startsWith("{\"type\":\"/problems/" + code + "\",\"title\":\""), answer.body());
        assertTrue(answer.body().contains("\"status\":" + status + ","), answer.body());
        assertTrue(answer.body().contains(word), answer.body());
        assertFalse(
                Pattern.compile("styrkort\\.|micronaut|java\\.|Exception|secret")
                        .matcher(answer.body())
                        .find(),
                answer.body());
    }
}
