package se.styrkort.availability;

import se.styrkort.calendar.Spans;

/**
 * A service's month, or the part of it that was looked at: the states of every second, the agreed time, and what they come
 * to together.
 *
 * @param agreed agreed time in the states' window
 */
public record ServiceMonth(States states, Spans agreed, MonthlyAvailability availability) {
    /** The states cut to agreed time; agreed time outside their window is left out. */
    public static ServiceMonth of(States states, Spans agreed) {
        Spans within = agreed.within(states.window().from(), states.window().until());
        // maintenance in the middle of an interruption does not make two of it
        Spans down = within.intersection(states.down());
        long interruptions = states.down().union(states.planned()).list().stream()
                .filter(away -> down.lengthWithin(away.from(), away.until()) > 0)
                .count();
        Availability time = new Availability(
                within.length(),
                within.intersection(states.planned()).length(),
                within.intersection(states.down()).length(),
                within.intersection(states.unknown()).length());
        return new ServiceMonth(states, within, new MonthlyAvailability(time, interruptions));
    }
}
