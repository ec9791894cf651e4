package se.styrkort.comparison;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.observation.Measured;
import se.styrkort.observation.State;
import se.styrkort.scorecard.Measure;
import se.styrkort.scorecard.MeasureInputs;
import se.styrkort.scorecard.ModelReader;
import se.styrkort.scorecard.Scorecard;
import se.styrkort.scorecard.ScorecardCalculator;
import se.styrkort.scorecard.ScorecardModel;
import se.styrkort.scorecard.ScorecardReading;
import se.styrkort.scorecard.Subject;
import se.styrkort.scorecard.Term;
import se.styrkort.scorecard.TermFunction;

/** Readings of scorecards whose measures each read one metric, so that a score is the figure. */
final class Readings {
    /** Two perspectives of two measures each. */
    static final String MODEL = """
            code: four
            version: 1
            valid_from: 2026-01
            missing: {min_share: 0.5}
            perspectives:
              - code: p
                measures:
                  - {code: a, value: last(m.a), normalisation: {goalposts: {zero: 0, hundred: 100}}, target: 80}
                  - {code: b, value: last(m.b), normalisation: {goalposts: {zero: 0, hundred: 100}}}
              - code: q
                measures:
                  - {code: c, value: last(m.c), normalisation: {goalposts: {zero: 0, hundred: 100}}}
                  - {code: d, value: last(m.d), normalisation: {goalposts: {zero: 0, hundred: 100}}}
            """;

    private Readings() {}

    static ScorecardModel model(String yaml) {
        ModelReader.Reading reading = ModelReader.readStored(yaml);
        return Objects.requireNonNull(reading.model(), () -> reading.faults().toString());
    }

    /** @param rows {@code x 80 75 - .}: an organisation, and a figure for each of the metrics m.a, m.b, … */
    static ScorecardReading of(String yaml, String... rows) {
        ScorecardModel model = model(yaml);
        List<Scorecard> scorecards = new ArrayList<>();
        Map<Subject, Map<Measure, MeasureInputs>> inputs = new HashMap<>();
        for (String row : rows) {
            String[] words = row.split(" ");
            Map<Term, Measured> terms = new HashMap<>();
            for (int i = 1; i < words.length; i++) {
                terms.put(Term.of(TermFunction.LAST, "m." + (char) ('a' + i - 1)), measured(words[i]));
            }
            Subject subject = Subject.organisation(words[0]);
            Map<Measure, MeasureInputs> given = new HashMap<>();
            model.measures().forEach(measure -> given.put(measure, new MeasureInputs(terms, null)));
            inputs.put(subject, given);
            scorecards.add(ScorecardCalculator.score(
                    model, subject, words[0], measure -> Objects.requireNonNull(given.get(measure))));
        }
        return new ScorecardReading(
                model, Period.month(2026, 3), true, Instant.EPOCH, 1, new Catalog(List.of()), scorecards, inputs);
    }

    private static Measured measured(String text) {
        return switch (text) {
            case "-" -> Measured.empty(State.MISSING);
            case "." -> Measured.empty(State.NOT_APPLICABLE);
            default -> Measured.of(new BigDecimal(text));
        };
    }

    static List<Subject> subjects(ScorecardReading reading) {
        return reading.scorecards().stream().map(Scorecard::subject).toList();
    }
}
