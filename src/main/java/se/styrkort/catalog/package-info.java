/**
 * Objects, object products, services, organisations, metrics and service hours: what figures may be about.
 * Written as YAML, stored in versions by revision, read as it was at any revision. Knows no figures.
 */
@NullMarked
package se.styrkort.catalog;

import org.jspecify.annotations.NullMarked;
