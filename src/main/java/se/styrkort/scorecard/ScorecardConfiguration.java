package se.styrkort.scorecard;

import io.micronaut.context.annotation.Factory;
import io.micronaut.serde.annotation.SerdeImport;

/** How scorecards and explanations are written as JSON. */
@Factory
@SerdeImport(Scorecard.class)
@SerdeImport(PerspectiveScore.class)
@SerdeImport(MeasureScore.class)
@SerdeImport(MeasureInterval.class)
@SerdeImport(Coverage.class)
@SerdeImport(ModelChange.class)
@SerdeImport(Subject.class)
@SerdeImport(Explanation.class)
@SerdeImport(Explanation.MeasureDetail.class)
@SerdeImport(Explanation.TermDetail.class)
@SerdeImport(ExplainedObservation.class)
@SerdeImport(ExplainedObservation.SourceRow.class)
class ScorecardConfiguration {}
