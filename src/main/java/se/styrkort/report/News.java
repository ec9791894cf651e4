package se.styrkort.report;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.observation.State;

/**
 * What has happened to a service's figures since a reader last looked.
 *
 * @param since when that was; absent on the first visit, of which nothing is new
 * @param added figures that were not there then, by metric and period
 * @param restated figures that were others then; the first of {@code restatedTotal}
 * @param closedMonth the last closed month, in which {@code missing} have no figure; absent when none is closed
 * @param missing series that had figures in the months before; the first of {@code missingTotal}
 */
public record News(
        @Nullable Instant since,
        List<Added> added,
        List<Restated> restated,
        long restatedTotal,
        @Nullable Period closedMonth,
        List<Missing> missing,
        long missingTotal) {
    public News {
        added = List.copyOf(added);
        restated = List.copyOf(restated);
        missing = List.copyOf(missing);
    }

    /** Figures of one metric and period. */
    public record Added(String metric, Period period, long figures) {}

    /**
     * One figure before and now.
     *
     * @param organisation code, where the figure belongs to one
     * @param reason in the words of whoever restated it
     */
    public record Restated(
            String metric,
            @Nullable String organisation,
            String qualifier,
            Period period,
            State stateBefore,
            @Nullable BigDecimal before,
            State stateNow,
            @Nullable BigDecimal now,
            @Nullable String reason) {}

    /**
     * A series without a figure.
     *
     * @param last the last period in which it had one
     */
    public record Missing(String metric, @Nullable String organisation, String qualifier, Period last) {}
}
