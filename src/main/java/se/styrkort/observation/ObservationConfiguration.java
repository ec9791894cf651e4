package se.styrkort.observation;

import io.micronaut.context.annotation.Factory;
import io.micronaut.serde.annotation.SerdeImport;

/** How observations are written as JSON. */
@Factory
@SerdeImport(Observation.class)
class ObservationConfiguration {}
