package se.styrkort.web;

import io.micronaut.serde.annotation.SerdeImport;

/**
 * How our shared types become JSON. What holds for all JSON (null fields are written, numbers plain and exact,
 * instants ISO 8601 in UTC) stands in {@code application.yml} under {@code micronaut.serde}.
 */
@SerdeImport(Problem.class)
@SerdeImport(Problem.Place.class)
@SerdeImport(Listing.class)
final class JsonConfiguration {
    private JsonConfiguration() {}
}
