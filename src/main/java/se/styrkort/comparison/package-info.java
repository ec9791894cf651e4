/**
 * Compares scorecards of a group of peers, and says how much of it the figures carry: ranks as ranges over noisy weights,
 * left-out measures, another aggregation and the measured uncertainty; who is ahead of whom whatever the weights; what would
 * be if a weight or a target were another. Owns the page of the comparison. Reads scorecards and the catalog; knows nothing
 * of publications and reports.
 */
@NullMarked
package se.styrkort.comparison;

import org.jspecify.annotations.NullMarked;
