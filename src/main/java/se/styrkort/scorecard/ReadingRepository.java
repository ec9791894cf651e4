package se.styrkort.scorecard;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Kind;
import se.styrkort.observation.PeriodRepository;
import se.styrkort.web.ProblemException;

/** Computes scorecards of some periods at once from the figures of one snapshot: no figure is read twice for them. */
@Singleton
class ReadingRepository {
    /** Subjects of one question; more are a file for each, not a page. */
    static final int MOST_SUBJECTS = 10_000;

    private final PeriodRepository periods;
    private final MeasureRepository measures;

    ReadingRepository(PeriodRepository periods, MeasureRepository measures) {
        this.periods = periods;
        this.measures = measures;
    }

    /**
     * One reading for each of the periods.
     *
     * @param asked none: every organisation that has figures. More than {@value #MOST_SUBJECTS} are refused with 400
     */
    List<ScorecardReading> read(
            MeasureRepository.View view, ScorecardModel model, List<Subject> asked, List<Period> wanted)
            throws SQLException {
        List<Subject> subjects = asked.isEmpty()
                ? view.catalog().list(Kind.ORGANISATION).stream()
                        .map(version -> Subject.organisation(version.entry().code()))
                        .toList()
                : asked.stream().distinct().toList();
        if (subjects.size() > MOST_SUBJECTS) {
            throw new ProblemException(400, "too_many_subjects", String.valueOf(MOST_SUBJECTS));
        }
        Set<Period> closed = closed(view, model, wanted);
        Set<Terms.Question> questions = new LinkedHashSet<>();
        for (Period period : wanted) {
            for (Measure measure : model.measures()) {
                Period anchor = period.lastMonth();
                boolean comparable = isComparable(measure.window(), anchor, closed);
                for (Term term : measure.terms()) {
                    questions.add(new Terms.Question(term, measure.window(), anchor));
                    if (comparable) {
                        questions.add(new Terms.Question(
                                term, measure.window(), measure.window().previousAnchor(anchor)));
                    }
                }
            }
        }
        Terms terms = measures.terms(view, subjects, questions);
        List<ScorecardReading> readings = new ArrayList<>();
        for (Period period : wanted) {
            Reading reading = new Reading(view, model, terms, period, closed);
            for (int i = 0; i < subjects.size(); i++) {
                if (!asked.isEmpty() || reading.hasFigures(i)) {
                    reading.add(subjects.get(i), i);
                }
            }
            readings.add(reading.whole());
        }
        return readings;
    }

    /** The closed months of those that any window looks at. */
    private Set<Period> closed(MeasureRepository.View view, ScorecardModel model, List<Period> wanted)
            throws SQLException {
        Set<Period> looked = new LinkedHashSet<>();
        for (Period period : wanted) {
            looked.addAll(months(period));
            for (Measure measure : model.measures()) {
                Period anchor = period.lastMonth();
                looked.addAll(measure.window().comparedMonths(anchor));
                looked.addAll(measure.window().comparedMonths(measure.window().previousAnchor(anchor)));
            }
        }
        return looked.isEmpty()
                ? Set.of()
                : periods.closed(
                        view.connection(),
                        looked.stream().min(Period::compareTo).orElseThrow(),
                        looked.stream().max(Period::compareTo).orElseThrow(),
                        view.at().revision());
    }

    private static List<Period> months(Period period) {
        List<Period> months = new ArrayList<>();
        Period last = period.lastMonth();
        for (Period month = Period.containing(Granularity.MONTH, period.first());
                month.compareTo(last) <= 0;
                month = month.next()) {
            months.add(month);
        }
        return months;
    }

    /** A window is compared with an earlier one only when nothing in either may still change. */
    private static boolean isComparable(Window window, Period anchor, Set<Period> closed) {
        return closed.containsAll(window.comparedMonths(anchor))
                && closed.containsAll(window.comparedMonths(window.previousAnchor(anchor)));
    }

    /** The scorecards of one period, while they are made. */
    private static final class Reading {
        private final MeasureRepository.View view;
        private final ScorecardModel model;
        private final Terms terms;
        private final Period period;
        private final Period anchor;
        private final Set<Period> closed;
        private final List<Scorecard> scorecards = new ArrayList<>();
        private final Map<Subject, Map<Measure, MeasureInputs>> inputs = new HashMap<>();

        Reading(MeasureRepository.View view, ScorecardModel model, Terms terms, Period period, Set<Period> closed) {
            this.view = view;
            this.model = model;
            this.terms = terms;
            this.period = period;
            this.anchor = period.lastMonth();
            this.closed = closed;
        }

        boolean hasFigures(int subject) {
            return model.measures().stream().anyMatch(measure -> terms.hasFigures(measure, anchor, subject));
        }

        void add(Subject subject, int number) {
            Map<Measure, MeasureInputs> given = new HashMap<>();
            for (Measure measure : model.measures()) {
                Period earlier = measure.window().previousAnchor(anchor);
                given.put(
                        measure,
                        new MeasureInputs(
                                terms.of(measure, anchor, number),
                                !isComparable(measure.window(), anchor, closed)
                                        ? null
                                        : terms.hasFigures(measure, earlier, number)
                                                ? terms.of(measure, earlier, number)
                                                : Map.of()));
            }
            inputs.put(subject, given);
            scorecards.add(ScorecardCalculator.score(
                    model,
                    subject,
                    subject.kind().equals(Subject.ORGANISATION) ? subject.code() : view.organisation(),
                    measure -> given.getOrDefault(measure, MeasureInputs.NONE)));
        }

        ScorecardReading whole() {
            return new ScorecardReading(
                    model,
                    period,
                    closed.containsAll(months(period)),
                    Instant.EPOCH,
                    view.at().revision(),
                    view.catalog(),
                    scorecards,
                    inputs);
        }
    }
}
