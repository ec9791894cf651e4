/**
 * The doors: what object owners read of a service's use and cost, and IT management of availability, month by month and
 * as of any instant; and the headlines of the latest closed month as gauges. Reads observations through the one roll-up
 * and targets from scorecard models; stores nothing but when a reader last looked. Does not know where figures came from.
 */
@NullMarked
package se.styrkort.report;

import org.jspecify.annotations.NullMarked;
