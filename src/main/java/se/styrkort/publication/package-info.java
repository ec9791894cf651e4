/**
 * Publications: scorecards of one model, period and revision frozen with their inputs, sealed with a hash that holds the
 * hash of the publication before, and verified by computing them again. Knows scorecards and what they are made from; what
 * is printed knows only that there is a newest hash.
 */
@NullMarked
package se.styrkort.publication;

import org.jspecify.annotations.NullMarked;
