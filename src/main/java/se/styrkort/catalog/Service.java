package se.styrkort.catalog;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Wording;

/**
 * An IT service (tjänst) of the municipality: the atomic unit of follow-up.
 *
 * @param lifecycle a word such as {@code under_development}, {@code handed_over}, {@code in_operation}, {@code phasing_out}
 * @param category such as {@code basic}, {@code differentiating}, {@code innovative}
 * @param reach such as {@code shared}, {@code domain_specific}, {@code local}
 * @param availabilityGroup such as {@code infrastructure}, {@code business_system}
 * @param measuredBy {@code outages} (up unless an outage says otherwise), {@code probes} (unknown unless a probe says), or
 *     {@code parts}: as the services that it is made of, and down when an outage of its own says so
 * @param probeHold how long a probe holds at most: an ISO 8601 duration or {@code until_next}
 * @param followed why its use is followed up, and since when; absent when it is not
 * @param availabilityTarget the availability aimed at, above 0 up to 1; absent when none is set
 * @param parts the services that it is made of; they decide its availability where it is measured by them
 */
public record Service(
        String code,
        Wording name,
        String product,
        List<String> aliases,
        @Nullable String lifecycle,
        @Nullable String category,
        @Nullable String reach,
        @Nullable String availabilityGroup,
        @Nullable String serviceHours,
        String measuredBy,
        @Nullable String probeHold,
        @Nullable Integer criticality,
        @Nullable Followed followed,
        @Nullable BigDecimal availabilityTarget,
        @Nullable Parts parts)
        implements CatalogEntry {
    /**
     * The choice to follow a service up.
     *
     * @param from first period, such as {@code 2021-01}; absent when unlimited
     */
    public record Followed(
            @Nullable String from,
            @Nullable String to,
            @Nullable String reason) {}

    Service withAliases(List<String> names) {
        return new Service(
                code,
                name,
                product,
                names,
                lifecycle,
                category,
                reach,
                availabilityGroup,
                serviceHours,
                measuredBy,
                probeHold,
                criticality,
                followed,
                availabilityTarget,
                parts);
    }

    @Override
    public Kind entryKind() {
        return Kind.SERVICE;
    }
}
