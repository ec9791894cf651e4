package se.styrkort.collector;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import se.styrkort.document.Faults;
import se.styrkort.document.Mapping;
import se.styrkort.document.YamlNode;

/** Reads how a server is asked: headers, with the names of the secrets in them, and how much of an answer is waited for. */
final class AskingReader {
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    /** What the program itself says of a request. */
    private static final Set<String> OWN_HEADERS =
            Set.of("host", "connection", "content-length", "transfer-encoding", "if-none-match", "if-modified-since");

    private static final Pattern PRINTED = Pattern.compile("[\\x20-\\x7E]{1,1000}");
    private static final int MOST_HEADERS = 30;
    private static final Duration USUAL = Duration.ofMinutes(2);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Faults faults;
    private final long largest;

    /** @param largest bytes of a delivery that are taken at all */
    AskingReader(Faults faults, long largest) {
        this.faults = faults;
        this.largest = largest;
    }

    CollectorDefinition.Asking read(Mapping settings) {
        Duration whole = new TimingReader(faults).duration(settings, "timeout", USUAL, Duration.ofSeconds(1), LONGEST);
        return new CollectorDefinition.Asking(headers(settings), whole, size(settings));
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
            if (!HEADER.matcher(name).matches() || OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
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
}
