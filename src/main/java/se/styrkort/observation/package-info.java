/**
 * The narrow waist: everything measured is an {@code Observation} of a {@code Series} for one period. Owns
 * current values, their whole history, as-of reading and the one roll-up over time, services, qualifiers and
 * organisations. Does not know files or scorecards.
 */
@NullMarked
package se.styrkort.observation;

import org.jspecify.annotations.NullMarked;
