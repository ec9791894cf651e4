package se.styrkort.availability;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.AgreedTime;
import se.styrkort.calendar.Spans;
import se.styrkort.catalog.AgreedTimes;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Service;
import se.styrkort.catalog.ServiceHours;

/** How services of a catalog were over a stretch of time, by what is known of them and of what they are made of. */
final class ServiceStates {
    private final Catalog catalog;
    private final AvailabilityInputRepository.Inputs inputs;
    private final Instant now;
    private final Map<String, Optional<AgreedTime>> hours = new HashMap<>();

    /** @param now nothing is known after it */
    ServiceStates(Catalog catalog, AvailabilityInputRepository.Inputs inputs, Instant now) {
        this.catalog = catalog;
        this.inputs = inputs;
        this.now = now;
    }

    /** What was agreed for a service; empty when it has no service hours. */
    Optional<AgreedTime> agreed(Service service) {
        String code = service.serviceHours();
        return code == null
                ? Optional.empty()
                : hours.computeIfAbsent(code, key -> AgreedTimes.of(catalog, key));
    }

    /** The states of a service in a window. */
    States of(Catalog.Version version, Spans.Span window) {
        Service service = (Service) version.entry();
        Outages own = Outages.of(outages(version.id()), notice(service), now);
        return switch (service.measuredBy()) {
            case "probes" -> States.byProbes(window, own, sources(version.id()), hold(service), now);
            case "parts" -> Composition.of(Objects.requireNonNull(service.parts()), code -> of(code, window)).with(own);
            default ->
                States.byOutages(
                        window,
                        own,
                        inputs.reach().map(ReachRepository.Reach::until).orElse(null),
                        now);
        };
    }

    /** A part that the catalog does not have is one that nobody knows anything of. */
    private States of(String code, Spans.Span window) {
        return catalog.find(Kind.SERVICE, code)
                .map(part -> of(part, window))
                .orElseGet(() -> States.unknown(window));
    }

    private List<Outage> outages(long service) {
        return inputs.outages().getOrDefault(service, List.of()).stream()
                .map(OutageVersion::outage)
                .toList();
    }

    private Collection<ProbeSource> sources(long service) {
        List<ProbeSource> sources = new ArrayList<>();
        inputs.runs().getOrDefault(service, Map.of()).forEach((source, seen) -> sources.add(new ProbeSource(
                seen.stream().map(ProbeRunRepository.Seen::run).toList(),
                inputs.lastProbes().getOrDefault(source, Long.MIN_VALUE))));
        return sources;
    }

    private Duration notice(Service service) {
        String code = service.serviceHours();
        return code == null
                ? Duration.ZERO
                : catalog.find(Kind.SERVICE_HOURS, code)
                        .map(version -> ((ServiceHours) version.entry()).maintenanceNotice())
                        .map(Duration::parse)
                        .orElse(Duration.ZERO);
    }

    private static @Nullable Duration hold(Service service) {
        long hold = ProbeIntake.hold(service);
        return hold == ProbeRuns.UNTIL_NEXT ? null : Duration.ofSeconds(hold);
    }

    /** Whether something that the service's figures are made of was invented. */
    boolean isSynthetic(Catalog.Version version) {
        Service service = (Service) version.entry();
        boolean own = inputs.outages().getOrDefault(version.id(), List.of()).stream()
                        .anyMatch(OutageVersion::synthetic)
                || inputs.runs().getOrDefault(version.id(), Map.of()).values().stream()
                        .flatMap(List::stream)
                        .anyMatch(ProbeRunRepository.Seen::synthetic);
        boolean reach = service.measuredBy().equals("outages")
                && inputs.reach().map(ReachRepository.Reach::synthetic).orElse(false);
        return own
                || reach
                || (service.measuredBy().equals("parts")
                        && Objects.requireNonNull(service.parts())
                                .services()
                                .flatMap(code -> catalog.find(Kind.SERVICE, code).stream())
                                .anyMatch(this::isSynthetic));
    }
}
