package se.styrkort.comparison;

import io.micronaut.context.annotation.Factory;
import io.micronaut.serde.annotation.SerdeImport;

/** How comparisons are written as JSON. */
@Factory
@SerdeImport(Ranking.class)
@SerdeImport(Ranking.Pair.class)
@SerdeImport(RankRange.class)
@SerdeImport(Dominance.class)
@SerdeImport(Comparison.Recomputation.class)
class ComparisonConfiguration {}
