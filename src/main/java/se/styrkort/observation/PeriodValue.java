package se.styrkort.observation;

/**
 * What a roll-up gives for one period, and what is said of the observations that went in.
 *
 * @param preliminary whether any of them is preliminary or estimated
 * @param secret whether any of them may not be shown; the value is then missing
 * @param parts how many observations counted
 * @param emptyParts how many of them are missing or secret
 */
public record PeriodValue(Measured measured, boolean preliminary, boolean secret, int parts, int emptyParts) {}
