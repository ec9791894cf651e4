package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.catalog.Catalog;

/** What is kept of a file with personal data is judged like the file, line by line, and holds none of them. */
class RedactedCopyTest {
    private static final Catalog CATALOG = Trial.catalog("metrics: [{code: m, name: M, unit: s, granularity: month}]");
    private static final String PROFILE = """
            code: t
            keep: columns
            rows:
              - when: {Kind: [a, å]}
                metric: {constant: m}
                period: {column: Period}
                value: {column: Value}
            """;

    @TempDir
    private Path folder;

    private String copied(String profileText, byte[] file) throws IOException {
        Profile profile = Trial.profile(profileText);
        Delivery delivery = Trial.delivery(folder, file);
        Path copy = folder.resolve("copy");
        FileForm form;
        try (Table table = Table.open(delivery, profile)) {
            form = table.form();
        }
        RedactedCopy.write(delivery, profile, form, copy);
        byte[] redacted = Files.readAllBytes(copy);
        assertEquals(judged(profile, file), judged(profile, redacted));
        assertEquals(form.format(), profile.format());
        String text = new String(redacted, form.encoding().charset());
        assertFalse(text.contains("secret"), text);
        return text;
    }

    /** What becomes of every row, but for the values that rejections of whole rows show. */
    private String judged(Profile profile, byte[] file) {
        return Trial.of(folder, profile, CATALOG, file).shown().replaceAll("(?m)^(\\d+:) .*", "$1");
    }

    @ParameterizedTest
    @CsvSource({"UTF-8,LF", "UTF-8,CRLF", "windows-1252,CR", "UTF-16LE,LF", "UTF-16BE,CRLF"})
    void rowsOfText(String charset, String ends) throws IOException {
        String end = ends.replace("CR", "\r").replace("LF", "\n");
        String text = """
                Report of secret;;;
                name;Period;Kind;Value
                secret å;2026-01;å;1,5
                "secret
                of
                lines";2026-02;a;2
                secret;"2026-
                03";a;3

                secret;2026-04;a;"x;y"
                secret;2026-05
                secret;2026-06;b;6
                secret;2026-07;a;7;secret
                secret;2026-08;a;8;
                "secret ";2026-09;a;"say ""9""\"
                """.replace("\n", end);
        byte[] bytes = ((charset.startsWith("UTF-16") ? "\uFEFF" : "") + text).getBytes(Charset.forName(charset));
        copied(PROFILE + "header: 2\n", bytes);
    }

    @Test
    void whatIsLeftOfText() throws IOException {
        assertEquals(
                ";;;\nname;Period;Kind;Value\n\"\n\n\";2026-01;a;\"x;y\"\n\n;;;;x\n",
                copied(
                        PROFILE + "header: 2\n",
                        bytes(
                                "secret;;;\nname;Period;Kind;Value\n\"secret\nof\nlines\";2026-01;a;\"x;y\"\n\n;;;;secret\n")));
    }

    /** One that says nothing in the columns that are kept is rejected, not blank, and is so again. */
    @Test
    void aRowOfOtherColumnsAloneDoesNotBecomeBlank() throws IOException {
        assertEquals(
                "name;note;Period;Kind;Value\nx;;;;\n;\"\nx\";;;\n;;;;\n;;2026-01;;1\n",
                copied(
                        PROFILE.replace("when: {Kind: [a, å]}\n    ", ""),
                        bytes(
                                "name;note;Period;Kind;Value\nsecret;;;;\n;\"secret\nsecret\";;;\n;;;;\n;;2026-01;a;1\n")));
        assertEquals(
                "{\"Period\":\"\",\"Value\":\"\",\"a.n\":\"x\"}\n{\"Period\":\"2026-01\",\"Value\":2}",
                copied(
                        PROFILE.replace("when: {Kind: [a, å]}\n    ", "") + "format: ndjson\n",
                        bytes("{\"a\": {\"n\": \"secret\"}}\n{\"Period\": \"2026-01\", \"Value\": 2}\n")));
    }

    @Test
    void recordsOfADocument() throws IOException {
        String text = """
                {"who": "secret", "all": [{"x": {"r": [
                  {"name": "secret", "Period": "2026-01", "Kind": "a", "Value": 1.50},
                  7,
                  {"name": "secret", "Period": "2026-02", "Kind": "a", "Value": "1,5"}]}},
                  {"x": {"r": {"Period": "2026-03", "Kind": "b", "secret": 1}}},
                  {"x": {"r": [{"Period": "2026-04", "Period": "2026-04"}]}}]}
                """;
        assertEquals("""
                {"all":[{"x":{"r":[{"Period":"2026-01","Kind":"a","Value":1.50},
                0,
                {"Period":"2026-02","Kind":"a","Value":"1,5"},
                {"Period":"2026-03","Kind":"b","Value":""},
                0]}}]}""", copied(PROFILE + "format: json\nrecords: $.all[*].x.r\n", bytes(text)));
        assertEquals(
                "[{\"Period\":\"2026-01\",\"Kind\":\"a\",\"Value\":2}]",
                copied(
                        PROFILE + "format: json\n",
                        bytes("[{\"n\": \"secret\", \"Period\": \"2026-01\", \"Kind\": \"a\", \"Value\": 2}]")));
    }

    @Test
    void recordsOfLines() throws IOException {
        assertEquals(
                "{\"Period\":\"2026-01\",\"Kind\":\"a\",\"Value\":1}\n\n0\n{\"Period\":\"2026-02\",\"Kind\":\"a\",\"Value\":2}",
                copied(
                        PROFILE + "format: ndjson\n",
                        bytes("{\"Period\": \"2026-01\", \"Kind\": \"a\", \"Value\": 1, \"n\": \"secret\"}\n\n{secret\n"
                                + "{\"Period\": \"2026-02\", \"Kind\": \"a\", \"Value\": 2}\n")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
