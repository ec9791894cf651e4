package se.styrkort.completeness;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Metric;
import se.styrkort.catalog.Service;

/**
 * What is asked about.
 *
 * @param metric code; absent: every metric that is expected
 * @param service code; absent: every followed service
 * @param organisation code of the only one whose series count, without those below it; absent: all
 * @param from the first period, of any length; absent: the first that has an observation
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
     * The answer for one metric.
     *
     * @param periods columns, the earliest first
     * @param rows by the service's code
     */
    public record Matrix(Metric metric, List<Period> periods, List<Row> rows) {}

    /** One service's cells, one for each period. */
    public record Row(Service service, Delivered delivered, List<Cell> cells) {}
}
