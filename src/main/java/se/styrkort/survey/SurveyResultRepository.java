package se.styrkort.survey;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Survey;
import se.styrkort.observation.State;

/** The observations of surveys, for their page. */
@Singleton
class SurveyResultRepository {
    private static final String FIGURES = """
            from styrkort.series s join styrkort.source d using (source_id)
            join styrkort.catalog_entry m on m.entry_id = s.metric_id
            join styrkort.observation_version o on o.series_id = s.series_id and o.revision <= ?
                 and (o.ended is null or o.ended > ?)
            where d.code = '%s' and starts_with(m.code, '%s') and o.state <> 'MISSING'\s""".formatted(SurveyFiguresProvider.KIND, SurveyFiguresProvider.PREFIX);

    /**
     * An observation of a survey.
     *
     * @param name of its metric, without what all have in common
     * @param organisation code; {@link Suppression#WHOLE}: all answers
     * @param part empty: of the survey as a whole; else a question, or a question and a level of it
     */
    record Figure(
            String name,
            String organisation,
            String part,
            Period month,
            State state,
            @Nullable BigDecimal value,
            boolean synthetic) {}

    /** A survey, by its code, of which an organisation has figures. */
    record Known(String survey, String organisation) {}

    List<Known> known(Connection connection, Catalog catalog, long revision) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                """
                select distinct split_part(s.qualifier, '%s', 1) as survey, s.organisation_id
                """.formatted(Survey.SEPARATOR) + FIGURES + " and m.code = ? order by 1, 2 nulls first")) {
            query.setLong(1, revision);
            query.setLong(2, revision);
            query.setString(3, SurveyFiguresProvider.METRIC);
            List<Known> known = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    known.add(new Known(row.getString(1), organisation(catalog, row)));
                }
            }
            return known;
        }
    }

    private static String organisation(Catalog catalog, ResultSet row) throws SQLException {
        return Objects.requireNonNullElse(
                catalog.codeOf(row.getObject("organisation_id", Long.class)), Suppression.WHOLE);
    }

    /** The survey's own figures of all organisations and months. */
    List<Figure> whole(Connection connection, Catalog catalog, Survey survey, long revision) throws SQLException {
        return read(connection, catalog, survey, revision, "and s.qualifier = ?", survey.code());
    }

    /** The figures of all questions of a month. */
    List<Figure> questions(Connection connection, Catalog catalog, Survey survey, Period month, long revision)
            throws SQLException {
        return read(
                connection,
                catalog,
                survey,
                revision,
                "and starts_with(s.qualifier, ?) and o.period = ?",
                survey.code() + Survey.SEPARATOR,
                month.first());
    }

    private static List<Figure> read(
            Connection connection, Catalog catalog, Survey survey, long revision, String condition, Object... given)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                """
                select m.code, s.organisation_id, s.qualifier, o.period, o.state, o.value, o.quality
                """ + FIGURES + condition + " order by o.period, s.organisation_id nulls first, m.code, s.qualifier")) {
            query.setLong(1, revision);
            query.setLong(2, revision);
            for (int i = 0; i < given.length; i++) {
                query.setObject(i + 3, given[i]);
            }
            List<Figure> figures = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String qualifier = row.getString("qualifier");
                    figures.add(new Figure(
                            row.getString("code").substring(SurveyFiguresProvider.PREFIX.length()),
                            organisation(catalog, row),
                            qualifier.equals(survey.code())
                                    ? ""
                                    : qualifier.substring(survey.code().length() + 1),
                            new Period(Granularity.MONTH, row.getObject("period", LocalDate.class)),
                            State.valueOf(row.getString("state")),
                            row.getBigDecimal("value"),
                            row.getString("quality").equals("SYNTHETIC")));
                }
            }
            return figures;
        }
    }
}
