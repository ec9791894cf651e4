package se.styrkort.ingest;

import io.micronaut.context.annotation.Factory;
import io.micronaut.serde.annotation.SerdeImport;
import se.styrkort.observation.FigureChange;

/** How imports and traces are written as JSON. */
@Factory
@SerdeImport(ImportView.class)
@SerdeImport(ImportView.Row.class)
@SerdeImport(ImportView.Change.class)
@SerdeImport(FigureChange.Figure.class)
@SerdeImport(ImportParameters.class)
@SerdeImport(SourceMappingRepository.Mapping.class)
@SerdeImport(Trace.class)
@SerdeImport(Trace.Version.class)
@SerdeImport(Trace.Flag.class)
@SerdeImport(Trace.Origin.class)
@SerdeImport(Trace.SourceRow.class)
class IngestConfiguration {}
