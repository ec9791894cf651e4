package se.styrkort.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.observation.State;

/**
 * One row of the profile {@code observations}, made up.
 *
 * @param service empty where the figure has none; so organisation, qualifier and reason
 * @param value present exactly when the state is {@code VALUE}
 * @param sampleSize how many answered; only beside a value, since it would tell about a secret one
 */
record Figure(
        Period period,
        String metric,
        String service,
        String organisation,
        String qualifier,
        State state,
        @Nullable BigDecimal value,
        @Nullable Long sampleSize,
        @Nullable BigDecimal stdDev,
        String reason) {
    Figure {
        if ((state == State.VALUE) != (value != null)) {
            throw new IllegalArgumentException("a value goes with the state VALUE and no other: " + metric);
        }
    }

    /** A figure of an organisation. */
    static Figure of(Period period, String metric, String organisation, BigDecimal value) {
        return new Figure(period, metric, "", organisation, "", State.VALUE, value, null, null, "");
    }

    static Figure of(Period period, String metric, String organisation, long value) {
        return of(period, metric, organisation, BigDecimal.valueOf(value));
    }

    /** Kronor and öre. */
    static BigDecimal money(double kronor) {
        return BigDecimal.valueOf(kronor).setScale(2, RoundingMode.HALF_UP);
    }

    Figure forService(String code) {
        return new Figure(period, metric, code, organisation, qualifier, state, value, sampleSize, stdDev, reason);
    }

    Figure qualified(String by) {
        return new Figure(period, metric, service, organisation, by, state, value, sampleSize, stdDev, reason);
    }

    Figure sampled(long size) {
        return new Figure(period, metric, service, organisation, qualifier, state, value, size, stdDev, reason);
    }

    Figure spread(BigDecimal deviation) {
        return new Figure(
                period, metric, service, organisation, qualifier, state, value, sampleSize, deviation, reason);
    }

    Figure emptied(State as) {
        return new Figure(period, metric, service, organisation, qualifier, as, null, null, null, reason);
    }

    Figure restated(BigDecimal newValue, String why) {
        return new Figure(
                period, metric, service, organisation, qualifier, State.VALUE, newValue, sampleSize, stdDev, why);
    }

    /** The row, semicolons and decimal comma, without line end. No text here holds a semicolon or a quote. */
    String csv() {
        String written =
                switch (state) {
                    case VALUE -> number(value);
                    case MISSING -> "-";
                    case NOT_APPLICABLE -> ".";
                    case SECRET -> "..";
                };
        return String.join(
                ";",
                period.code(),
                metric,
                service,
                organisation,
                qualifier,
                written,
                "",
                "SYNTHETIC",
                sampleSize == null ? "" : sampleSize.toString(),
                number(stdDev),
                reason);
    }

    private static String number(@Nullable BigDecimal number) {
        return number == null ? "" : number.toPlainString().replace('.', ',');
    }
}
