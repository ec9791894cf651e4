package se.styrkort.collector.prometheus;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which service a series is about, in the words of the source: what the catalog does not know waits to be mapped there.
 *
 * @param label the one whose value names the service
 * @param map of values to other words; the rest go as they are
 */
public record Naming(String label, Map<String, String> map) {
    private static final int LONGEST = 500;

    public Naming {
        map = Map.copyOf(map);
    }

    /** The service's text; none where the label is absent, empty (which is the same to Prometheus) or absurdly long. */
    Optional<String> service(@Nullable String value) {
        if (value == null || value.isBlank() || value.length() > LONGEST) {
            return Optional.empty();
        }
        return Optional.of(map.getOrDefault(value, value));
    }
}
