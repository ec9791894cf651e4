/**
 * What readers are shown beside the scorecard: the figures themselves, as pages and as headline gauges. Reads
 * observations through the one aggregation and models for their targets; computes nothing that others compute.
 */
@NullMarked
package se.styrkort.report;

import org.jspecify.annotations.NullMarked;
