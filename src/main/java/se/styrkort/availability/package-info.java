/**
 * Availability (tillgänglighet): what part of the agreed time a service was there, with bounds for time that nobody
 * measured. Pure arithmetic over seconds; where they came from and which target they are held against is not known here.
 */
@NullMarked
package se.styrkort.availability;

import org.jspecify.annotations.NullMarked;
