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
import java.util.Set;
import java.util.TreeSet;
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
    private final SourceRepository sources;

    MatrixRepository(
            TransactionFactory transactions,
            RevisionRepository revisions,
            CatalogRepository catalogs,
            CompletenessRepository completeness,
            SourceRepository sources) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.completeness = completeness;
        this.sources = sources;
    }

    /**
     * All that answers are made of.
     *
     * @param expected codes of the metrics that are expected, in order
     * @param rejected rows that wait, of the metrics that are asked about
     */
    record Reading(
            Catalog catalog,
            Set<String> expected,
            List<Question.Matrix> matrices,
            List<CompletenessRepository.RejectedRow> rejected,
            Map<String, Freshness> sources) {}

    /** @throws ProblemException 400 for a code that is not known, 403 for what is not the actor's */
    Reading read(Actor actor, Question question) {
        Map<String, Freshness> described = new HashMap<>();
        sources.all().forEach(source -> described.put(source.source().code(), source));
        long asked = question.asOf() == null ? -1 : revisions.at(question.asOf());
        Instant now = question.asOf() == null ? Instant.now() : question.asOf();
        return transactions.inSnapshot(connection -> {
            long last = revisions.at(connection, null);
            long revision = asked < 0 ? last : asked;
            Catalog catalog = catalogs.read(connection, revision);
            Entitlement sight = Entitlement.of(actor, catalogs.read(connection, last));
            return read(connection, revision, catalog, sight, question, now, described);
        });
    }

    private Reading read(
            Connection connection,
            long revision,
            Catalog catalog,
            Entitlement sight,
            Question question,
            Instant now,
            Map<String, Freshness> described)
            throws SQLException {
        Long organisation = id(catalog, Kind.ORGANISATION, "organisation", question.organisation());
        Long service = id(catalog, Kind.SERVICE, "service", question.service());
        id(catalog, Kind.METRIC, "metric", question.metric());
        require(sight, question);
        List<Service> followed = followed(catalog, sight, question);
        List<CompletenessRepository.Known> series =
                completeness.series(connection, revision, catalog, sight, organisation);
        Set<String> expected = expected(catalog, series);
        List<Question.Matrix> matrices = new ArrayList<>();
        List<CompletenessRepository.RejectedRow> rejected = new ArrayList<>();
        for (String code : question.metric() == null ? expected : Set.of(question.metric())) {
            Metric metric = catalog.metric(code);
            long metricId = catalog.find(Kind.METRIC, code).orElseThrow().id();
            if (metric == null) {
                continue;
            }
            List<CompletenessRepository.Known> ofMetric = series.stream()
                    .filter(each -> each.metric() == metricId && (service == null || each.service() == service))
                    .toList();
            Map<Long, Delivered> delivered = completeness.delivered(connection, revision, ofMetric);
            List<CompletenessRepository.RejectedRow> waiting =
                    completeness.rejected(connection, code, question.organisation(), now, sight);
            rejected.addAll(waiting);
            Judgement judgement = new Judgement(
                    now,
                    freshness(described, completeness.newest(connection, revision, metricId, metric.granularity())));
            matrices.add(matrix(catalog, metric, followed, delivered, waiting, judgement, question));
        }
        return new Reading(catalog, expected, matrices, rejected, described);
    }

    private static Question.Matrix matrix(
            Catalog catalog,
            Metric metric,
            List<Service> followed,
            Map<Long, Delivered> delivered,
            List<CompletenessRepository.RejectedRow> waiting,
            Judgement judgement,
            Question question) {
        List<Period> periods = periods(metric.granularity(), delivered, judgement.now(), question);
        List<Question.Row> rows = new ArrayList<>();
        for (Service each : followed) {
            long id = catalog.find(Kind.SERVICE, each.code()).orElseThrow().id();
            Delivered came = delivered.getOrDefault(id, Delivered.nothing());
            waiting.stream().filter(row -> row.service().equals(each.code())).forEach(row -> came.rejected()
                    .add(row.period()));
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
        LocalDate today = LocalDate.ofInstant(now, SWEDEN);
        Period over = Period.containing(granularity, today).previous();
        Period to = question.to() == null
                ? over
                : Period.containing(granularity, question.to().last());
        Period from = question.from() != null
                ? Period.containing(granularity, question.from().first())
                : delivered.values().stream()
                        .flatMap(each -> each.first().keySet().stream().limit(1))
                        .min(LocalDate::compareTo)
                        .map(first -> new Period(granularity, first))
                        .orElse(to);
        List<Period> periods = new ArrayList<>();
        for (Period each = from; each.compareTo(to) <= 0; each = each.next()) {
            if (periods.size() == Question.MOST_PERIODS) {
                throw new ProblemException(
                        400, "too_many_periods", String.valueOf(Question.MOST_PERIODS), granularity.code());
            }
            periods.add(each);
        }
        return periods;
    }
}
