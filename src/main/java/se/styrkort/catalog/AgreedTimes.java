package se.styrkort.catalog;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.AgreedTime;
import se.styrkort.calendar.ClosedDays;
import se.styrkort.calendar.Period;
import se.styrkort.calendar.Week;

/**
 * Makes time of the service hours and calendars of a catalog, as it is or as it was. What a catalog says in a form that
 * its reader does not take (older versions were not checked) gives no agreed time, never a wrong one.
 */
public final class AgreedTimes {
    private AgreedTimes() {}

    /** The agreed time of a service; empty when it has no service hours. */
    public static Optional<AgreedTime> of(Catalog catalog, Service service) {
        return service.serviceHours() == null ? Optional.empty() : of(catalog, service.serviceHours());
    }

    /** The agreed time of service hours by their code; services of the same hours may share it. */
    public static Optional<AgreedTime> of(Catalog catalog, String serviceHours) {
        return catalog.find(Kind.SERVICE_HOURS, serviceHours)
                .map(version -> (ServiceHours) version.entry())
                .flatMap(hours -> zone(hours.zone())
                        .flatMap(zone -> week(hours.week()).flatMap(week -> closedDays(catalog, hours.calendar())
                                .map(closed -> new AgreedTime(zone, week, closed)))));
    }

    private static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A week as written; empty when something of it cannot be read or segments overlap. */
    static Optional<Week> week(Map<String, String> written) {
        Map<DayOfWeek, List<Week.Segment>> segments = new EnumMap<>(DayOfWeek.class);
        for (Map.Entry<String, String> part : written.entrySet()) {
            Optional<Set<DayOfWeek>> days = Week.days(part.getKey());
            Optional<List<Week.Segment>> read = Week.segments(part.getValue());
            if (days.isEmpty() || read.isEmpty()) {
                return Optional.empty();
            }
            days.get().forEach(day -> segments.computeIfAbsent(day, key -> new ArrayList<>())
                    .addAll(read.get()));
        }
        return Week.of(segments);
    }

    private static Optional<ClosedDays> closedDays(Catalog catalog, @Nullable String code) {
        if (code == null) {
            return Optional.of(ClosedDays.NONE);
        }
        return catalog.find(Kind.CALENDAR, code)
                .map(version -> (ServiceCalendar) version.entry())
                .flatMap(AgreedTimes::closedDays);
    }

    private static Optional<ClosedDays> closedDays(ServiceCalendar calendar) {
        List<Optional<ClosedDays.Rule>> rules = new ArrayList<>();
        calendar.closed().forEach(day -> rules.add(rule(day, null, null, 0)));
        calendar.closedInPeriods().forEach(day -> rules.add(rule(day.day(), day.from(), day.to(), 0)));
        calendar.shortDays()
                .forEach(day -> rules.add(Week.timeOfDay(day.until())
                        .flatMap(endS ->
                                rule(day.date() == null ? day.day() : day.date(), day.from(), day.to(), endS))));
        Set<LocalDate> open = new HashSet<>();
        calendar.open().forEach(day -> Period.parse(day).ifPresent(date -> open.add(date.first())));
        return rules.stream().allMatch(Optional::isPresent)
                ? Optional.of(new ClosedDays(
                        true, rules.stream().map(Optional::orElseThrow).toList(), open))
                : Optional.empty();
    }

    private static Optional<ClosedDays.Rule> rule(
            @Nullable String day, @Nullable String from, @Nullable String to, int endS) {
        LocalDate first = from == null
                ? LocalDate.MIN
                : Period.parse(from).map(Period::first).orElse(LocalDate.MIN);
        LocalDate last =
                to == null ? LocalDate.MAX : Period.parse(to).map(Period::last).orElse(LocalDate.MAX);
        return day == null
                ? Optional.empty()
                : ClosedDays.Day.parse(day).map(parsed -> new ClosedDays.Rule(parsed, first, last, endS));
    }
}
