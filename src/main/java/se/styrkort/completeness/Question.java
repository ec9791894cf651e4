package se.styrkort.completeness;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Metric;
import se.styrkort.catalog.Service;
import se.styrkort.web.ProblemException;

/**
 * What is asked about.
 *
 * @param metric code; absent: every metric that is expected
 * @param service code; absent: every followed service
 * @param organisation code of the only one whose series count, without those below it; absent: all
 * @param from the first period, of any length; absent: the first that has an observation, {@value #MOST_PERIODS} back at most
 * @param to the last period; absent: the last that is over
 * @param asOf as it was known then
 */
public record Question(
        @Nullable String metric,
        @Nullable String service,
        @Nullable String organisation,
        @Nullable Period from,
        @Nullable Period to,
        @Nullable Instant asOf) {
    /** Periods of one answer for one metric at most. */
    static final int MOST_PERIODS = 400;

    /**
     * The periods of the answer for a metric, the earliest first.
     *
     * @param first the first day of the first period that has an observation
     * @throws ProblemException 400 when more are asked for than one answer has
     */
    List<Period> periods(Granularity granularity, LocalDate today, Optional<LocalDate> first) {
        Period last = to == null
                ? Period.containing(granularity, today).previous()
                : Period.containing(granularity, to.last());
        Period begin = from == null
                ? begin(first.map(day -> new Period(granularity, day)).orElse(last), last)
                : Period.containing(granularity, from.first());
        List<Period> periods = new ArrayList<>();
        for (Period each = begin; each.compareTo(last) <= 0; each = each.next()) {
            if (periods.size() == MOST_PERIODS) {
                throw new ProblemException(400, "too_many_periods", String.valueOf(MOST_PERIODS), granularity.code());
            }
            periods.add(each);
        }
        return periods;
    }

    /** Where nobody says from when, one answer holds what it can. */
    private static Period begin(Period first, Period last) {
        Period earliest = last.plus(1 - MOST_PERIODS);
        return first.compareTo(earliest) < 0 ? earliest : first;
    }

    /**
     * The answer for one metric.
     *
     * @param periods columns, the earliest first
     * @param rows by the service's code
     */
    public record Matrix(Metric metric, List<Period> periods, List<Row> rows) {}

    /** One service's cells, one for each period. */
    public record Row(Service service, Delivered delivered, List<Cell> cells) {}
}
