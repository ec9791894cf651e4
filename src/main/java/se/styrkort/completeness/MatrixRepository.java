package se.styrkort.completeness;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Metric;
import se.styrkort.catalog.Service;
import se.styrkort.collector.Freshness;
import se.styrkort.collector.SourceRepository;
import se.styrkort.security.Actor;
import se.styrkort.security.Permission;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.ProblemException;

/** Answers which of the expected figures came, for what an actor may see, as it was known at any time. */
@Singleton
class MatrixRepository {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;
    private final CompletenessRepository completeness;
    private final WaitingRowRepository waiting;
    private final SourceRepository sources;

    MatrixRepository(
            TransactionFactory transactions,
            RevisionRepository revisions,
            CatalogRepository catalogs,
            CompletenessRepository completeness,
            WaitingRowRepository waiting,
            SourceRepository sources) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.completeness = completeness;
        this.waiting = waiting;
        this.sources = sources;
    }

    /**
     * All that answers are made of.
     *
     * @param expected codes of the metrics that are expected, in order
     * @param rejected rows that wait, of the only cell that is asked about; none where there are more
     */
    record Reading(
            Catalog catalog,
            Set<String> expected,
            List<Question.Matrix> matrices,
            List<WaitingRowRepository.RejectedRow> rejected,
            Map<String, Freshness> sources) {}

    /** What one reading goes by. */
    private record Sitting(
            Connection connection,
            long revision,
            Catalog catalog,
            Actor actor,
            Entitlement sight,
            Question question,
            Instant now,
            Map<String, Freshness> described) {}

    /** @throws ProblemException 400 for a code that is not known, 403 for what is not the actor's */
    Reading read(Actor actor, Question question) {
        return read(actor, question, expected -> expected);
    }

    /**
     * As {@link #read(Actor, Question)}, of one metric only where none is asked about.
     *
     * @param usual the code of the one that is then taken, if it is expected; else the first that is
     */
    Reading readOne(Actor actor, Question question, String usual) {
        return read(
                actor,
                question,
                expected -> expected.contains(usual)
                        ? Set.of(usual)
                        : expected.stream().limit(1).collect(Collectors.toSet()));
    }

    private Reading read(Actor actor, Question question, UnaryOperator<Set<String>> choice) {
        Map<String, Freshness> described = new HashMap<>();
        sources.all().forEach(source -> described.put(source.source().code(), source));
        long asked = question.asOf() == null ? -1 : revisions.at(question.asOf());
        Instant now = question.asOf() == null ? Instant.now() : question.asOf();
        return transactions.inSnapshot(connection -> {
            long last = revisions.at(connection, null);
            long revision = asked < 0 ? last : asked;
            Catalog catalog = catalogs.read(connection, revision);
            Entitlement sight = Entitlement.of(actor, catalogs.read(connection, last));
            return read(new Sitting(connection, revision, catalog, actor, sight, question, now, described), choice);
        });
    }

    private Reading read(Sitting sitting, UnaryOperator<Set<String>> choice) throws SQLException {
        Catalog catalog = sitting.catalog();
        Question question = sitting.question();
        Long organisation = id(catalog, Kind.ORGANISATION, "organisation", question.organisation());
        Long service = id(catalog, Kind.SERVICE, "service", question.service());
        id(catalog, Kind.METRIC, "metric", question.metric());
        require(sitting.sight(), question);
        List<Service> followed = followed(catalog, sitting.sight(), question);
        List<CompletenessRepository.Known> series =
                completeness.series(sitting.connection(), sitting.revision(), catalog, sitting.sight(), organisation);
        Set<String> expected = expected(catalog, series);
        List<Question.Matrix> matrices = new ArrayList<>();
        for (String code : question.metric() == null ? choice.apply(expected) : Set.of(question.metric())) {
            Metric metric = catalog.metric(code);
            if (metric != null) {
                matrices.add(matrix(sitting, metric, followed, series, service));
            }
        }
        return new Reading(catalog, expected, matrices, rejected(sitting, matrices), sitting.described());
    }

    /** The rows that wait, when there is one cell that they can be for. */
    private List<WaitingRowRepository.RejectedRow> rejected(Sitting sitting, List<Question.Matrix> matrices)
            throws SQLException {
        boolean cell = matrices.size() == 1
                && matrices.getFirst().periods().size() == 1
                && matrices.getFirst().rows().size() == 1;
        if (!cell) {
            return List.of();
        }
        Question.Matrix only = matrices.getFirst();
        return waiting.rows(
                sitting.connection(),
                only.metric().code(),
                only.rows().getFirst().service().code(),
                sitting.question().organisation(),
                only.periods().getFirst().first(),
                sitting.now(),
                sitting.actor(),
                sitting.sight());
    }

    private Question.Matrix matrix(
            Sitting sitting,
            Metric metric,
            List<Service> followed,
            List<CompletenessRepository.Known> series,
            @Nullable Long service)
            throws SQLException {
        Connection connection = sitting.connection();
        Question question = sitting.question();
        Catalog catalog = sitting.catalog();
        long id = catalog.find(Kind.METRIC, metric.code()).orElseThrow().id();
        List<CompletenessRepository.Known> ofMetric = series.stream()
                .filter(each -> each.metric() == id && (service == null || each.service() == service))
                .toList();
        Map<Long, Delivered> delivered = completeness.begun(connection, sitting.revision(), ofMetric);
        List<Period> periods = periods(metric.granularity(), delivered, sitting.now(), question);
        if (periods.isEmpty()) {
            return new Question.Matrix(
                    metric,
                    periods,
                    followed.stream()
                            .map(each -> new Question.Row(each, Delivered.nothing(), List.of()))
                            .toList());
        }
        LocalDate from = periods.getFirst().first();
        LocalDate to = periods.getLast().first();
        completeness.addStates(connection, sitting.revision(), ofMetric, from, to, delivered);
        Map<String, Set<LocalDate>> rejected = waiting.cells(
                connection,
                metric.code(),
                question.service(),
                question.organisation(),
                from,
                to,
                sitting.now(),
                sitting.sight());
        Judgement judgement = new Judgement(
                sitting.now(),
                freshness(
                        sitting.described(),
                        completeness.newest(connection, sitting.revision(), id, metric.granularity())));
        List<Question.Row> rows = new ArrayList<>();
        for (Service each : followed) {
            Delivered came = delivered.getOrDefault(
                    catalog.find(Kind.SERVICE, each.code()).orElseThrow().id(), Delivered.nothing());
            came.rejected().addAll(rejected.getOrDefault(each.code(), Set.of()));
            rows.add(new Question.Row(
                    each,
                    came,
                    periods.stream()
                            .map(period -> judgement.cell(each, came, period))
                            .toList()));
        }
        return new Question.Matrix(metric, periods, rows);
    }

    /** How fresh each source is of this one metric, by what is said about the source now. */
    private static Map<String, Freshness> freshness(Map<String, Freshness> described, Map<String, Period> newest) {
        Map<String, Freshness> fresh = new HashMap<>();
        newest.forEach((code, period) -> {
            Freshness source = described.get(code);
            if (source != null) {
                fresh.put(code, new Freshness(source.source(), source.lastImport(), period));
            }
        });
        return fresh;
    }

    private static @Nullable Long id(Catalog catalog, Kind kind, String parameter, @Nullable String code) {
        return code == null
                ? null
                : Long.valueOf(catalog.find(kind, code)
                        .orElseThrow(() -> ProblemException.invalidParameter(parameter, code))
                        .id());
    }

    private static void require(Entitlement sight, Question question) {
        String organisation = question.organisation();
        String service = question.service();
        if (organisation != null && !sight.holdsOrganisation(Permission.READ_FIGURES, organisation)) {
            throw Entitlement.refusal(organisation);
        }
        if (service != null && !sight.holdsService(Permission.READ_FIGURES, service)) {
            throw Entitlement.refusal(service);
        }
    }

    private static List<Service> followed(Catalog catalog, Entitlement sight, Question question) {
        return catalog.list(Kind.SERVICE).stream()
                .map(version -> (Service) version.entry())
                .filter(service -> question.service() == null
                        ? service.followed() != null
                        : service.code().equals(question.service()))
                .filter(service -> sight.holdsService(Permission.READ_FIGURES, service.code()))
                .toList();
    }

    /** Metrics that have been delivered for a followed service. */
    private static Set<String> expected(Catalog catalog, List<CompletenessRepository.Known> series) {
        Set<Long> followed = new HashSet<>();
        for (Catalog.Version version : catalog.list(Kind.SERVICE)) {
            if (((Service) version.entry()).followed() != null) {
                followed.add(version.id());
            }
        }
        Set<String> codes = new TreeSet<>();
        for (CompletenessRepository.Known each : series) {
            String code = followed.contains(each.service()) ? catalog.codeOf(each.metric()) : null;
            if (code != null) {
                codes.add(code);
            }
        }
        return codes;
    }

    private static List<Period> periods(
            Granularity granularity, Map<Long, Delivered> delivered, Instant now, Question question) {
        Optional<LocalDate> first = delivered.values().stream()
                .flatMap(each -> each.first().keySet().stream().limit(1))
                .min(LocalDate::compareTo);
        return question.periods(granularity, LocalDate.ofInstant(now, SWEDEN), first);
    }
}
