package se.styrkort.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Metric;
import se.styrkort.catalog.Organisation;
import se.styrkort.catalog.Service;
import se.styrkort.web.Problem;

/**
 * What the page of imports shows.
 *
 * @param fault why the file that was just sent was refused
 * @param profiles codes, the built-in one first
 * @param imports the newest first
 * @param older the number before which the next page of imports ends; absent on the last
 */
public record UploadPage(
        UploadForm form,
        @Nullable Problem fault,
        List<String> profiles,
        Catalog catalog,
        ExampleFile example,
        List<ImportReport> imports,
        @Nullable Long older) {
    /** Codes shown of each kind. */
    public static final int CODES = 500;

    public UploadPage {
        profiles = List.copyOf(profiles);
        imports = List.copyOf(imports);
    }

    public List<Metric> metrics() {
        return entries(Kind.METRIC, Metric.class);
    }

    public List<Service> services() {
        return entries(Kind.SERVICE, Service.class);
    }

    public List<Organisation> organisations() {
        return entries(Kind.ORGANISATION, Organisation.class);
    }

    private <T> List<T> entries(Kind kind, Class<T> type) {
        return catalog.list(kind).stream()
                .limit(CODES)
                .map(version -> type.cast(version.entry()))
                .toList();
    }

    /** How many there are of the kind, shown or not. */
    public int count(Kind kind) {
        return catalog.list(kind).size();
    }

    /** The key of the words for how often a metric is followed up. */
    public String granularityKey(Metric metric) {
        return switch (metric.granularity()) {
            case DAY -> "imports.per_day";
            case WEEK -> "imports.per_week";
            case YEAR -> "imports.per_year";
            case MONTH, QUARTER, TERTIAL, HALF_YEAR -> "imports.per_month";
        };
    }
}
