package se.styrkort.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import se.styrkort.calendar.Period;

/**
 * Tickets of the service desk: a part of the contacts, since most calls are over before anybody has written a ticket. The
 * log ends with the last month; what was not resolved by then is open.
 */
final class TicketLog {
    /** Tickets per contact. */
    private static final double WRITTEN = 0.15;

    /** So that also the smallest organisation has some every month. */
    private static final int FEWEST = 3;

    private static final long MINUTE_S = 60;
    private static final long HOUR_S = 3_600;
    private static final long LONGEST_S = 50 * 9 * HOUR_S;

    /** What is left of a month's ticket when it has been going on for long. */
    private static final int MONTHS_AFTER = 6;

    private static final List<String> SERVICES = List.of("it-arbetsplats", "it-bastjanst-konto", "skrivare-mfp");
    private static final List<String> CHANNELS = List.of("phone", "portal", "email");

    private final Timeline time;
    private final Consumer<DemoTicket> out;
    private final ServiceTime desk;
    private final Instant end;
    private int number;

    TicketLog(Timeline time, Consumer<DemoTicket> out) {
        this.time = time;
        this.out = out;
        this.desk = ServiceTime.office(
                time.months().getFirst().first(), time.last().plus(MONTHS_AFTER).last());
        this.end = time.last().next().first().atStartOfDay(ServiceTime.SWEDEN).toInstant();
    }

    void write() {
        long from = 0;
        for (Period month : time.months()) {
            long length = ServiceTime.office(month.first(), month.last()).seconds();
            for (OrganisationShape organisation : OrganisationShape.ALL) {
                write(organisation, month, from, length);
            }
            from += length;
        }
    }

    /** Contacts with the service desk; the more when something big is down. */
    static long contacts(OrganisationShape organisation, Timeline time, Period month) {
        double usual = organisation.employees(time, month) * 0.36 + organisation.pupils() * 0.02;
        double crowd = month.equals(time.outage()) ? 1.5 : 1;
        return Math.max(
                1,
                StrictMath.round(usual
                        * crowd
                        * Timeline.season(month)
                        * Noise.factor(0.06, "contacts", organisation.code(), month)));
    }

    /** How it went, before it is known what was within the level: that are the quickest ones. */
    private record Course(int ordinal, long opened, long handling, long onHold, boolean firstContact, int priority) {}

    private void write(OrganisationShape organisation, Period month, long from, long length) {
        String code = organisation.code();
        int tickets = (int) Math.max(FEWEST, StrictMath.round(WRITTEN * contacts(organisation, time, month)));
        List<Course> courses = IntStream.range(0, tickets)
                .mapToObj(i -> course(
                        organisation,
                        month,
                        i,
                        from + (long) (length * (i + Noise.even("opened", code, month, i)) / tickets)))
                .toList();
        boolean outage = month.equals(time.outage());
        double level = organisation.share("desk", organisation.desk(), time, month) - (outage ? 0.14 : 0);
        List<Course> quickest = courses.stream()
                .sorted(Comparator.comparingLong(Course::handling).thenComparingInt(Course::ordinal))
                .limit((long) StrictMath.floor(tickets * level))
                .toList();
        boolean[] within = new boolean[tickets];
        quickest.forEach(course -> within[course.ordinal] = true);
        courses.forEach(course -> out.accept(ticket(organisation, month, course, within[course.ordinal])));
    }

    private static Course course(OrganisationShape organisation, Period month, int i, long opened) {
        String code = organisation.code();
        double urgency = Noise.even("priority", code, month, i);
        int priority = urgency < 0.15 ? 1 : 2;
        boolean firstContact = i == 0 || Noise.even("first", code, month, i) < 0.42;
        double patience = Noise.even("handling", code, month, i);
        if (firstContact) {
            return new Course(i, opened, MINUTE_S * (4 + (long) (16 * patience)), 0, true, priority);
        }
        double mean = (3.2 - 1.8 * organisation.desk()) * HOUR_S * 0.8 * priority;
        double slow = Noise.even("slow", code, month, i) < 0.04 ? 25 : 1;
        double handling = Math.min(LONGEST_S, -StrictMath.log(1 - patience) * mean * slow);
        double waits = Noise.even("hold", code, month, i);
        long onHold = waits < 0.15 ? HOUR_S * (1 + (long) (50 * waits)) : 0;
        return new Course(i, opened, MINUTE_S * (10 + (long) (handling / MINUTE_S)), onHold, false, priority);
    }

    private DemoTicket ticket(OrganisationShape organisation, Period month, Course course, boolean within) {
        String code = organisation.code();
        int i = course.ordinal;
        long opened = course.opened / MINUTE_S * MINUTE_S;
        Instant resolved = desk.after(opened + course.handling + course.onHold);
        Instant closed = resolved.plus(Duration.ofDays(5));
        double service = Noise.even("service", code, month, i);
        // the first few more often than the last, and every third ticket names none
        int which = (int) (SERVICES.size() * service * service / 0.45);
        return new DemoTicket(
                "T-%06d".formatted(++number),
                which < SERVICES.size() ? SERVICES.get(which) : "",
                code,
                desk.at(opened),
                resolved.isBefore(end) ? resolved : null,
                closed.isBefore(end) ? closed : null,
                course.onHold,
                course.priority,
                CHANNELS.get((int) (CHANNELS.size() * Noise.even("channel", code, month, i))),
                course.firstContact,
                within,
                Noise.even("reopened", code, month, i) < 0.04 ? 1 : 0);
    }
}
