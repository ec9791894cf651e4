package se.styrkort.ingest;

import io.micronaut.context.annotation.Factory;
import io.micronaut.serde.annotation.SerdeImport;

/** How imports and traces are written as JSON. */
@Factory
@SerdeImport(ImportView.class)
@SerdeImport(ImportView.Row.class)
@SerdeImport(Trace.class)
@SerdeImport(Trace.Version.class)
@SerdeImport(Trace.SourceRow.class)
class IngestConfiguration {}
