package se.styrkort.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.calendar.Granularity;
import se.styrkort.collector.prometheus.Naming;
import se.styrkort.document.Fault;

class DefinitionReaderTest {
    private static final long LARGEST = 1_000_000;

    private static final String HTTP = """
            code: drift
            kind: http
            source: drift
            profile: observations
            schedule: {at: "03:30", jitter: PT10M}
            retry: {attempts: 3, first: PT10S, most: PT1M}
            window: {periods: 3, of: month}
            reason: Nightly
            settings:
              url: https://drift.example/{period}.csv
              headers:
                Accept: text/csv
                Authorization: {file: drift, before: "Bearer "}
                X-Api-Key: {env: STYRKORT_COLLECTOR_SECRET_DRIFT}
              timeout: PT30S
              max_size: 5000
            """;

    private static String faults(String yaml) {
        return DefinitionReader.read(yaml, LARGEST).faults().stream()
                .map(Fault::code)
                .distinct()
                .collect(Collectors.joining(" "));
    }

    @Test
    void aWholeDefinitionIsRead() {
        CollectorDefinition definition = DefinitionReader.read(HTTP, LARGEST).definition();
        assertEquals(
                new CollectorDefinition(
                        "drift",
                        "drift",
                        "observations",
                        true,
                        new Backoff(3, Duration.ofSeconds(10), Duration.ofMinutes(1)),
                        Optional.of(new Window(3, Granularity.MONTH)),
                        "Nightly",
                        new CollectorDefinition.Http(
                                new Schedule(null, LocalTime.of(3, 30), Duration.ofMinutes(10)),
                                new AddressTemplate("https://drift.example/{period}.csv"),
                                new CollectorDefinition.Asking(
                                        Map.of(
                                                "Accept", new HeaderValue.Open("text/csv"),
                                                "Authorization", new HeaderValue.InFile("drift", "Bearer "),
                                                "X-Api-Key",
                                                        new HeaderValue.InVariable(
                                                                "STYRKORT_COLLECTOR_SECRET_DRIFT", "")),
                                        Duration.ofSeconds(30),
                                        5_000))),
                definition);
    }

    @Test
    void anInboxNeedsNothingMore() {
        CollectorDefinition definition = DefinitionReader.read(
                        "{code: inbox, kind: inbox, source: a, profile: observations}", LARGEST)
                .definition();
        assertEquals(
                new CollectorDefinition(
                        "inbox",
                        "a",
                        "observations",
                        true,
                        Backoff.USUAL,
                        Optional.empty(),
                        null,
                        new CollectorDefinition.Inbox(Duration.ofSeconds(5))),
                definition);
    }

    /** What is put in place of what, and the faults. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "code: drift | code: ../drift | collector_code",
                "code: drift | code: done | collector_code",
                "code: drift | code: Drift | collector_code",
                "code: drift | kode: drift | yaml_unknown_key yaml_missing_key collector_code",
                "kind: http | kind: ftp | yaml_choice_expected",
                "source: drift | source: '' | yaml_missing_key",
                "source: drift | enabled: perhaps | yaml_missing_key yaml_choice_expected",
                "at: \"03:30\" | at: \"25:30\" | collector_bad_time",
                "at: \"03:30\" | at: \"03:30\", every: PT1H | collector_every_or_at",
                "at: \"03:30\", jitter: PT10M | jitter: PT10M | collector_every_or_at",
                "at: \"03:30\" | every: PT1S | collector_bad_duration",
                "jitter: PT10M | jitter: soon | collector_bad_duration",
                "attempts: 3 | attempts: 0 | collector_bad_attempts",
                "periods: 3 | periods: 0 | collector_bad_window collector_window_needed",
                "of: month | of: moon | yaml_choice_expected",
                "{period} | {month} | collector_unknown_place",
                "https:// | ftp:// | collector_bad_url",
                "https:// | https://me:pass@ | collector_bad_url",
                "{period}.csv | a.csv?api_key=123 | collector_secret_in_url",
                "window: {periods: 3, of: month} | enabled: true | collector_window_needed",
                "Accept: text/csv | X-Auth-Token: abc | collector_secret_in_clear",
                "Accept: text/csv | Host: other.example | collector_bad_header",
                "Accept: text/csv | 'A b': text/csv | collector_bad_header",
                "Accept: text/csv | Accept: \"a\\tb\" | collector_bad_header",
                "STYRKORT_COLLECTOR_SECRET_DRIFT | STYRKORT_DB_PASSWORD | collector_bad_variable",
                "{file: drift, | {file: drift, env: STYRKORT_COLLECTOR_SECRET_A, | collector_file_or_variable",
                "max_size: 5000 | max_size: 5000000 | collector_bad_size",
                "timeout: PT30S | timeout: PT30H | collector_bad_duration",
            })
    void everyFaultIsFound(String instead, String put, String expected) {
        assertEquals("", faults(HTTP));
        String yaml = HTTP.replace(instead, put);
        assertEquals(expected, faults(yaml), yaml);
        assertNull(DefinitionReader.read(yaml, LARGEST).definition());
    }

    private static final String PROMETHEUS = """
            code: probes
            kind: prometheus
            source: monitoring
            profile: probes
            schedule: {every: PT1H}
            settings:
              url: https://prometheus.example/prom/
              service: {label: instance, map: {a: A}}
              start: 2026-03-01
            """;

    @Test
    void aCollectorOfPrometheusAsksAsItsDefaultsSay() {
        assertEquals(
                new CollectorDefinition.Prometheus(
                        new Schedule(Duration.ofHours(1), null, Duration.ZERO),
                        URI.create("https://prometheus.example/prom/api/v1/query_range"),
                        new CollectorDefinition.Asking(Map.of(), Duration.ofMinutes(2), LARGEST),
                        "probe_success",
                        new Naming("instance", Map.of("a", "A")),
                        Duration.ofMinutes(1),
                        Instant.parse("2026-02-28T23:00:00Z"),
                        Duration.ofMinutes(5),
                        10_000,
                        5_000_000),
                Objects.requireNonNull(
                                DefinitionReader.read(PROMETHEUS, LARGEST).definition())
                        .settings());
    }

    /** The step and the longest time that is asked for at once, and how many instants that is. */
    @ParameterizedTest
    @CsvSource({"PT1M, P7D, 10000", "PT5M, P7D, 2016", "PT1S, P7D, 10000", "PT1M, PT1H, 60", "PT1H, PT1H, 1"})
    void whatIsAskedForAtOnceIsBounded(String step, String chunk, int points) {
        String yaml = PROMETHEUS + "  step: " + step + "\n  chunk: " + chunk + "\n";
        CollectorDefinition definition = DefinitionReader.read(yaml, LARGEST).definition();
        assertTrue(
                definition != null
                        && definition.settings() instanceof CollectorDefinition.Prometheus prometheus
                        && prometheus.mostPoints() == points,
                String.valueOf(definition));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https:// | ftp:// | collector_bad_base",
                "https:// | https://me:pass@ | collector_bad_base",
                "/prom/ | /prom?a=b | collector_bad_base",
                "/prom/ | /{from} | collector_bad_base",
                "label: instance, | label: a b, | collector_bad_label",
                "label: instance, | lable: instance, | yaml_unknown_key yaml_missing_key",
                "{a: A} | {a: ''} | yaml_missing_key",
                "2026-03-01 | 2026-02-30 | collector_bad_start",
                "2026-03-01 | yesterday | collector_bad_start",
                "schedule: {every: PT1H} | enabled: true | collector_every_or_at",
            })
    void everyFaultOfACollectorOfPrometheusIsFound(String instead, String put, String expected) {
        assertEquals("", faults(PROMETHEUS));
        String yaml = PROMETHEUS.replace(instead, put);
        assertEquals(expected, faults(yaml), yaml);
    }

    /** What is added to the settings, and the fault. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "query: ' ' | collector_bad_query",
                "step: PT0.5S | collector_bad_duration",
                "step: PT1.5S | collector_whole_seconds",
                "step: PT2H | collector_bad_duration",
                "chunk: P8D | collector_bad_duration",
                "chunk: PT30S | collector_bad_duration",
                "settle: P3D | collector_bad_duration",
                "max_samples: 0 | collector_bad_samples",
                "max_samples: 50000001 | collector_bad_samples",
                "headers: {Authorization: Bearer a} | collector_secret_in_clear",
                "max_size: 5000000 | collector_bad_size",
            })
    void everySettingOfPrometheusIsChecked(String more, String expected) {
        assertEquals(expected, faults(PROMETHEUS + "  " + more + "\n"));
    }

    @Test
    void aCollectorOfPrometheusHasNoWindow() {
        assertEquals("collector_no_window", faults(PROMETHEUS + "window: {periods: 3, of: month}\n"));
    }

    @Test
    void anInboxHasNoScheduleOfItsOwn() {
        assertEquals(
                "collector_not_for_inbox yaml_unknown_key",
                faults("{code: a, kind: inbox, source: a, profile: b, schedule: {every: PT1H}, settings: {url: c}}"));
    }

    @Test
    void whatTheDocumentationShowsIsWithoutFaults() throws IOException {
        Matcher shown = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/collectors.md")));
        List<String> kinds = new ArrayList<>();
        while (shown.find()) {
            DefinitionReader.Reading reading = DefinitionReader.read(shown.group(1), 536_870_912);
            assertEquals(List.of(), reading.faults());
            kinds.add(Objects.requireNonNull(reading.definition()).kind());
        }
        assertEquals(List.of("inbox", "http", "prometheus"), kinds);
    }

    @Test
    void oneLookShowsEveryFault() {
        assertEquals(
                List.of("yaml_missing_key", "yaml_missing_key", "yaml_missing_key", "collector_every_or_at"),
                DefinitionReader.read("{code: a, kind: http}", LARGEST).faults().stream()
                        .map(Fault::code)
                        .sorted(java.util.Comparator.reverseOrder())
                        .limit(4)
                        .toList());
    }
}
