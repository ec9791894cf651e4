package se.styrkort.catalog;

import io.micronaut.context.annotation.Factory;
import io.micronaut.serde.annotation.SerdeImport;

/** How the catalog is written as JSON. */
@Factory
@SerdeImport(ManagementObject.class)
@SerdeImport(ObjectProduct.class)
@SerdeImport(Service.class)
@SerdeImport(Service.Followed.class)
@SerdeImport(Parts.class)
@SerdeImport(AvailabilityGroup.class)
@SerdeImport(Organisation.class)
@SerdeImport(Metric.class)
@SerdeImport(Plausibility.class)
@SerdeImport(ServiceHours.class)
@SerdeImport(ServiceCalendar.class)
@SerdeImport(ServiceCalendar.ClosedDay.class)
@SerdeImport(ServiceCalendar.ShortDay.class)
@SerdeImport(Survey.class)
@SerdeImport(Survey.Scale.class)
@SerdeImport(Survey.Question.class)
@SerdeImport(se.styrkort.document.Wording.class)
class CatalogConfiguration {}
