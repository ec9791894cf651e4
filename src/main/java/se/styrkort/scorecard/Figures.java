package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import se.styrkort.observation.Measured;

/** Numbers as explanations write them: plain, with a decimal point, rounded for the eye only. */
final class Figures {
    private static final int DIGITS = 8;

    private Figures() {}

    /** Every digit before the point, and no more than eight that count. */
    static String shown(BigDecimal value) {
        int whole = value.precision() - value.scale();
        BigDecimal rounded = value.round(new MathContext(Math.max(DIGITS, whole), RoundingMode.HALF_UP));
        return plain(rounded).toPlainString();
    }

    static String shown(Measured measured) {
        BigDecimal value = measured.value();
        return value == null ? measured.state().name() : shown(value);
    }

    /** A score to two decimals, trailing zeros left out. */
    static String score(BigDecimal score) {
        return plain(score.setScale(2, RoundingMode.HALF_UP)).toPlainString();
    }

    static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** What was estimated or drawn, to ten digits that count: more would be noise, and differ between machines. */
    static BigDecimal rounded(double estimate) {
        return plain(BigDecimal.valueOf(estimate).round(new MathContext(10, RoundingMode.HALF_EVEN)));
    }

    /** The shortest decimal that is this double and no other. */
    static BigDecimal exact(double score) {
        return plain(BigDecimal.valueOf(score));
    }
}
