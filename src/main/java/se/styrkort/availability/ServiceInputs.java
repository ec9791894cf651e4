package se.styrkort.availability;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Parts;
import se.styrkort.catalog.Service;
import se.styrkort.catalog.ServiceHours;

/**
 * What the states of a service are made of.
 *
 * @param measuredBy {@code outages}, {@code probes} or {@code parts}
 * @param outages its own, in any order
 * @param probes per source
 * @param hold seconds that a probe holds at most, or {@link ProbeRuns#UNTIL_NEXT}
 * @param notice how long before its start maintenance must have been announced
 * @param parts the services that it is made of; there where it is measured by them
 */
public record ServiceInputs(
        String measuredBy,
        Collection<Outage> outages,
        List<ProbeSource> probes,
        long hold,
        Duration notice,
        @Nullable Parts parts) {
    /** With what the catalog says of the service. */
    public static ServiceInputs of(
            Catalog catalog, Service service, Collection<Outage> outages, List<ProbeSource> probes) {
        String hold = service.probeHold();
        return new ServiceInputs(
                service.measuredBy(),
                outages,
                probes,
                hold == null || hold.equals("until_next")
                        ? ProbeRuns.UNTIL_NEXT
                        : Duration.parse(hold).toSeconds(),
                notice(catalog, service),
                service.parts());
    }

    private static Duration notice(Catalog catalog, Service service) {
        return Optional.ofNullable(service.serviceHours())
                .flatMap(code -> catalog.find(Kind.SERVICE_HOURS, code))
                .map(version -> ((ServiceHours) version.entry()).maintenanceNotice())
                .map(Duration::parse)
                .orElse(Duration.ZERO);
    }
}
