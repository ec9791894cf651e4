/**
 * The record: embedded PostgreSQL or an external one, its migrations, one owner per data directory, and {@code
 * Revision}, the commit order of all changes. Knows no feature; features bring their SQL and take a revision from
 * here.
 */
@NullMarked
package se.styrkort.store;

import org.jspecify.annotations.NullMarked;
