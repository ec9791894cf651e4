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
import org.jspecify.annotations.Nullable;
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
        return wanted.stream()
                .map(period -> reading(view, model, subjects, !asked.isEmpty(), period, closed, terms))
                .toList();
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

    /** A measure with what its terms came to in the period, and before it where the two may be compared. */
    private record Known(Measure measure, Terms.OfMeasure now, Terms.@Nullable OfMeasure before) {
        MeasureInputs of(int subject) {
            return new MeasureInputs(
                    now.of(subject),
                    before == null ? null : before.hasFigures(subject) ? before.of(subject) : Map.of());
        }
    }

    private static ScorecardReading reading(
            MeasureRepository.View view,
            ScorecardModel model,
            List<Subject> subjects,
            boolean every,
            Period period,
            Set<Period> closed,
            Terms terms) {
        Period anchor = period.lastMonth();
        List<Known> known = model.measures().stream()
                .map(measure -> new Known(
                        measure,
                        terms.of(measure, anchor),
                        isComparable(measure.window(), anchor, closed)
                                ? terms.of(measure, measure.window().previousAnchor(anchor))
                                : null))
                .toList();
        List<Scorecard> scorecards = new ArrayList<>();
        Map<Subject, Map<Measure, MeasureInputs>> inputs = new HashMap<>();
        for (int i = 0; i < subjects.size(); i++) {
            int number = i;
            if (every || known.stream().anyMatch(each -> each.now.hasFigures(number))) {
                Subject subject = subjects.get(i);
                Map<Measure, MeasureInputs> given = new HashMap<>();
                known.forEach(each -> given.put(each.measure, each.of(number)));
                inputs.put(subject, given);
                scorecards.add(ScorecardCalculator.score(
                        model,
                        subject,
                        subject.kind().equals(Subject.ORGANISATION) ? subject.code() : view.organisation(),
                        measure -> given.getOrDefault(measure, MeasureInputs.NONE)));
            }
        }
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
