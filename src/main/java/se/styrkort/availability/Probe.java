package se.styrkort.availability;

/**
 * One look at a service: up or not.
 *
 * @param at seconds since 1970
 */
public record Probe(long at, boolean up) {}
