package se.styrkort.catalog;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a service is made of: one service, or parts of which all are needed ({@code series}) or one is enough
 * ({@code parallel}). Exactly one of the three is there.
 *
 * @param service code of a service
 */
public record Parts(@Nullable String service, List<Parts> series, List<Parts> parallel) {
    /** The codes of all services in it, as often as they are named. */
    public Stream<String> services() {
        return service != null
                ? Stream.of(service)
                : Stream.concat(series.stream(), parallel.stream()).flatMap(Parts::services);
    }
}
