package se.styrkort.catalog;

/** One entry of the catalog, known by its kind and code. */
public sealed interface CatalogEntry
        permits ManagementObject,
                ObjectProduct,
                Service,
                Organisation,
                Metric,
                AvailabilityGroup,
                ServiceHours,
                ServiceCalendar,
                Survey {
    Kind entryKind();

    String code();
}
