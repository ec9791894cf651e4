package se.styrkort.scorecard;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import se.styrkort.observation.Measured;

/**
 * What it costs to carry the uncertainty of 500 subjects with 15 uncertain measures each to five perspectives: the whole
 * computation of their scorecards, beside a bare loop that draws as many random numbers and adds them up.
 */
class SimulationBenchmark {
    private static final int SUBJECTS = 500;
    private static final int PERSPECTIVES = 5;
    private static final int MEASURES = 3;
    private static final int ROUNDS = 4;

    private static ScorecardModel model() {
        StringBuilder yaml = new StringBuilder("code: all\nversion: 1\nvalid_from: 2026-01\nperspectives:\n");
        for (int p = 0; p < PERSPECTIVES; p++) {
            yaml.append("  - code: p").append(p).append("\n    measures:\n");
            for (int m = 0; m < MEASURES; m++) {
                String metric = "m.p" + p + "m" + m;
                yaml.append("      - code: p")
                        .append(p)
                        .append('m')
                        .append(m)
                        .append("\n        value: sum(")
                        .append(metric)
                        .append(")\n        interval: {proportion: {answers: sum(m.answers)}}\n")
                        .append("        normalisation: {goalposts: {zero: 0.2, hundred: 0.9}}\n");
            }
        }
        return Objects.requireNonNull(ModelReader.readStored(yaml.toString()).model());
    }

    private static double scorecards(ScorecardModel model) {
        double sum = 0;
        for (int subject = 0; subject < SUBJECTS; subject++) {
            Map<Term, Measured> terms = new HashMap<>();
            int number = 0;
            for (Measure measure : model.measures()) {
                for (Term term : measure.terms()) {
                    terms.put(term, Measured.of(BigDecimal.valueOf(0.3 + (subject * 7 + number++ * 13) % 50 / 100.0)));
                }
            }
            terms.put(Term.of(TermFunction.SUM, "m.answers"), Measured.of(BigDecimal.valueOf(40 + subject)));
            Scorecard scorecard = ScorecardCalculator.score(
                    model, Subject.organisation("o" + subject), null, measure -> new MeasureInputs(terms, null));
            for (PerspectiveScore perspective : scorecard.perspectives()) {
                sum += Objects.requireNonNull(perspective.low()).doubleValue();
            }
        }
        return sum;
    }

    private static double bare() {
        double sum = 0;
        for (int subject = 0; subject < SUBJECTS; subject++) {
            RandomGenerator random = Simulation.generator(subject);
            for (int draw = 0; draw < Simulation.DRAWS * PERSPECTIVES * MEASURES; draw++) {
                sum += random.nextDouble();
            }
        }
        return sum;
    }

    @Test
    void carriesUncertainty() {
        ScorecardModel model = model();
        double sum = 0;
        long scored = Long.MAX_VALUE;
        long drawn = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            sum += bare();
            long middle = System.nanoTime();
            sum += scorecards(model);
            long end = System.nanoTime();
            drawn = Math.min(drawn, middle - start);
            scored = Math.min(scored, end - middle);
        }
        assertTrue(sum > 0);
        System.out.printf(
                Locale.ROOT,
                "%d subjects, %d uncertain measures, %,d draws each: scorecards %.0f ms, bare loop of as many draws %.0f ms, ratio %.2f (aim 2)%n",
                SUBJECTS,
                PERSPECTIVES * MEASURES,
                Simulation.DRAWS,
                scored / 1e6,
                drawn / 1e6,
                (double) scored / drawn);
    }
}
