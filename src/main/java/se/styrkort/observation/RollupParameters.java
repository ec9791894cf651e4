package se.styrkort.observation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Service;

/** What is bound to a roll-up statement, in its order: codes become ids, and questions lists of the same length. */
final class RollupParameters {
    /** Services are "used" where this metric shows more than nobody. */
    private static final String USE = "usage.active_users";

    /** A parameter. */
    sealed interface Value {}

    /** @param type of the elements, as the database calls it */
    record Many(String type, List<?> elements) implements Value {}

    record One(Object value) implements Value {}

    /** @param type as the database calls it; all that is asked is narrowed by nothing */
    record Nothing(String type) implements Value {}

    private final Catalog catalog;
    private final long revision;
    private final List<Integer> subjects;
    private final List<Long> organisations;
    private final List<Long> services;
    private final OrganisationPaths paths;
    private final @Nullable Set<Long> within;

    RollupParameters(Catalog catalog, long revision, List<Scope> scopes) {
        this.catalog = catalog;
        this.revision = revision;
        this.subjects = scopes.stream().map(Scope::subject).toList();
        this.organisations = scopes.stream()
                .map(scope -> idOrNone(catalog, Kind.ORGANISATION, scope.organisation()))
                .toList();
        this.services = scopes.stream()
                .map(scope -> idOrNone(catalog, Kind.SERVICE, scope.service()))
                .toList();
        OrganisationPaths all = OrganisationPaths.of(catalog);
        Set<Long> roots = Set.copyOf(organisations);
        this.within = roots.contains(RollupRepository.NONE) ? null : all.below(roots);
        this.paths = within == null ? all : all.among(within);
    }

    RollupStatement.ScopeKinds scopeKinds() {
        boolean whole = services.contains(RollupRepository.NONE);
        boolean ofService = services.stream().anyMatch(service -> service != RollupRepository.NONE);
        return new RollupStatement.ScopeKinds(
                whole, ofService, !whole && Set.copyOf(subjects).size() == subjects.size());
    }

    /** Whether there is no subject, so that nothing is to be asked. */
    boolean areOfNobody() {
        return subjects.isEmpty();
    }

    /** The organisations whose figures may count for any subject; nothing: all, and none. */
    Value organisations() {
        return manyOrNothing(within);
    }

    /** The paths between those. */
    OrganisationPaths paths() {
        return paths;
    }

    /** @param periods which of a question's periods its answer is made of */
    List<Value> of(RollupGroup group, Function<Rollup, List<Period>> periods) {
        List<Value> values = new ArrayList<>();
        List<List<Period>> windows = group.shape().common() ? group.windows() : List.of();
        Set<Long> metrics = new HashSet<>();
        group.questions().forEach(question -> metrics.add(metric(question)));
        values.add(new Many("bigint", List.copyOf(metrics)));
        values.add(new Many("date", days(group.periods())));
        values.add(manyOrNothing(services(group.shape())));
        String qualifier = group.shape().qualifier();
        values.add(qualifier == null ? new Nothing("text") : new One(qualifier));
        values.add(organisations());
        values.add(new One(revision));
        values.add(new One(idOrNone(catalog, Kind.METRIC, catalog.metric(USE) == null ? null : USE)));
        values.add(new Many(
                "date",
                days(windows.stream().flatMap(List::stream).distinct().sorted().toList())));
        values.add(new Many("bigint", paths.descendants()));
        values.add(new Many("bigint", paths.ancestors()));
        values.add(new Many("integer", paths.depths()));
        values.add(new Many("integer", subjects));
        values.add(new Many("bigint", organisations));
        values.add(new Many("bigint", services));
        spans(values, group, windows, periods);
        List<Integer> numbers = new ArrayList<>();
        List<LocalDate> months = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            for (Period month : windows.get(i)) {
                numbers.add(i);
                months.add(month.first());
            }
        }
        values.add(new Many("integer", numbers));
        values.add(new Many("date", months));
        return values;
    }

    private void spans(
            List<Value> values,
            RollupGroup group,
            List<List<Period>> windows,
            Function<Rollup, List<Period>> answering) {
        Map<List<Period>, Integer> numbers = new HashMap<>();
        windows.forEach(window -> numbers.put(window, numbers.size()));
        List<Integer> questions = new ArrayList<>();
        List<Long> strands = new ArrayList<>();
        List<Long> metrics = new ArrayList<>();
        List<Integer> uses = new ArrayList<>();
        List<LocalDate> days = new ArrayList<>();
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < group.questions().size(); i++) {
            Rollup rollup = group.questions().get(i);
            int number = group.numbers().get(i);
            long metric = metric(rollup);
            int use = numbers.getOrDefault(RollupGroup.monthsOf(rollup), 0);
            for (Period period : answering.apply(rollup)) {
                questions.add(number);
                strands.add(group.shape().common() ? number : metric);
                metrics.add(metric);
                uses.add(use);
                days.add(period.first());
                expected.add(rollup.periods().size());
            }
        }
        values.add(new Many("integer", questions));
        values.add(new Many("bigint", strands));
        values.add(new Many("bigint", metrics));
        values.add(new Many("integer", uses));
        values.add(new Many("date", days));
        values.add(new Many("integer", expected));
    }

    /** The services that a series may be of; null: any or none. */
    private @Nullable Set<Long> services(RollupGroup.Shape shape) {
        Set<Long> ofSubjects = services.contains(RollupRepository.NONE) ? null : Set.copyOf(services);
        if (shape.service() == null && shape.group() == null) {
            return ofSubjects;
        }
        Set<Long> ids = new HashSet<>();
        for (Catalog.Version version : catalog.list(Kind.SERVICE)) {
            Service service = (Service) version.entry();
            if ((shape.service() == null || service.code().equals(shape.service()))
                    && (shape.group() == null || shape.group().equals(service.availabilityGroup()))
                    && (ofSubjects == null || ofSubjects.contains(version.id()))) {
                ids.add(version.id());
            }
        }
        return ids;
    }

    private static Value manyOrNothing(@Nullable Collection<Long> ids) {
        return ids == null ? new Nothing("bigint[]") : new Many("bigint", List.copyOf(ids));
    }

    private static List<LocalDate> days(List<Period> periods) {
        return periods.stream().map(Period::first).toList();
    }

    private long metric(Rollup rollup) {
        return id(catalog, Kind.METRIC, rollup.metric().code());
    }

    static long id(Catalog catalog, Kind kind, String code) {
        return catalog.find(kind, code).orElseThrow().id();
    }

    private static long idOrNone(Catalog catalog, Kind kind, @Nullable String code) {
        return code == null ? RollupRepository.NONE : id(catalog, kind, code);
    }
}
