package se.styrkort.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.styrkort.observation.Measured;
import se.styrkort.observation.PeriodValue;
import se.styrkort.observation.State;

/**
 * What the service desk delivered in a month, of all tickets or of some.
 *
 * @param figures by the code of their metric; those that nobody delivered are not there
 */
public record DeskDelivery(Map<String, PeriodValue> figures) {
    private static final BigDecimal HOUR_S = BigDecimal.valueOf(3_600);
    private static final String CONTACTS = "desk.contacts";
    private static final String WITHIN_LEVEL = "desk.within_level";
    private static final String RESOLVED = "desk.resolved";
    private static final String HANDLING = "desk.handling_s";

    /** What the page's months are those of, whoever delivered them: tickets, or a file of the desk's own. */
    static final List<String> METRICS = List.of(
            "desk.opened",
            "desk.backlog",
            RESOLVED,
            CONTACTS,
            WITHIN_LEVEL,
            "desk.first_contact_known",
            "desk.first_contact",
            "desk.reopened_known",
            "desk.reopened",
            HANDLING,
            "desk.handling_median_s",
            "desk.handling_p90_s",
            "desk.handling_calendar_s",
            "desk.handling_calendar_median_s",
            "desk.handling_calendar_p90_s");

    public DeskDelivery {
        figures = Map.copyOf(figures);
    }

    public boolean hasFigures() {
        return !figures.isEmpty();
    }

    public boolean anySynthetic() {
        return figures.values().stream().anyMatch(figure -> figure.measured().synthetic());
    }

    private Measured of(String metric) {
        PeriodValue figure = figures.get(metric);
        return figure == null ? Measured.empty(State.MISSING) : figure.measured();
    }

    public Measured opened() {
        return of("desk.opened");
    }

    public Measured backlog() {
        return of("desk.backlog");
    }

    public Measured resolved() {
        return of(RESOLVED);
    }

    /** Contacts within the service level, 0–1. */
    public Measured withinLevel() {
        return of(WITHIN_LEVEL).dividedBy(of(CONTACTS));
    }

    /** Tickets that the first contact resolved, 0–1. */
    public Measured firstContact() {
        return of("desk.first_contact").dividedBy(of("desk.first_contact_known"));
    }

    /** Tickets that had come back, 0–1. */
    public Measured reopened() {
        return of("desk.reopened").dividedBy(of("desk.reopened_known"));
    }

    /** Seconds of service hours per resolved ticket. */
    public Measured meanSeconds() {
        return of(HANDLING).dividedBy(of(RESOLVED));
    }

    public Measured medianSeconds() {
        return of("desk.handling_median_s");
    }

    /** What nine of ten tickets did not exceed. */
    public Measured ninetiethSeconds() {
        return of("desk.handling_p90_s");
    }

    /** Seconds on the calendar per resolved ticket. */
    public Measured meanCalendarSeconds() {
        return of("desk.handling_calendar_s").dividedBy(of(RESOLVED));
    }

    public Measured medianCalendarSeconds() {
        return of("desk.handling_calendar_median_s");
    }

    public Measured ninetiethCalendarSeconds() {
        return of("desk.handling_calendar_p90_s");
    }

    /** Seconds as hours, for a chart; null when there are none. */
    public static @Nullable BigDecimal hours(Measured seconds) {
        return seconds.dividedBy(Measured.of(HOUR_S)).value();
    }
}
