package se.styrkort.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.tree.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.styrkort.Api;
import se.styrkort.RunningServer;

/** Each kind of bad input gets its own clear error with its place; good rows go in; a second try is safe. */
class BadInputIT {
    private static final int LIMIT = 100_000;
    private static final String HEADER = "period;metric;service;organisation;value\n";
    private static final List<String> COUNTS =
            List.of("rows", "used", "filtered", "blank", "rejected", "created", "unchanged", "restated");

    @AutoClose
    private static final RunningServer SERVER = new RunningServer(
            "BadInputIT",
            Map.of(
                    "micronaut.server.max-request-size", LIMIT,
                    "micronaut.server.multipart.max-file-size", LIMIT,
                    "styrkort.ingest.max-file-size", LIMIT));

    private static final Api API = new Api(SERVER);

    @BeforeAll
    static void catalog() {
        API.store("/catalog", """
                objects: [{code: ikt, name: IKT}]
                products: [{code: anv, object: ikt, name: Användarnära}]
                services:
                  - {code: e-moten, product: anv, name: E-möten}
                  - {code: skola-a, product: anv, name: Lärplattform}
                  - {code: skola-b, product: anv, name: Lärplattform}
                organisations: [{code: "0180", name: Stockholm}]
                metrics: [{code: own, name: Egen, unit: "1", granularity: month}, {code: m, name: M, unit: "1", granularity: month}, {code: year, name: År, unit: "1", granularity: year}]
                """);
    }

    private static int observations() {
        return API.items("/observations").size();
    }

    private static int imports() {
        return API.items("/imports").size();
    }

    /** The problem that a file is answered with; nothing of it is kept. */
    private static String refused(String query, byte[] file) {
        int observations = observations();
        int imports = imports();
        Api.Answer answer = API.take(query, file);
        assertEquals("application/problem+json", answer.type(), answer.text());
        assertEquals(Integer.toString(answer.status()), answer.get("status"));
        assertFalse(answer.get("title").isBlank() || answer.get("detail").isBlank(), answer.text());
        for (JsonNode error : answer.json().get("errors").values()) {
            assertFalse(
                    Api.text(error.get("message")).isBlank()
                            || Api.text(error.get("message")).contains("{"),
                    answer.text());
        }
        assertEquals(List.of(observations, imports), List.of(observations(), imports()));
        return answer.problem();
    }

    private static String refused(String file) {
        return refused("", file.getBytes(UTF_8));
    }

    @Test
    void aFileWithoutRows() {
        assertEquals("422 /problems/unreadable_file\n0:0 empty_file", refused(""));
        assertEquals("422 /problems/unreadable_file\n1:0 no_rows", refused(HEADER));
        assertEquals("422 /problems/unreadable_file\n4:0 no_rows", refused(HEADER + "\n;;;;\n\n"));
    }

    @Test
    void aFileThatIsNoText() {
        assertEquals(
                "422 /problems/unreadable_file\n0:0 binary_file",
                refused("?fileName=bild.csv", new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0, 0, 13}));
        assertEquals("422 /problems/unreadable_file\n0:0 binary_file", refused(HEADER + "2026-01;m;;;1\u0000\n"));
        assertEquals(
                "422 /problems/unreadable_file\n0:0 broken_spreadsheet",
                refused("", new byte[] {'P', 'K', 3, 4, 20, 0, 6, 0}));
    }

    @Test
    void aFileThatEndsInTheMiddleOfARow() {
        assertEquals(
                "422 /problems/unreadable_file\n3:0 broken_csv",
                refused(HEADER + "2026-01;m;;;1\n2026-02;m;;\"0180;2\n2026-03;m;;;3\n"));
    }

    @Test
    void aHeaderThatIsNotTheProfiles() {
        assertEquals(
                "422 /problems/unreadable_file\n1:3 unknown_column\n1:0 missing_column",
                sorted(refused("period;metric;tjänst;organisation;value\n2026-01;m;;;1\n")));
        assertEquals(
                "422 /problems/unreadable_file\n1:0 missing_column",
                refused("period;metric;service;organisation\n2026-01;m;;\n"));
        assertEquals(
                "422 /problems/unreadable_file\n1:6 duplicate_column",
                refused("period;metric;service;organisation;value;value\n2026-01;m;;;1;2\n"));
    }

    private static String sorted(String problem) {
        return problem.replace("1:0 missing_column\n1:3 unknown_column", "1:3 unknown_column\n1:0 missing_column");
    }

    @Test
    void everyKindOfBadRowIsRejectedWithItsPlaceAndTheGoodOnesGoIn() {
        String file = HEADER + """
                2026-01;m;e-moten;0180;1
                2026-02;m;e-moten;0180;mycket
                2026-02;m;e-moten;0180;61.982
                mars;m;e-moten;0180;1
                2026;m;e-moten;0180;1
                2026-02;n;e-moten;0180;1
                2026-02;m;e-mail;0180;1
                2026-02;m;e-moten;9999;1
                2026-02;m;Lärplattform;0180;1
                2026-02;m;e-moten;0180
                2026-02;m;e-moten;0180;1;2
                ;;;;

                2026-03;m;e-moten;0180;1
                2026-03-15;m;E-möten;Stockholm;1
                2026-03;m;e-moten;0180;2
                2026-04;m;e-moten;0180;4
                "2026-05";m;"okänd
                tjänst";0180;5
                2026-06;m;e-moten;0180;6
                """;
        Api.Answer answer = API.take("?source=mixed", file);
        assertEquals(200, answer.status(), answer.text());
        assertEquals(
                "rows=19 used=3 filtered=0 blank=2 rejected=14 created=3 unchanged=0 restated=0", answer.get(COUNTS));
        assertEquals("""
                3:value bad_number
                4:value wrong_decimal_sign
                5:period bad_period
                6:period wrong_period_length
                7:metric unknown_metric
                8:service unknown_service
                9:organisation unknown_organisation
                10:service ambiguous_service
                11: too_few_columns
                12: too_many_columns
                15: duplicate
                16: duplicate
                17: duplicate
                19:service unknown_service""", answer.places("rejections"));
        for (JsonNode rejection : answer.json().get("rejections").values()) {
            assertFalse(
                    Api.text(rejection.get("message")).contains("{")
                            || Api.text(rejection.get("message")).length() < 20,
                    answer.text());
        }
        String stored = API.observations("?metric=m&service=e-moten");
        assertEquals("""
                m/e-moten/0180/ 2026-01 VALUE 1 FINAL
                m/e-moten/0180/ 2026-04 VALUE 4 FINAL
                m/e-moten/0180/ 2026-06 VALUE 6 FINAL""", stored);
        Api.Answer second = API.take("?source=mixed", file);
        assertEquals(
                "rows=19 used=3 filtered=0 blank=2 rejected=14 created=0 unchanged=3 restated=0", second.get(COUNTS));
        assertEquals("null", second.get("revision"));
        assertEquals(stored, API.observations("?metric=m&service=e-moten"));
    }

    @Test
    void strictTakesAllOrNothing() {
        String bad = HEADER + "2027-01;m;;;1\n2027-02;m;;;x\n2027-03;m;;;1\n2027-03;m;;;1\n";
        assertEquals(
                "422 /problems/rejected_whole\n3:0 rejected_row\n4:0 rejected_row\n5:0 rejected_row",
                refused("?strict=true", bad.getBytes(UTF_8)));
        assertEquals("", API.observations("?from=2027&to=2027"));
        assertEquals(1, API.take("?strict=true", HEADER + "2027-01;m;;;1\n").number("created"));
    }

    @Test
    void aDryRunSaysWhatWouldHappenAndKeepsNothing() {
        API.store("/profiles", """
                code: dry
                unknown: create
                rows: [{metric: {constant: m}, period: {column: p}, organisation: {column: o}, value: {column: v}}]
                """);
        int observations = observations();
        int imports = imports();
        Api.Answer dry = API.take("?profile=dry&source=never&dryRun=true", "p;o;v\n2026-01;ny;1\n2026-02;ny;x\n");
        assertEquals(200, dry.status());
        assertEquals("rows=2 used=1 filtered=0 blank=0 rejected=1 created=1 unchanged=0 restated=0", dry.get(COUNTS));
        assertEquals("null null true", dry.get("id") + " " + dry.get("revision") + " " + dry.get("dryRun"));
        assertEquals("3:v bad_number", dry.places("rejections"));
        assertEquals(List.of(observations, imports), List.of(observations(), imports()));
        assertFalse(API.get("/catalog/organisations").text().contains("\"ny\""));
        Api.Answer real = API.take("?profile=dry&source=never", "p;o;v\n2026-01;ny;1\n2026-02;ny;x\n");
        assertEquals(dry.get(COUNTS), real.get(COUNTS));
        assertTrue(API.get("/catalog/organisations").text().contains("\"ny\""));
    }

    @Test
    void aSeriesBelongsToTheSourceThatMadeIt() {
        String file = HEADER + "2028-01;own;;;1\n";
        API.take("?source=ours", file);
        String theirs = HEADER + "2028-01;own;;;2\n2028-01;own;e-moten;;3\n";
        Api.Answer refused = API.take("?source=theirs", theirs);
        assertEquals(
                "rows=2 used=1 filtered=0 blank=0 rejected=1 created=1 unchanged=0 restated=0", refused.get(COUNTS));
        assertEquals("2: other_source", refused.places("rejections"));
        assertEquals(
                "own/// 2028-01 VALUE 1 FINAL\nown/e-moten// 2028-01 VALUE 3 FINAL",
                API.observations("?from=2028&to=2028"));
        Api.Answer taken = API.take("?source=theirs&takeover=true", theirs);
        assertEquals("rows=2 used=2 filtered=0 blank=0 rejected=0 created=0 unchanged=1 restated=1", taken.get(COUNTS));
        assertEquals("2: other_source", API.take("?source=ours", file).places("rejections"));
        assertEquals(0, API.take("?source=ours&takeover=true", file).number("rejected"));
    }

    private static BodyPublisher withoutLength(byte[] bytes) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
    }

    private static byte[] multipart(byte[] file) {
        byte[] head = """
                --b
                Content-Disposition: form-data; name="file"; filename="stor.csv"
                Content-Type: text/csv

                """.replace("\n", "\r\n").getBytes(UTF_8);
        byte[] tail = "\r\n--b--\r\n".getBytes(UTF_8);
        byte[] body = new byte[head.length + file.length + tail.length];
        System.arraycopy(head, 0, body, 0, head.length);
        System.arraycopy(file, 0, body, head.length, file.length);
        System.arraycopy(tail, 0, body, head.length + file.length, tail.length);
        return body;
    }

    private static byte[] fileOf(int size) {
        StringBuilder file = new StringBuilder(HEADER);
        while (file.length() < size) {
            file.append("2029-01;m;;;1\n");
        }
        return file.toString().getBytes(UTF_8);
    }

    private static final String MULTIPART = "multipart/form-data; boundary=b";

    @Test
    void aBodyOverTheLimitIsTooLargeHoweverItIsSent() {
        byte[] large = fileOf(LIMIT * 3);
        int imports = imports();
        for (BodyPublisher body : List.of(BodyPublishers.ofByteArray(large), withoutLength(large))) {
            Api.Answer raw = API.post("/imports", "text/csv", body);
            assertEquals("413 application/problem+json", raw.status() + " " + raw.type(), raw.text());
        }
        byte[] parts = multipart(large);
        for (BodyPublisher body : List.of(BodyPublishers.ofByteArray(parts), withoutLength(parts))) {
            Api.Answer multipart = API.post("/imports", MULTIPART, body);
            assertEquals("413 application/problem+json", multipart.status() + " " + multipart.type(), multipart.text());
        }
        assertEquals(imports, imports());
    }

    @Test
    void aBodyWithinTheLimitGoesInHoweverItIsSent() {
        byte[] file = (HEADER + "2030-01;m;;;1\n").getBytes(UTF_8);
        assertEquals(
                200,
                API.post("/imports?fileName=rå.csv".replace("å", "a"), "text/csv", withoutLength(file))
                        .status());
        for (BodyPublisher body :
                List.of(BodyPublishers.ofByteArray(multipart(file)), withoutLength(multipart(file)))) {
            Api.Answer answer = API.post("/imports", MULTIPART, body);
            assertEquals(
                    "200 stor.csv 1",
                    answer.status() + " " + answer.get("fileName") + " " + answer.get("unchanged"),
                    answer.text());
        }
    }

    @Test
    void aMultipartBodyWithoutAFile() {
        Api.Answer answer = API.post(
                "/imports",
                MULTIPART,
                BodyPublishers.ofString("--b\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--b--\r\n"));
        assertEquals("400 application/problem+json", answer.status() + " " + answer.type(), answer.text());
    }

    @Test
    void aCatalogThatDoesNotHold() {
        assertEquals(
                "422 /problems/invalid_catalog\n1:44 catalog_cycle\n1:75 catalog_cycle",
                API.yaml("/catalog", "organisations: [{code: a, name: A, parent: b}, {code: b, name: B, parent: a}]")
                        .problem());
        assertEquals(
                "422 /problems/invalid_catalog\n2:1 yaml_syntax",
                API.yaml("/catalog", "organisations: [\n").problem());
        assertEquals(
                "422 /problems/invalid_catalog\n0:0 yaml_not_a_mapping",
                API.yaml("/catalog", "period;metric\n").problem());
        assertEquals(
                "422 /problems/invalid_catalog\n1:46 yaml_control_character",
                API.yaml("/catalog", "organisations: [{code: new, name: A, parent: \"\\0\"}]")
                        .problem()
                        .replaceAll("\n1:\\d+ catalog_unknown_reference", ""));
        assertFalse(API.get("/catalog/organisations").text().contains("\"new\""));
        Api.Answer dry = API.yaml("/catalog?dryRun=true", "organisations: [{code: new, name: A}]");
        assertEquals("200 1 null", dry.status() + " " + dry.get("created") + " " + dry.get("revision"));
        assertFalse(API.get("/catalog/organisations").text().contains("\"new\""));
        assertEquals(
                415,
                API.post("/catalog", "text/plain", BodyPublishers.ofString("organisations: []"))
                        .status());
    }

    @Test
    void aProfileThatDoesNotHold() {
        assertEquals(
                "422 /problems/invalid_profile\n2:7 yaml_unknown_key\n3:1 yaml_missing_key"
                        .replace(
                                "\n2:7 yaml_unknown_key\n3:1 yaml_missing_key",
                                "\n3:5 yaml_missing_key\n2:12 yaml_unknown_key"),
                order(API.yaml(
                                "/profiles",
                                "code: p\ndelimiters: x\nrows:\n  - metric: {constant: m}\n    period: {column: p}\n")
                        .problem()
                        .replace("4:5", "3:5")
                        .replaceAll("2:\\d+", "2:12")));
        assertEquals("404 /problems/unknown_profile", API.get("/profiles/p").problem());
        assertEquals(
                "409 /problems/reserved_profile",
                API.yaml(
                                "/profiles",
                                "code: observations\nrows: [{metric: {constant: m}, period: {column: p}, value: {column: v}}]")
                        .problem());
        assertEquals("404 /problems/unknown_profile", refused("?profile=nej", HEADER.getBytes(UTF_8)));
    }

    private static String order(String problem) {
        List<String> lines = problem.lines().toList();
        return lines.getFirst() + "\n"
                + String.join(
                        "\n",
                        lines.stream()
                                .skip(1)
                                .sorted(java.util.Comparator.reverseOrder())
                                .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/observations?metric=nej",
                "/observations?service=nej",
                "/observations?organisation=nej",
                "/observations?from=mars",
                "/observations?to=2026-13",
                "/observations?asOf=igår",
                "/observations?format=xml",
                "/observations?limit=många",
                "/observations?cursor=x",
                "/imports?cursor=eA",
                "/imports/ett",
                "/imports?limit=x",
                "/observations/trace?metric=nej&period=2026-01",
                "/observations/trace?metric=m&period=2026",
                "/observations/trace?metric=m",
                "/catalog/services?asOf=x",
                "/catalog/services?cursor=%20"
            })
    void aQueryThatCannotBeAnswered(String path) {
        Api.Answer answer = API.get(path.replace("å", "%C3%A5"));
        assertEquals("400 application/problem+json", answer.status() + " " + answer.type(), answer.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"decimal=x", "dryRun=kanske", "strict=2", "takeover=maybe", "source=a%00b"})
    void anUploadThatAsksForNonsense(String query) {
        assertEquals(
                "400 /problems/invalid_parameter", refused("?" + query, (HEADER + "2026-01;m;;;1\n").getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/imports/999999", "/imports/999999/rejections", "/profiles/nej", "/catalog/nej"})
    void whatIsNotThere(String path) {
        Api.Answer answer = API.get(path);
        assertEquals("404 application/problem+json", answer.status() + " " + answer.type(), answer.text());
    }

    @Test
    void theDecimalSignMayBeSaidWithTheFile() {
        assertEquals(1, API.take("?decimal=.", HEADER + "2031-01;m;;;61.982\n").number("created"));
        assertEquals("m/// 2031-01 VALUE 61.982 FINAL", API.observations("?from=2031"));
        assertEquals(
                1,
                API.take("?decimal=comma", "period,metric,service,organisation,value\n2031-02,m,,,\"1,5\"\n")
                        .number("created"));
        assertEquals(
                "2:value wrong_decimal_sign",
                API.take("", "period,metric,service,organisation,value\n2031-02,m,,,\"1,5\"\n")
                        .places("rejections"));
    }
}
