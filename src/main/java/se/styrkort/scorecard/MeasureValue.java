package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import se.styrkort.observation.Estimate;
import se.styrkort.observation.Interval;
import se.styrkort.observation.Measured;
import se.styrkort.observation.State;

/**
 * A measure's value in one window, and what is known about its uncertainty.
 *
 * @param interval of the value; absent where there is none, or it cannot be known
 * @param score what is known about the score; absent with the interval
 */
record MeasureValue(
        Measured measured,
        @Nullable MeasureInterval interval,
        @Nullable ScoreDistribution score) {
    static MeasureValue of(Measure measure, Function<Term, Measured> terms) {
        Measured measured = measure.value().expression().evaluate(terms);
        BigDecimal value = measured.value();
        if (value == null) {
            return new MeasureValue(measured, null, null);
        }
        Sample sample = measure.sample();
        return sample == null ? bounded(measure, measured, terms) : sampled(measure, sample, measured, value, terms);
    }

    private static MeasureValue bounded(Measure measure, Measured measured, Function<Term, Measured> terms) {
        BigDecimal one = value(measure.low(), terms);
        BigDecimal other = value(measure.high(), terms);
        if (one == null || other == null) {
            return new MeasureValue(measured, null, null);
        }
        BigDecimal low = Figures.plain(one.min(other));
        BigDecimal high = Figures.plain(one.max(other));
        return new MeasureValue(
                measured,
                new MeasureInterval(MeasureInterval.BOUNDS, null, low, high, null, null),
                ScoreDistribution.between(
                        new Interval(low.doubleValue(), high.doubleValue()), measure.normalisation()));
    }

    private static MeasureValue sampled(
            Measure measure, Sample sample, Measured measured, BigDecimal value, Function<Term, Measured> terms) {
        BigDecimal answers = value(sample.answers(), terms);
        if (answers == null) {
            // who does not know how many answered does not know whether somebody could be known by them
            return new MeasureValue(new Measured(State.MISSING, null, measured.synthetic()), null, null);
        }
        if (answers.compareTo(BigDecimal.valueOf(sample.minimum())) < 0) {
            return new MeasureValue(new Measured(State.SECRET, null, measured.synthetic()), null, null);
        }
        Optional<Estimate> found = sample.estimate(value, terms);
        if (found.isEmpty()) {
            return new MeasureValue(measured, null, null);
        }
        Interval interval = found.get().interval(Interval.LEVEL);
        BigDecimal population = value(sample.population(), terms);
        return new MeasureValue(
                measured,
                new MeasureInterval(
                        sample instanceof Sample.Mean ? MeasureInterval.MEAN : MeasureInterval.PROPORTION,
                        BigDecimal.valueOf(Interval.LEVEL),
                        Figures.rounded(interval.low()),
                        Figures.rounded(interval.high()),
                        Figures.plain(answers),
                        population == null ? null : Figures.plain(population)),
                ScoreDistribution.of(found.get(), measure.normalisation()));
    }

    private static @Nullable BigDecimal value(@Nullable Formula formula, Function<Term, Measured> terms) {
        return formula == null ? null : formula.expression().evaluate(terms).value();
    }

    @Nullable
    BigDecimal value() {
        return measured.value();
    }
}
