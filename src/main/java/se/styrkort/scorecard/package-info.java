/**
 * The balanced scorecard: a model's measures are expressions over metrics, normalised to 0-100 and aggregated to
 * perspectives, with coverage, and explained down to the row. Reads observations alone; what a figure is about or
 * where it came from is not known here.
 */
@NullMarked
package se.styrkort.scorecard;

import org.jspecify.annotations.NullMarked;
