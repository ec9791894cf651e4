package se.styrkort.availability;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.AgreedTime;
import se.styrkort.calendar.Period;
import se.styrkort.calendar.Spans;
import se.styrkort.catalog.AgreedTimes;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Parts;
import se.styrkort.catalog.Service;

/** Months of a catalog's services by what is known of them; for one thread. */
final class ServiceStates {
    private final Catalog catalog;
    private final AvailabilityInputRepository.Inputs inputs;
    private final Instant now;
    private final Map<String, Optional<AgreedTime>> hours = new HashMap<>();
    private final Map<Spans.Span, StatesOfServices> windows = new HashMap<>();

    /** @param now nothing is known after it */
    ServiceStates(Catalog catalog, AvailabilityInputRepository.Inputs inputs, Instant now) {
        this.catalog = catalog;
        this.inputs = inputs;
        this.now = now;
    }

    /** What was agreed for a service; empty when it has no service hours. */
    Optional<AgreedTime> agreed(Service service) {
        String code = service.serviceHours();
        return code == null ? Optional.empty() : hours.computeIfAbsent(code, key -> AgreedTimes.of(catalog, key));
    }

    /** A month of a service, in the zone of its hours. */
    ServiceMonth month(Service service, AgreedTime agreed, Period month) {
        Spans.Span window = agreed.month(YearMonth.from(month.first()));
        Instant knownUntil = inputs.reach().map(ReachRepository.Reach::until).orElse(null);
        return windows.computeIfAbsent(window, key -> new StatesOfServices(key, knownUntil, now, this::inputs))
                .month(service.code(), agreed);
    }

    private @Nullable ServiceInputs inputs(String code) {
        Optional<Catalog.Version> version = catalog.find(Kind.SERVICE, code);
        if (version.isEmpty()) {
            return null;
        }
        long id = version.get().id();
        List<Outage> outages = inputs.outages().getOrDefault(id, List.of()).stream()
                .map(OutageVersion::outage)
                .toList();
        List<ProbeSource> probes = new ArrayList<>();
        inputs.runs()
                .getOrDefault(id, Map.of())
                .forEach((source, seen) -> probes.add(new ProbeSource(
                        seen.stream().map(ProbeRunRepository.Seen::run).toList(),
                        inputs.lastProbes().getOrDefault(source, Long.MIN_VALUE))));
        return ServiceInputs.of(catalog, (Service) version.get().entry(), outages, probes);
    }

    /** Whether something that the service's figures are made of was invented. */
    boolean isSynthetic(Catalog.Version version) {
        Service service = (Service) version.entry();
        boolean own =
                inputs.outages().getOrDefault(version.id(), List.of()).stream().anyMatch(OutageVersion::synthetic)
                        || inputs.runs().getOrDefault(version.id(), Map.of()).values().stream()
                                .flatMap(List::stream)
                                .anyMatch(ProbeRunRepository.Seen::synthetic);
        boolean reach = service.measuredBy().equals("outages")
                && inputs.reach().map(ReachRepository.Reach::synthetic).orElse(false);
        Parts parts = service.parts();
        return own
                || reach
                || (parts != null
                        && parts.services()
                                .flatMap(code -> catalog.find(Kind.SERVICE, code).stream())
                                .anyMatch(this::isSynthetic));
    }
}
