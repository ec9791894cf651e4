/**
 * The doors: what object owners read of a service's use and cost, and IT management of availability, month by month and
 * as of any instant; and the latest closed month's headline figures for Prometheus. Reads observations through the one
 * roll-up and targets from scorecard models; stores nothing but when a reader last looked. Does not know where figures
 * came from.
 */
@NullMarked
package se.styrkort.report;

import org.jspecify.annotations.NullMarked;
