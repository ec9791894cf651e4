/**
 * What Grafana makes of the files in {@code grafana/}: its expansion of variables and macros, done as it does, and every
 * query run against a real store.
 */
@NullMarked
package se.styrkort.grafana;

import org.jspecify.annotations.NullMarked;
