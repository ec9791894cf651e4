/**
 * Periods, the months, weeks and years that figures belong to; Swedish public holidays and local closed days; agreed
 * service time between two instants, and sets of time. Pure: no clock, no database, no catalog.
 */
@NullMarked
package se.styrkort.calendar;

import org.jspecify.annotations.NullMarked;
