package se.styrkort.collector;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.document.Fault;
import se.styrkort.document.Faults;
import se.styrkort.document.Mapping;
import se.styrkort.document.YamlNode;

/** Reads a collector from YAML. */
final class DefinitionReader {
    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
    /** Folders of the inbox that mean something else. */
    private static final Set<String> RESERVED = Set.of("done", "failed");

    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    /** What the program itself says of a request. */
    private static final Set<String> OWN_HEADERS =
            Set.of("host", "connection", "content-length", "transfer-encoding", "if-none-match", "if-modified-since");

    private static final Pattern PRINTED = Pattern.compile("[\\x20-\\x7E]{1,1000}");
    private static final int TEXT_LIMIT = 100;
    private static final int REASON_LIMIT = 1_000;
    private static final int MOST_HEADERS = 30;
    private static final int MOST_ATTEMPTS = 100;
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Duration LONGEST_ANSWER = Duration.ofHours(1);
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofMinutes(2);

    private final Faults faults = new Faults();
    private final long largest;

    private DefinitionReader(long largest) {
        this.largest = largest;
    }

    /** The collector, null when there are faults. */
    record Reading(@Nullable CollectorDefinition definition, List<Fault> faults) {}

    /** @param largest bytes of a delivery that are taken at all */
    static Reading read(String yaml, long largest) {
        DefinitionReader reader = new DefinitionReader(largest);
        YamlNode root = YamlNode.parse(yaml, reader.faults);
        CollectorDefinition definition = root == null ? null : reader.definition(new Mapping(root, reader.faults));
        return new Reading(reader.faults.isEmpty() ? definition : null, reader.faults.list());
    }

    private @Nullable CollectorDefinition definition(Mapping yaml) {
        yaml.only("code", "kind", "source", "profile", "enabled", "schedule", "retry", "window", "reason", "settings");
        String code = yaml.text("code");
        if (!CODE.matcher(code).matches() || RESERVED.contains(code)) {
            faults.at(yaml.place("code"), "collector_code", code);
        }
        Optional<Window> window = window(yaml);
        CollectorDefinition.Settings settings =
                switch (yaml.text("kind")) {
                    case "inbox" -> inbox(yaml);
                    case "http" -> http(yaml, window.isPresent());
                    case String other -> {
                        faults.at(yaml.place("kind"), "yaml_choice_expected", "kind", other, "inbox, http");
                        yield null;
                    }
                };
        String source = limited(yaml, "source", TEXT_LIMIT);
        String profile = limited(yaml, "profile", TEXT_LIMIT);
        boolean enabled = truth(yaml, "enabled");
        String reason = yaml.has("reason") ? limited(yaml, "reason", REASON_LIMIT) : null;
        Backoff backoff = backoff(yaml);
        return settings == null
                ? null
                : new CollectorDefinition(code, source, profile, enabled, backoff, window, reason, settings);
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
                duration(settings, "quiet", QUIET, Duration.ofMillis(100), LONGEST_ANSWER));
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
        return new CollectorDefinition.Http(
                schedule(yaml),
                address,
                headers(settings),
                duration(settings, "timeout", ANSWER, Duration.ofSeconds(1), LONGEST_ANSWER),
                size(settings));
    }

    /** What is absent has no keys, and what is missing in it is said of the whole. */
    private Mapping part(Mapping yaml, String key) {
        Mapping part = yaml.mapping(key);
        return part == null ? yaml.empty() : part;
    }

    private long size(Mapping settings) {
        Integer size = settings.optionalInteger("max_size");
        if (size == null) {
            return largest;
        }
        if (size < 1 || size > largest) {
            faults.at(settings.place("max_size"), "collector_bad_size", size, largest);
        }
        return size;
    }

    private Map<String, HeaderValue> headers(Mapping settings) {
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        Mapping written = settings.mapping("headers");
        if (written == null) {
            return headers;
        }
        if (written.keys().size() > MOST_HEADERS) {
            faults.at(written.node(), "collector_too_many_headers", MOST_HEADERS);
        }
        written.entries().forEach((name, node) -> {
            if (!HEADER.matcher(name).matches() || OWN_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                faults.at(node, "collector_bad_header", name);
            } else {
                headers.put(name, node.isMapping() ? secret(new Mapping(node, faults)) : open(name, node));
            }
        });
        return headers;
    }

    private HeaderValue open(String name, YamlNode node) {
        if (HeaderValue.isTelling(name)) {
            faults.at(node, "collector_secret_in_clear", name, HeaderValue.VARIABLES);
        } else if (!PRINTED.matcher(node.scalar()).matches()) {
            faults.at(node, "collector_bad_header", name);
        }
        return new HeaderValue.Open(node.scalar());
    }

    private HeaderValue secret(Mapping value) {
        value.only("file", "env", "before");
        String before = value.text("before", "");
        if (!before.isEmpty() && !PRINTED.matcher(before).matches()) {
            faults.at(value.place("before"), "collector_bad_header", before);
        }
        if (value.has("env") && !value.has("file")) {
            String name = value.text("env");
            if (!name.matches(HeaderValue.VARIABLES + "[A-Z0-9_]{1,100}")) {
                faults.at(value.place("env"), "collector_bad_variable", name, HeaderValue.VARIABLES);
            }
            return new HeaderValue.InVariable(name, before);
        }
        if (value.has("env")) {
            faults.at(value.place("env"), "collector_file_or_variable");
        }
        return new HeaderValue.InFile(value.text("file"), before);
    }

    private Schedule schedule(Mapping yaml) {
        Mapping written = part(yaml, "schedule");
        written.only("every", "at", "jitter");
        Duration jitter = duration(written, "jitter", Duration.ZERO, Duration.ZERO, Duration.ofDays(1));
        String at = written.optionalText("at");
        if (written.has("every") == (at != null)) {
            faults.at(yaml.place("schedule"), "collector_every_or_at");
            return new Schedule(LONGEST, null, jitter);
        }
        if (at == null) {
            return new Schedule(duration(written, "every", LONGEST, SHORTEST_INTERVAL, LONGEST), null, jitter);
        }
        try {
            return new Schedule(null, LocalTime.parse(at.strip()), jitter);
        } catch (DateTimeException _) {
            faults.at(written.place("at"), "collector_bad_time", at);
            return new Schedule(LONGEST, null, jitter);
        }
    }

    private Backoff backoff(Mapping yaml) {
        Mapping written = yaml.mapping("retry");
        if (written == null) {
            return Backoff.USUAL;
        }
        written.only("attempts", "first", "most");
        Integer attempts = written.optionalInteger("attempts");
        Duration first = duration(written, "first", Backoff.USUAL.first(), Duration.ofMillis(100), LONGEST);
        Duration most = duration(written, "most", Backoff.USUAL.most(), Duration.ofMillis(100), LONGEST);
        int tries = attempts == null ? Backoff.USUAL.attempts() : attempts;
        if (tries < 1 || tries > MOST_ATTEMPTS) {
            faults.at(written.place("attempts"), "collector_bad_attempts", tries, MOST_ATTEMPTS);
            return Backoff.USUAL;
        }
        return new Backoff(tries, first, most.compareTo(first) < 0 ? first : most);
    }

    private Optional<Window> window(Mapping yaml) {
        Mapping written = yaml.mapping("window");
        if (written == null) {
            return Optional.empty();
        }
        written.only("periods", "of");
        Integer periods = written.optionalInteger("periods");
        Granularity of = written.choice("of", Granularity.class, Granularity.MONTH);
        if (periods == null || periods < 1 || periods > Window.MOST) {
            faults.at(written.place("periods"), "collector_bad_window", Window.MOST);
            return Optional.empty();
        }
        return Optional.of(new Window(periods, of));
    }

    private Duration duration(Mapping yaml, String key, Duration otherwise, Duration least, Duration most) {
        String text = yaml.optionalText(key);
        if (text == null) {
            return otherwise;
        }
        try {
            Duration duration = Duration.parse(text.strip());
            if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                return duration;
            }
        } catch (DateTimeException _) {
            // said below, as is one that is too short or too long
        }
        faults.at(yaml.place(key), "collector_bad_duration", key, text, least, most);
        return otherwise;
    }

    private boolean truth(Mapping yaml, String key) {
        String text = yaml.text(key, "true");
        if (!text.equals("true") && !text.equals("false")) {
            faults.at(yaml.place(key), "yaml_choice_expected", key, text, "true, false");
        }
        return text.equals("true");
    }

    private String limited(Mapping yaml, String key, int limit) {
        String text = yaml.text(key).strip();
        if (text.length() > limit) {
            faults.at(yaml.place(key), "collector_text_too_long", key, limit);
        }
        return text;
    }
}
