package se.styrkort.collector.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in the shapes that Prometheus' HTTP API gives, written for these tests. */
class AnswerReaderTest {
    /** 2026-03-01T00:00:00Z and the two minutes after it. */
    private static final Grid GRID = new Grid(Instant.parse("2026-03-01T00:00:00Z"), Duration.ofMinutes(1), 3);

    private static final long T = 1_772_323_200;
    private static final Naming NAMING = new Naming("instance", Map.of("10.0.0.7:443", "e-moten"));

    private static Answer read(String json, long most) throws IOException {
        String text = json.replace("T+0", "" + T).replace("T+1", "" + (T + 60)).replace("T+2", "" + (T + 120));
        return AnswerReader.read(new ByteArrayInputStream(text.getBytes(UTF_8)), GRID, NAMING, most);
    }

    private static Answer.Found found(String json) throws IOException {
        Answer answer = read(json, 100);
        if (answer instanceof Answer.Found found) {
            return found;
        }
        throw new AssertionError(answer);
    }

    private static String csv(Answer.Found found) throws IOException {
        try (InputStream csv = found.states().csv()) {
            return new String(csv.readAllBytes(), UTF_8).replace("2026-03-01T", "");
        }
    }

    private static String success(String series, String more) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[" + series + "]}" + more + "}";
    }

    private static String series(String instance, String values) {
        return "{\"metric\":{\"__name__\":\"probe_success\",\"instance\":\"" + instance
                + "\",\"job\":\"blackbox\"},\"values\":[" + values + "]}";
    }

    @Test
    void statesOfServicesAreRead() throws IOException {
        Answer.Found found = found(success(
                series("10.0.0.7:443", "[T+0,\"1\"],[T+1,\"0\"],[T+2,\"1\"]") + ","
                        + series("https://e-tjanster.example/a,b", "[T+0,\"0\"]"),
                ""));
        assertEquals("""
                service,at,up
                "e-moten",00:00:00Z,true
                "e-moten",00:01:00Z,false
                "e-moten",00:02:00Z,true
                "https://e-tjanster.example/a,b",00:00:00Z,false
                """, csv(found));
        assertEquals(List.of(), found.warnings());
        assertEquals(0, found.strange() + found.nameless());
    }

    /** A value, what is written of it, and whether it is counted as strange. */
    @ParameterizedTest
    @CsvSource({
        "'\"1\"', true, 0",
        "'\"0\"', false, 0",
        "'\"-0\"', false, 0",
        "'\"NaN\"', , 0",
        "'\"+Inf\"', , 1",
        "'\"-Inf\"', , 1",
        "'\"0.5\"', , 1",
        "'\"2\"', , 1",
        "'\"\"', , 1",
        "1, , 1",
        "'{\"count\":\"3\",\"buckets\":[]}', , 1"
    })
    void onlyOneAndZeroAreStates(String value, String up, long strange) throws IOException {
        Answer.Found found = found(success(series("a", "[T+1," + value + "]"), ""));
        assertEquals(up == null ? "service,at,up\n" : "service,at,up\n\"a\",00:01:00Z," + up + "\n", csv(found));
        assertEquals(up == null, found.states().isEmpty());
        assertEquals(strange, found.strange());
        assertEquals(strange == 1, found.strangeExample().endsWith("(a)"), found.strangeExample());
    }

    @Test
    void whatSeveralSeriesSayOfOneServiceIsDownWhenOneSaysSo() throws IOException {
        for (boolean reversed : List.of(false, true)) {
            List<String> series = List.of(
                    series("10.0.0.7:443", "[T+0,\"1\"],[T+1,\"1\"]"), series("e-moten", "[T+1,\"0\"],[T+2,\"1\"]"));
            Answer.Found found = found(success(String.join(",", reversed ? series.reversed() : series), ""));
            assertEquals("""
                    service,at,up
                    "e-moten",00:00:00Z,true
                    "e-moten",00:01:00Z,false
                    "e-moten",00:02:00Z,true
                    """, csv(found));
        }
    }

    @Test
    void labelsMayComeAfterTheSamplesAndNamesAreQuoted() throws IOException {
        Answer.Found found =
                found(success("{\"values\":[[T+0.000,\"1\"]],\"metric\":{\"instance\":\"a \\\"b\\\"\\nc\"}}", ""));
        assertEquals("service,at,up\n\"a \"\"b\"\"\nc\",00:00:00Z,true\n", csv(found));
    }

    @Test
    void seriesWithoutTheLabelAreCountedAndLeftOut() throws IOException {
        Answer.Found found = found(success(
                "{\"metric\":{},\"values\":[[T+0,\"1\"]]}," + series("", "[T+0,\"1\"]") + ","
                        + series("x".repeat(501), "[T+0,\"1\"]"),
                ""));
        assertEquals("service,at,up\n", csv(found));
        assertEquals(3, found.nameless());
    }

    @Test
    void warningsAreKeptAndInfosAreNot() throws IOException {
        Answer.Found found = found(success(
                series("a", "[T+0,\"1\"]"),
                ",\"warnings\":[\"store 2 is away\",\"and 3\"],\"infos\":[\"no counter\"],\"new\":{\"a\":[1]}"));
        assertEquals(List.of("store 2 is away", "and 3"), found.warnings());
        assertEquals("service,at,up\n\"a\",00:00:00Z,true\n", csv(found));
    }

    @Test
    void nothingFoundIsAnAnswer() throws IOException {
        assertTrue(found(success("", "")).states().isEmpty());
    }

    @Test
    void anErrorIsToldWithItsKind() throws IOException {
        String error = "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error: unexpected )\"}";
        assertEquals(new Answer.Failed("bad_data: parse error: unexpected )"), read(error, 100));
        assertEquals(
                Optional.of("bad_data: parse error: unexpected )"),
                AnswerReader.refusal(new ByteArrayInputStream(error.getBytes(UTF_8))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>Log in</html>",
                "",
                "{}",
                "[1]",
                "{\"status\":\"success\"}",
                "{\"status\":\"error\"",
                "{\"a\":1} x"
            })
    void whatIsNoErrorOfPrometheusSaysNothing(String body) throws IOException {
        assertEquals(Optional.empty(), AnswerReader.refusal(new ByteArrayInputStream(body.getBytes(UTF_8))));
    }

    @Test
    void moreThanIsTakenIsNotReadOn() throws IOException {
        String text = success(series("a", "[T+0,\"1\"],[T+1,\"1\"]"), "");
        assertTrue(read(text, 3) instanceof Answer.Found, "a series and two samples");
        assertEquals(new Answer.TooMuch(), read(text, 2));
        String endless = success(series("a", "[T+0,\"1\"],".repeat(500)), "");
        assertEquals(new Answer.TooMuch(), read(endless.substring(0, 1_000), 2), "and what follows does not matter");
        assertEquals(
                new Answer.TooMuch(), read(success((series("a", "") + ",").repeat(10), ""), 5), "empty series too");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html>Log in</html> | Unexpected character",
                "'' | an object expected",
                "{} | status",
                "[] | an object expected",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}} | resultType vector",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[7]}} | a series expected",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"values\":[[T+0]]}]}} | expected",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"values\":[[\"a\",\"1\"]]}]}} | a time",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"values\":[[7,\"1\"]]}]}} | the time 7",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}} {} | something follows",
            })
    void whatIsNoAnswerIsSaidToBeNone(String text, String reason) throws IOException {
        Answer answer = read(text, 100);
        assertTrue(answer instanceof Answer.Unreadable(String why) && why.contains(reason), text + " → " + answer);
    }

    @Test
    void anAnswerThatBreaksOffIsNeverTaken() throws IOException {
        String whole = success(series("a", "[T+0,\"1\"],[T+1,\"1\"]"), "")
                .replace("T+0", "" + T)
                .replace("T+1", "" + (T + 60));
        int failures = 0;
        for (int length = 0; length < whole.length(); length++) {
            String cut = whole.substring(0, length);
            try {
                // half a time is one that was not asked for
                Answer answer = read(cut, 100);
                assertTrue(answer instanceof Answer.Unreadable, cut + " → " + answer);
            } catch (IOException _) {
                failures++;
            }
        }
        assertTrue(failures > whole.length() * 2 / 3, "mostly it is told as a failure of the line: " + failures);
    }
}
