package se.styrkort.scorecard;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Metric;
import se.styrkort.catalog.ObjectProduct;
import se.styrkort.catalog.Rule;
import se.styrkort.catalog.Service;
import se.styrkort.observation.Rollup;
import se.styrkort.observation.RollupRepository;
import se.styrkort.observation.Scope;

/** What measures are computed from: each term of their expressions, for many subjects at once. */
@Singleton
class MeasureRepository {
    private final RollupRepository repository;

    MeasureRepository(RollupRepository repository) {
        this.repository = repository;
    }

    /**
     * The state of figures and catalog that is read.
     *
     * @param organisation whose figures count for a subject that is no organisation; absent: everybody's
     */
    record View(
            Connection connection,
            Catalog catalog,
            RollupRepository.At at,
            @Nullable String organisation) {}

    /** What each question comes to for each subject, by the subject's place in the list; asked together. */
    Terms terms(View view, List<Subject> subjects, Collection<Terms.Question> questions) throws SQLException {
        List<Scope> scopes = scopes(view, subjects);
        Map<Rollup, Integer> rollups = new LinkedHashMap<>();
        Map<Terms.Question, Integer> numbers = new LinkedHashMap<>();
        for (Terms.Question question : scopes.isEmpty() ? List.<Terms.Question>of() : questions) {
            rollup(view.catalog(), question)
                    .ifPresent(rollup -> numbers.put(
                            question, Objects.requireNonNull(rollups.computeIfAbsent(rollup, key -> rollups.size()))));
        }
        List<RollupRepository.Answers> answers =
                repository.values(view.connection(), view.catalog(), view.at(), scopes, List.copyOf(rollups.keySet()));
        Map<Terms.Question, RollupRepository.Answers> byQuestion = new HashMap<>();
        numbers.forEach((question, number) -> byQuestion.put(question, answers.get(number)));
        return new Terms(byQuestion);
    }

    /** Empty when the catalog does not have the metric. */
    static Optional<Rollup> rollup(Catalog catalog, Terms.Question question) {
        return Optional.ofNullable(catalog.metric(question.term().metric()))
                .map(metric -> rollup(question.term(), question.window(), metric, question.anchor()));
    }

    private static Rollup rollup(Term term, Window window, Metric metric, Period anchorMonth) {
        BigDecimal share = term.minShare();
        return new Rollup(
                metric,
                rule(term.function(), metric),
                term.service(),
                term.group(),
                term.qualifier(),
                share == null ? BigDecimal.ONE : share,
                term.function() == TermFunction.COMMON,
                window.periods(anchorMonth, metric.granularity()),
                window.kind() == Window.Kind.LATEST);
    }

    private static @Nullable Rule rule(TermFunction function, Metric metric) {
        return switch (function) {
            case SUM -> Rule.SUM;
            case MEAN -> Rule.MEAN;
            case LAST -> Rule.LAST;
            case MAX -> Rule.MAX;
            case MIN -> Rule.MIN;
            case COUNT -> null;
            case COMMON -> metric.overTime();
        };
    }

    static List<Scope> scopes(View view, List<Subject> subjects) {
        List<Scope> scopes = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            int number = i;
            Subject subject = subjects.get(i);
            switch (subject.kind()) {
                case Subject.ORGANISATION -> scopes.add(new Scope(number, subject.code(), null));
                case Subject.SERVICE -> scopes.add(new Scope(number, view.organisation(), subject.code()));
                default ->
                    servicesOf(view.catalog(), subject.code())
                            .forEach(service -> scopes.add(new Scope(number, view.organisation(), service)));
            }
        }
        return scopes;
    }

    private static List<String> servicesOf(Catalog catalog, String object) {
        return catalog.list(Kind.SERVICE).stream()
                .map(version -> (Service) version.entry())
                .filter(service -> catalog.find(Kind.PRODUCT, service.product())
                        .map(product ->
                                ((ObjectProduct) product.entry()).object().equals(object))
                        .orElse(false))
                .map(Service::code)
                .toList();
    }
}
