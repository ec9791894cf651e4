package se.styrkort.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.styrkort.availability.Availability;
import se.styrkort.availability.AvailabilityFigure;
import se.styrkort.availability.ErrorBudget;
import se.styrkort.availability.OutageListPage;
import se.styrkort.availability.UserWeighted;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.AvailabilityGroup;
import se.styrkort.scorecard.Status;

/**
 * IT management's door: the month's availability of all services against its target, and how it has gone.
 *
 * @param target absent when no scorecard model has one
 * @param groups those that have services with figures
 * @param without services that have no figures in the months shown
 * @param users of the services in the month, by code; those that nobody counted are not there
 * @param outages of the month
 * @param sinceReport whether the month before is closed, so that there is a report of it
 * @param restated what is another than in that report
 */
public record AvailabilityPage(
        DoorView door,
        @Nullable AvailabilityTarget target,
        List<GroupAvailability> groups,
        List<ServiceAvailability> without,
        Map<String, BigDecimal> users,
        List<OutageListPage.Row> outages,
        boolean sinceReport,
        List<RestatedAvailability> restated,
        ReportWords words) {
    /** Months of the trend: a year and the same month the year before. */
    static final int MONTHS = 13;

    public List<Period> months() {
        return door.monthsBefore(MONTHS);
    }

    /** How many services have this status in the month. */
    public long count(Status status) {
        AvailabilityTarget against = target;
        return against == null
                ? 0
                : groups.stream()
                        .flatMap(group -> group.services().stream())
                        .filter(service ->
                                against.of(service.service(), door.catalog()).status(service.in(door.month()))
                                        == status)
                        .count();
    }

    /** The group's name in the catalog, else what is known by its code. */
    public String name(GroupAvailability group, Locale locale) {
        AvailabilityGroup known = door.catalog().availabilityGroup(group.code());
        return known == null ? words.group(group.code()) : known.name().in(locale);
    }

    /** What a service is held against. */
    public @Nullable AvailabilityTarget target(ServiceAvailability service) {
        AvailabilityTarget all = target;
        return all == null ? null : all.of(service.service(), door.catalog());
    }

    public @Nullable AvailabilityTarget target(GroupAvailability group) {
        AvailabilityTarget all = target;
        return all == null ? null : all.of(group.code(), door.catalog());
    }

    /** What the target leaves room for in the month, and what of it is used; null where there is none. */
    public @Nullable ErrorBudget budget(ServiceAvailability service) {
        Availability time = service.in(door.month()).availability();
        AvailabilityTarget against = target(service);
        return time == null || against == null ? null : ErrorBudget.of(against.target(), time, time);
    }

    /** The services of a group whose users and time are known. */
    public List<UserWeighted> weighted(GroupAvailability group) {
        List<UserWeighted> weighted = new ArrayList<>();
        for (ServiceAvailability service : group.services()) {
            Availability time = service.in(door.month()).availability();
            BigDecimal number = users.get(service.service().code());
            if (time != null && number != null) {
                weighted.add(new UserWeighted(time, number));
            }
        }
        return weighted;
    }

    public boolean anySynthetic() {
        return groups.stream()
                .flatMap(group -> group.months().values().stream())
                .anyMatch(AvailabilityFigure::synthetic);
    }
}
