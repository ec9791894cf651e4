/**
 * Periods, the months, weeks and years that figures belong to. Pure: no clock, no database.
 */
@NullMarked
package se.styrkort.calendar;

import org.jspecify.annotations.NullMarked;
