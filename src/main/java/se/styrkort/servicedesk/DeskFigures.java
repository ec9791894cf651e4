package se.styrkort.servicedesk;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a month's tickets come to. What happened is counted in the month in which it did; shares are never stored, but
 * both their numbers. Seconds are those of {@link HandlingTime}.
 *
 * @param opened tickets opened in the month
 * @param backlog tickets opened and not resolved when the month ended
 * @param resolved tickets resolved in the month, for the last time
 * @param contacts resolved tickets of which it is known whether the service level was kept
 * @param withinLevel those of them that kept it
 * @param firstContactKnown resolved tickets of which it is known whether the first contact resolved them
 * @param firstContact those of them that it resolved
 * @param reopenedKnown resolved tickets of which it is known whether they had come back
 * @param reopened those of them that had
 * @param inServiceHours of the resolved tickets
 * @param onTheCalendar of the resolved tickets
 */
record DeskFigures(
        long opened,
        long backlog,
        long resolved,
        long contacts,
        long withinLevel,
        long firstContactKnown,
        long firstContact,
        long reopenedKnown,
        long reopened,
        Handling inServiceHours,
        Handling onTheCalendar) {
    /** The metric that every month with tickets has, if only of all services together. */
    static final String OF_EVERY_MONTH = "desk.opened";

    static final DeskFigures NOTHING =
            new DeskFigures(0, 0, 0, 0, 0, 0, 0, 0, 0, Handling.of(new long[0]), Handling.of(new long[0]));

    /**
     * Handling times together, in seconds.
     *
     * @param median absent when nothing was resolved
     * @param ninetieth what nine of ten tickets did not exceed; absent when nothing was resolved
     */
    record Handling(long sum, Optional<BigDecimal> median, Optional<BigDecimal> ninetieth) {
        static Handling of(long[] sorted) {
            long sum = 0;
            for (long seconds : sorted) {
                sum = Math.addExact(sum, seconds);
            }
            return sorted.length == 0
                    ? new Handling(0, Optional.empty(), Optional.empty())
                    : new Handling(
                            sum,
                            Optional.of(Quantile.of(sorted, Quantile.MEDIAN)),
                            Optional.of(Quantile.of(sorted, Quantile.NINETIETH)));
        }
    }

    /** All figures by the code of their metric; empty: the month has none, which is not the same as 0. */
    Map<String, Optional<BigDecimal>> byMetric() {
        Map<String, Optional<BigDecimal>> figures = new LinkedHashMap<>();
        figures.put(OF_EVERY_MONTH, number(opened));
        figures.put("desk.backlog", number(backlog));
        figures.put("desk.resolved", number(resolved));
        figures.put("desk.contacts", number(contacts));
        figures.put("desk.within_level", number(withinLevel));
        figures.put("desk.first_contact_known", number(firstContactKnown));
        figures.put("desk.first_contact", number(firstContact));
        figures.put("desk.reopened_known", number(reopenedKnown));
        figures.put("desk.reopened", number(reopened));
        put(figures, "desk.handling", inServiceHours);
        put(figures, "desk.handling_calendar", onTheCalendar);
        return figures;
    }

    private static void put(Map<String, Optional<BigDecimal>> figures, String name, Handling handling) {
        figures.put(name + "_s", number(handling.sum));
        figures.put(name + "_median_s", handling.median);
        figures.put(name + "_p90_s", handling.ninetieth);
    }

    private static Optional<BigDecimal> number(long count) {
        return Optional.of(BigDecimal.valueOf(count));
    }
}
