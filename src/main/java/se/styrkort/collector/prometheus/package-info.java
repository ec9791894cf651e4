/**
 * What Prometheus answers to a range query, made into states of services at instants. Pure: it asks nobody and knows neither
 * collectors nor the database.
 */
@NullMarked
package se.styrkort.collector.prometheus;

import org.jspecify.annotations.NullMarked;
