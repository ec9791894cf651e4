/**
 * The balanced scorecard: a model's measures are expressions over metrics, normalised to 0-100 and aggregated to
 * perspectives, with coverage and with the uncertainty that is measured, and explained down to the row. Reads observations
 * alone; what a figure is about or where it came from is not known here.
 *
 * <pre>
 * ModelReader ─► ScorecardModel          MeasureRepository ─► terms of every measure, by subject and window
 *                     └──────────────┬──────────────┘
 *        MeasureValue (value, interval) ─► Normalisation ─► ScoreDistribution ─► Simulation ─► Scorecard
 *                                                                                                 │
 *                 pages, API ◄── ScorecardReading (with all inputs) ─► stored scores ◄────────────┘
 * </pre>
 *
 * <p>What is computed is pure ({@code ScorecardCalculator} and what it calls): the same model and inputs give the same
 * scores, bounds and seed on every machine.
 */
@NullMarked
package se.styrkort.scorecard;

import org.jspecify.annotations.NullMarked;
