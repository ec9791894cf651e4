package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Wording;

/**
 * A measure (mätetal): an expression over metrics, normalised to 0–100 and held against a target.
 *
 * @param unit of the value, as it is shown: {@code ratio} (0–1, shown as percent), {@code SEK}, {@code 1}, …
 * @param source where its figures come from, in words
 * @param low the value at the lower bound of measured uncertainty, where the model gives one; {@code high} likewise
 * @param sample that the value comes from asking some; then {@code low} and {@code high} are absent
 * @param comparableBy what must be equal for two subjects to be compared in this measure, such as what their costs take in
 * @param baseline where the way to the target began
 * @param significance how far a value must go to have gone anywhere; in its unit
 * @param target the value that is met or not; absent: no status is defined
 * @param caution the value that is still near the target
 * @param weight above 0, in its perspective
 * @param owner who answers for the measure
 */
public record Measure(
        String code,
        Wording name,
        @Nullable Wording description,
        @Nullable String unit,
        @Nullable String source,
        @Nullable Method method,
        List<Scope> covers,
        Formula value,
        @Nullable Formula low,
        @Nullable Formula high,
        @Nullable Sample sample,
        @Nullable Formula comparableBy,
        Window window,
        Normalisation normalisation,
        @Nullable BigDecimal baseline,
        @Nullable BigDecimal significance,
        @Nullable BigDecimal target,
        @Nullable BigDecimal caution,
        BigDecimal weight,
        @Nullable BigDecimal collectionCostHoursPerYear,
        @Nullable String owner) {
    private static final String DOWN = "availability.down_s";

    /** Measured by instruments and books, or by asking people. */
    public enum Method {
        OBJECTIVE,
        SUBJECTIVE;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What of IT a measure is about. */
    public enum Scope {
        RUNNING,
        PROJECTS
    }

    public Measure {
        covers = List.copyOf(covers);
        if (weight.signum() <= 0) {
            throw new IllegalArgumentException("a weight is above 0: " + code);
        }
        if (sample != null && (low != null || high != null)) {
            throw new IllegalArgumentException("bounds come from the sample or from the model, not both: " + code);
        }
    }

    /**
     * Whether its target is what services' availability is held against: the measure reads the downtime of all services,
     * for a target for some of them is none for the others.
     */
    public boolean isAvailabilityTarget() {
        return target != null
                && normalisation.direction() == Normalisation.Direction.HIGHER
                && terms().stream()
                        .anyMatch(term -> term.metric().equals(DOWN) && term.service() == null && term.group() == null);
    }

    /** The same with another weight, target, normalisation and caution. */
    public Measure with(
            BigDecimal otherWeight,
            @Nullable BigDecimal otherTarget,
            Normalisation otherNormalisation,
            @Nullable BigDecimal otherCaution) {
        return new Measure(
                code,
                name,
                description,
                unit,
                source,
                method,
                covers,
                value,
                low,
                high,
                sample,
                comparableBy,
                window,
                otherNormalisation,
                baseline,
                significance,
                otherTarget,
                otherCaution,
                otherWeight,
                collectionCostHoursPerYear,
                owner);
    }

    /** The terms of the value, of its bounds and of what else is computed for it. */
    public Set<Term> terms() {
        Set<Term> terms = new LinkedHashSet<>();
        Stream.concat(
                        Stream.of(value, low, high, comparableBy).filter(formula -> formula != null),
                        sample == null ? Stream.empty() : sample.formulas())
                .forEach(formula -> terms.addAll(formula.expression().terms()));
        return terms;
    }

    /** Measures of a model differ in their codes; all that they say is much to read for each of thousands of subjects. */
    @Override
    public int hashCode() {
        return code.hashCode();
    }
}
