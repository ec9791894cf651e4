/**
 * Sources, and what fetches from them: who owns a source, how often it delivers and how fresh it is; collectors that look
 * on a schedule and hand what they find to {@code Ingest}, which decides what becomes of it. Knows no scorecard.
 */
@NullMarked
package se.styrkort.collector;

import org.jspecify.annotations.NullMarked;
