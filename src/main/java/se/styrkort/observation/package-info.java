/**
 * The narrow waist: everything measured is an {@code Observation} of a {@code Series} for one period. Owns
 * current values, their whole history, as-of reading, what has changed between two instants, the states of periods, and the
 * one roll-up over time, services, qualifiers and organisations. Does not know files or scorecards.
 *
 * <p>The one merge: drafts are sorted outside the database ({@code DaySorter}) and sent to it in one copy; set beside what
 * is in force ({@code DeliveredRepository}); what cannot stand is taken out, what is hard to believe is flagged or held
 * ({@code ConflictRepository}, {@code PlausibilityRepository}); the rest is new, the same, or a restatement whose old
 * value moves to the history ({@code MergeRepository}). Where all series are new, nothing needs to be compared.
 */
@NullMarked
package se.styrkort.observation;

import org.jspecify.annotations.NullMarked;
