package se.styrkort.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.document.Wording;

/**
 * A metric (mått): something observed.
 *
 * @param unit such as {@code SEK}, {@code users}, {@code s} or {@code 1}; money's currency is the unit
 * @param better {@code higher} or {@code lower}, where it is agreed which is
 * @param plausibility when a figure is hard to believe
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
        @Nullable String better,
        @Nullable List<Plausibility> plausibility)
        implements CatalogEntry {
    public Metric {
        // what was stored before there were rules has none
        plausibility = plausibility == null ? List.of() : List.copyOf(plausibility);
    }

    /** When a figure is hard to believe; empty when nothing is asked of it. */
    @Override
    public List<Plausibility> plausibility() {
        return plausibility == null ? List.of() : plausibility;
    }

    @Override
    public Kind entryKind() {
        return Kind.METRIC;
    }
}
