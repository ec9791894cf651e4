/**
 * Which figures were expected and which came (täckning): the followed services against what their sources delivered, and why a
 * cell is empty. Reads series and imports; knows no scorecard.
 */
@NullMarked
package se.styrkort.completeness;

import org.jspecify.annotations.NullMarked;
