/**
 * Backup and restore (säkerhetskopia, återläsning): all that is stored, as one consistent state in one file. It copies
 * tables as they stand in the database and knows no feature; {@code TablesRepository} names the few that are
 * left out because they are made again from the others.
 */
@NullMarked
package se.styrkort.backup;

import org.jspecify.annotations.NullMarked;
