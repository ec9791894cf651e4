package se.styrkort.catalog;

import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.document.Wording;

/**
 * A metric (mått): something observed.
 *
 * @param unit such as {@code SEK}, {@code users}, {@code s} or {@code 1}; money's currency is the unit
 * @param better {@code higher} or {@code lower}, where it is agreed which is
 */
public record Metric(
        String code,
        Wording name,
        String unit,
        Granularity granularity,
        Rule overTime,
        Rule overServices,
        Rule overQualifiers,
        Rule overOrganisations,
        @Nullable String better)
        implements CatalogEntry {
    @Override
    public Kind entryKind() {
        return Kind.METRIC;
    }
}
