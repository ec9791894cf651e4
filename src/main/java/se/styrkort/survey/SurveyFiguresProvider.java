package se.styrkort.survey;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import se.styrkort.availability.DueRepository;
import se.styrkort.availability.MonthlyFigure;
import se.styrkort.availability.MonthlyFiguresProvider;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Survey;
import se.styrkort.observation.Quality;
import se.styrkort.observation.State;

/**
 * What a month's surveys come to, as observations, with the definitions in force; a definition that changes makes the
 * months due again. A survey is asked when it is asked: its figures do not wait for the month's end.
 */
@Singleton
final class SurveyFiguresProvider implements MonthlyFiguresProvider {
    /** What is due here, and the source of the observations. */
    static final String KIND = "survey";

    /** The metrics begin like this. */
    static final String PREFIX = "survey.";

    /** What every survey of a month has. */
    static final String METRIC = PREFIX + "answers";

    private final CatalogRepository catalogs;
    private final SurveyGroupRepository groups;

    SurveyFiguresProvider(CatalogRepository catalogs, SurveyGroupRepository groups) {
        this.catalogs = catalogs;
        this.groups = groups;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String metric() {
        return METRIC;
    }

    @Override
    public Collection<Long> measured(Connection connection, long revision, Period month) {
        return List.of();
    }

    @Override
    public Set<Long> changed(Catalog before, Catalog after) {
        Set<Long> services = new HashSet<>();
        for (Catalog.Version version : after.list(Kind.SURVEY)) {
            Survey now = (Survey) version.entry();
            Survey then = before.survey(now.code());
            if (then != null && !then.equals(now)) {
                services.add(AnswerMergeRepository.service(before, then));
                services.add(AnswerMergeRepository.service(after, now));
            }
        }
        return services;
    }

    @Override
    public Collection<DueRepository.Mark> withInputs(Connection connection, Collection<Long> services, Period last)
            throws SQLException {
        Set<Period> months = new HashSet<>();
        Catalog catalog = catalogs.read(connection, Long.MAX_VALUE);
        for (Catalog.Version version : catalog.list(Kind.SURVEY)) {
            if (services.contains(AnswerMergeRepository.service(catalog, (Survey) version.entry()))) {
                months.addAll(groups.months(connection, version.id(), last));
            }
        }
        // also of the services that a survey is about no more
        return months.stream()
                .flatMap(month -> services.stream().map(service -> new DueRepository.Mark(service, month)))
                .toList();
    }

    @Override
    public List<MonthlyFigure> figures(Connection connection, long revision, Period month, List<Long> services)
            throws SQLException {
        Catalog catalog = catalogs.read(connection, revision);
        Map<Long, Map<String, GroupAnswers>> surveys = new TreeMap<>();
        Set<Long> synthetic = new HashSet<>();
        for (SurveyGroupRepository.Known known : groups.of(connection, month)) {
            long survey = known.key().survey();
            String organisation = known.key().organisation() == 0
                    ? Suppression.WHOLE
                    : Objects.requireNonNullElse(catalog.codeOf(known.key().organisation()), Suppression.WHOLE);
            surveys.computeIfAbsent(survey, key -> new HashMap<>()).put(organisation, known.answers());
            if (known.synthetic()) {
                synthetic.add(survey);
            }
        }
        List<MonthlyFigure> figures = new ArrayList<>();
        surveys.forEach((id, answers) -> catalog.find(id)
                .map(version -> (Survey) version.entry())
                .filter(survey -> services.contains(AnswerMergeRepository.service(catalog, survey)))
                .ifPresent(survey -> add(
                        figures,
                        catalog,
                        survey,
                        new SurveyMonth(survey, catalog::upwards, answers).figures(),
                        synthetic.contains(id) ? Quality.SYNTHETIC : Quality.FINAL)));
        addGone(figures, earlier(connection, catalog, month, services));
        return figures;
    }

    private static void add(
            List<MonthlyFigure> out, Catalog catalog, Survey survey, List<SurveyFigure> figures, Quality quality) {
        String service = Objects.requireNonNullElse(survey.about(), "");
        for (SurveyFigure figure : figures) {
            List<String> metrics = new ArrayList<>(List.of(PREFIX + figure.name()));
            if (figure.part().isEmpty() && survey.metrics().containsKey(figure.name())) {
                metrics.add(survey.metrics().get(figure.name()));
            }
            String qualifier =
                    figure.part().isEmpty() ? survey.code() : survey.code() + Survey.SEPARATOR + figure.part();
            for (String metric : metrics) {
                // a municipality may do without some of the metrics
                if (catalog.metric(metric) != null) {
                    out.add(new MonthlyFigure(
                            metric,
                            service,
                            figure.organisation(),
                            qualifier,
                            figure.state(),
                            figure.value(),
                            quality));
                }
            }
        }
    }

    /** What somebody may have read before and is no more, such as a question that was delivered by mistake. */
    private static void addGone(List<MonthlyFigure> figures, List<MonthlyFigure> earlier) {
        Set<List<String>> now = new HashSet<>();
        figures.forEach(figure -> now.add(key(figure)));
        earlier.stream().filter(figure -> !now.contains(key(figure))).forEach(figures::add);
    }

    private static List<String> key(MonthlyFigure figure) {
        return List.of(figure.metric(), figure.service(), figure.organisation(), figure.qualifier());
    }

    /** What the month has figures of already, from this source, as if nothing of it were known any more. */
    private static List<MonthlyFigure> earlier(
            Connection connection, Catalog catalog, Period month, List<Long> services) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select s.metric_id, s.service_id, s.organisation_id, s.qualifier
                from styrkort.series s join styrkort.source d using (source_id)
                join styrkort.observation o on o.series_id = s.series_id and o.period = ?
                where d.code = ? and coalesce(s.service_id, 0) = any (?)""")) {
            query.setObject(1, month.first());
            query.setString(2, KIND);
            query.setArray(3, connection.createArrayOf("bigint", services.toArray()));
            List<MonthlyFigure> earlier = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    earlier.add(new MonthlyFigure(
                            Objects.requireNonNullElse(catalog.codeOf(row.getLong(1)), ""),
                            Objects.requireNonNullElse(catalog.codeOf(row.getObject(2, Long.class)), ""),
                            Objects.requireNonNullElse(catalog.codeOf(row.getObject(3, Long.class)), ""),
                            row.getString(4),
                            State.MISSING,
                            null,
                            Quality.FINAL));
                }
            }
            return earlier;
        }
    }
}
