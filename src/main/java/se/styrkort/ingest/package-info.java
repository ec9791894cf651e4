/**
 * The only door in. A delivered file becomes raw rows through a {@code Profile}, each row is judged, and the good
 * ones are merged as observations in one transaction; the delivered bytes and every rejected row are kept. Knows
 * no scorecard.
 */
@NullMarked
package se.styrkort.ingest;

import org.jspecify.annotations.NullMarked;
