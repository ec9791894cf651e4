package se.styrkort.collector;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import se.styrkort.collector.prometheus.Grid;
import se.styrkort.collector.prometheus.Naming;
import se.styrkort.document.Faults;
import se.styrkort.document.Mapping;
import se.styrkort.document.YamlNode;

/** Reads what is particular to a kind of collector. */
final class SettingsReader {
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final Duration LONGEST_QUIET = Duration.ofHours(1);

    private static final String RANGE_QUERIES = "/api/v1/query_range";
    private static final String PROBES = "probe_success";
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,99}");
    private static final int QUERY_LIMIT = 10_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LONGEST_STEP = Duration.ofHours(1);
    private static final Duration SETTLING = Duration.ofMinutes(5);
    private static final Duration LONGEST_SETTLING = Duration.ofDays(2);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int SAMPLES = 5_000_000;
    private static final int MOST_SAMPLES = 50_000_000;

    private final Faults faults;
    private final TimingReader timing;
    private final AskingReader asking;

    /** @param largest bytes of a delivery that are taken at all */
    SettingsReader(Faults faults, long largest) {
        this.faults = faults;
        this.timing = new TimingReader(faults);
        this.asking = new AskingReader(faults, largest);
    }

    /** Null where the kind is none. */
    CollectorDefinition.@Nullable Settings read(String kind, Mapping yaml, boolean hasWindow) {
        return switch (kind) {
            case "inbox" -> inbox(yaml);
            case "http" -> http(yaml, hasWindow);
            case "prometheus" -> prometheus(yaml);
            default -> {
                faults.at(yaml.place("kind"), "yaml_choice_expected", "kind", kind, "inbox, http, prometheus");
                yield null;
            }
        };
    }

    private CollectorDefinition.Inbox inbox(Mapping yaml) {
        for (String key : List.of("schedule", "window")) {
            if (yaml.has(key)) {
                faults.at(yaml.place(key), "collector_not_for_inbox", key);
            }
        }
        Mapping settings = part(yaml, "settings");
        settings.only("quiet");
        return new CollectorDefinition.Inbox(
                timing.duration(settings, "quiet", QUIET, Duration.ofMillis(100), LONGEST_QUIET));
    }

    private CollectorDefinition.Http http(Mapping yaml, boolean hasWindow) {
        Mapping settings = part(yaml, "settings");
        settings.only("url", "headers", "timeout", "max_size");
        AddressTemplate address = new AddressTemplate(settings.text("url"));
        YamlNode place = settings.place("url");
        address.unknownPlace().ifPresent(unknown -> faults.at(place, "collector_unknown_place", unknown));
        if (address.unknownPlace().isEmpty() && !address.text().isEmpty() && !address.isWellFormed()) {
            faults.at(place, "collector_bad_url");
        }
        if (HeaderValue.isTelling(address.text().replaceFirst("^[^?]*", ""))) {
            faults.at(place, "collector_secret_in_url");
        }
        if (address.needsWindow() && !hasWindow) {
            faults.at(place, "collector_window_needed");
        }
        return new CollectorDefinition.Http(timing.schedule(yaml), address, asking.read(settings));
    }

    private CollectorDefinition.Prometheus prometheus(Mapping yaml) {
        if (yaml.has("window")) {
            faults.at(yaml.place("window"), "collector_no_window");
        }
        Mapping settings = part(yaml, "settings");
        settings.only(
                "url",
                "query",
                "service",
                "step",
                "start",
                "settle",
                "chunk",
                "headers",
                "timeout",
                "max_size",
                "max_samples");
        Duration step = wholeSeconds(settings, "step", MINUTE, Duration.ofSeconds(1), LONGEST_STEP);
        Duration chunk = timing.duration(settings, "chunk", WEEK, step, WEEK);
        return new CollectorDefinition.Prometheus(
                timing.schedule(yaml),
                base(settings),
                asking.read(settings),
                query(settings),
                naming(settings),
                step,
                start(settings),
                timing.duration(settings, "settle", SETTLING, Duration.ZERO, LONGEST_SETTLING),
                (int) Math.min(Grid.MOST_POINTS, chunk.dividedBy(step)),
                samples(settings));
    }

    private Duration wholeSeconds(Mapping settings, String key, Duration otherwise, Duration least, Duration most) {
        Duration read = timing.duration(settings, key, otherwise, least, most);
        if (!read.equals(Duration.ofSeconds(read.toSeconds()))) {
            faults.at(settings.place(key), "collector_whole_seconds", key, read);
            return otherwise;
        }
        return read;
    }

    /** The address of range queries, from that of the server, which may have a path before its API's. */
    private URI base(Mapping settings) {
        String written = settings.text("url").strip();
        try {
            URI base = new URI(written.replaceFirst("/+$", "") + RANGE_QUERIES);
            if (AddressTemplate.isAskable(base) && base.getRawQuery() == null && base.getRawFragment() == null) {
                return base;
            }
        } catch (URISyntaxException _) {
            // said below
        }
        if (!written.isEmpty()) {
            faults.at(settings.place("url"), "collector_bad_base");
        }
        return URI.create("http://localhost" + RANGE_QUERIES);
    }

    private String query(Mapping settings) {
        String query = settings.text("query", PROBES).strip();
        if (query.isEmpty() || query.length() > QUERY_LIMIT) {
            faults.at(settings.place("query"), "collector_bad_query", QUERY_LIMIT);
        }
        return query;
    }

    private Naming naming(Mapping settings) {
        Mapping service = part(settings, "service");
        service.only("label", "map");
        String label = service.text("label");
        if (!label.isEmpty() && !LABEL.matcher(label).matches()) {
            faults.at(service.place("label"), "collector_bad_label", label);
        }
        Map<String, String> map = new LinkedHashMap<>();
        Mapping written = service.mapping("map");
        if (written != null) {
            written.keys().forEach(value -> map.put(value, written.text(value)));
        }
        return new Naming(label, map);
    }

    /** A day in Sweden, or an instant. */
    private Instant start(Mapping settings) {
        String text = settings.text("start").strip();
        if (text.isEmpty()) {
            return Instant.EPOCH;
        }
        try {
            return text.length() == "2026-01-01".length()
                    ? LocalDate.parse(text).atStartOfDay(Schedule.SWEDEN).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException _) {
            faults.at(settings.place("start"), "collector_bad_start", text);
            return Instant.EPOCH;
        }
    }

    private long samples(Mapping settings) {
        int samples = Objects.requireNonNullElse(settings.optionalInteger("max_samples"), SAMPLES);
        if (samples < 1 || samples > MOST_SAMPLES) {
            faults.at(settings.place("max_samples"), "collector_bad_samples", samples, MOST_SAMPLES);
        }
        return samples;
    }

    /** What is absent has no keys, and what is missing in it is said of the whole. */
    private static Mapping part(Mapping yaml, String key) {
        Mapping part = yaml.mapping(key);
        return part == null ? yaml.empty() : part;
    }
}
