package se.styrkort.completeness;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Service;
import se.styrkort.collector.Freshness;
import se.styrkort.observation.State;

/**
 * Says of each cell whether what was expected came, and otherwise why not. Expected is every metric that has been delivered
 * for a followed service, of all followed services, in the periods in which each is followed; and of a service's series
 * each from the first period that it was delivered for.
 *
 * @param now the instant of the question
 * @param sources how fresh each source's figures of the metric are, by its code
 */
record Judgement(Instant now, Map<String, Freshness> sources) {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");
    private static final String IN_DEVELOPMENT = "under_development";

    Cell cell(Service service, Delivered delivered, Period period) {
        int expected = delivered.begunBy(period.first());
        int values = delivered.count(period.first(), State.VALUE);
        int notApplicable = delivered.count(period.first(), State.NOT_APPLICABLE);
        boolean whole = values > 0 && values + notApplicable >= expected;
        return new Cell(period, expected, values, whole ? null : cause(service, delivered, period));
    }

    private Cause cause(Service service, Delivered delivered, Period period) {
        LocalDate first = period.first();
        if (!isFollowed(service, period)) {
            return Cause.NOT_FOLLOWED;
        }
        if (now.isBefore(end(period))) {
            return Cause.PERIOD_NOT_OVER;
        }
        if (delivered.count(first, State.SECRET) > 0) {
            return Cause.SECRET;
        }
        if (delivered.rejected().contains(first)) {
            return Cause.REJECTED_ROW;
        }
        if (delivered.count(first, State.MISSING) > 0) {
            return Cause.MISSING;
        }
        if (delivered.count(first, State.NOT_APPLICABLE) > 0 && delivered.count(first, State.VALUE) == 0) {
            return Cause.NOT_APPLICABLE;
        }
        if (IN_DEVELOPMENT.equals(service.lifecycle())) {
            return Cause.NOT_YET_IN_OPERATION;
        }
        return waiting(delivered, period);
    }

    /** Of the sources that deliver it and are waited for, one that has yet to deliver for the period at all. */
    private Cause waiting(Delivered delivered, Period period) {
        Cause cause = Cause.NEVER_DELIVERED;
        for (String code : delivered.sources()) {
            Freshness source = sources.get(code);
            Period newest = source == null ? null : source.newest();
            if (source != null
                    && source.state(now) != Freshness.State.NO_RHYTHM
                    && newest != null
                    && newest.first().isBefore(period.first())) {
                if (now.isAfter(source.due(period))) {
                    return Cause.SOURCE_LATE;
                }
                cause = Cause.AWAITED;
            }
        }
        return cause;
    }

    static boolean isFollowed(Service service, Period period) {
        Service.Followed followed = service.followed();
        if (followed == null) {
            return false;
        }
        Period from = parsed(followed.from());
        Period to = parsed(followed.to());
        return (from == null || !period.last().isBefore(from.first()))
                && (to == null || !period.first().isAfter(to.last()));
    }

    private static @Nullable Period parsed(@Nullable String code) {
        return code == null ? null : Period.parse(code).orElse(null);
    }

    private static Instant end(Period period) {
        return period.next().first().atStartOfDay(SWEDEN).toInstant();
    }
}
