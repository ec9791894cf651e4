package se.styrkort.survey;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.ingest.Intake;

/** What groups answered, in versions. All methods work inside the caller's transaction. */
@Singleton
class SurveyGroupRepository {
    /**
     * A group of a survey of a month, by the ids of the catalog's entries.
     *
     * @param organisation 0: those who did not say theirs
     * @param line the first of the delivery that is about it
     */
    record Key(long survey, Period month, long organisation, int line) {}

    /** The version in force of what a group answered. */
    record Known(Key key, long id, long sourceId, String source, boolean synthetic, GroupAnswers answers) {}

    private static final String IN_FORCE = """
            select g.survey_group_id, g.survey_id, g.month, coalesce(g.organisation_id, 0) as organisation, g.line,
                   g.respondents, g.invited, g.source_id, s.code as source, s.synthetic
            from styrkort.survey_group g join styrkort.source s using (source_id)
            where g.ended is null and\s""";

    Optional<Known> find(Connection connection, Key key) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                IN_FORCE + "g.month = ? and g.survey_id = ? and coalesce(g.organisation_id, 0) = ?")) {
            query.setObject(1, key.month().first());
            query.setLong(2, key.survey());
            query.setLong(3, key.organisation());
            return read(connection, query).stream().findFirst();
        }
    }

    /** All groups of all surveys of a month. */
    List<Known> of(Connection connection, Period month) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(IN_FORCE + "g.month = ? order by 1")) {
            query.setObject(1, month.first());
            return read(connection, query);
        }
    }

    /** The months that a survey has answers of, up to one. */
    List<Period> months(Connection connection, long survey, Period last) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select distinct month from styrkort.survey_group
                where survey_id = ? and ended is null and month <= ? order by 1""")) {
            query.setLong(1, survey);
            query.setObject(2, last.first());
            List<Period> months = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    months.add(new Period(Granularity.MONTH, row.getObject(1, LocalDate.class)));
                }
            }
            return months;
        }
    }

    private static List<Known> read(Connection connection, PreparedStatement query) throws SQLException {
        List<Known> found = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                long id = row.getLong("survey_group_id");
                Counts counts = counts(connection, id);
                found.add(new Known(
                        new Key(
                                row.getLong("survey_id"),
                                new Period(Granularity.MONTH, row.getObject("month", LocalDate.class)),
                                row.getLong("organisation"),
                                row.getInt("line")),
                        id,
                        row.getLong("source_id"),
                        row.getString("source"),
                        row.getBoolean("synthetic"),
                        new GroupAnswers(
                                row.getLong("respondents"),
                                row.getObject("invited", Long.class),
                                counts.levels,
                                counts.sums)));
            }
        }
        return found;
    }

    private record Counts(NavigableMap<String, NavigableMap<Integer, Long>> levels, NavigableMap<String, Tally> sums) {}

    private static Counts counts(Connection connection, long group) throws SQLException {
        Counts counts = new Counts(new TreeMap<>(), new TreeMap<>());
        try (PreparedStatement query = connection.prepareStatement("""
                select question, level, answers, satisfied, score_sum, score_squares
                from styrkort.survey_count where survey_group_id = ?""")) {
            query.setLong(1, group);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String question = row.getString(1);
                    Integer level = row.getObject(2, Integer.class);
                    if (level != null) {
                        counts.levels
                                .computeIfAbsent(question, key -> new TreeMap<>())
                                .put(level, row.getLong(3));
                    } else {
                        counts.sums.put(
                                question,
                                new Tally(
                                        row.getLong(3),
                                        row.getObject(4, Long.class),
                                        row.getBigDecimal(5),
                                        row.getBigDecimal(6),
                                        new TreeMap<>()));
                    }
                }
            }
        }
        return counts;
    }

    /** The new version of a group; the one before ends. */
    void write(Connection connection, Intake.Order order, long revision, Key key, GroupAnswers answers)
            throws SQLException {
        try (PreparedStatement end = connection.prepareStatement("""
                update styrkort.survey_group set ended = ?
                where month = ? and survey_id = ? and coalesce(organisation_id, 0) = ? and ended is null""")) {
            end.setLong(1, revision);
            end.setObject(2, key.month().first());
            end.setLong(3, key.survey());
            end.setLong(4, key.organisation());
            end.executeUpdate();
        }
        long id = begin(connection, order, revision, key, answers);
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into styrkort.survey_count
                    (survey_group_id, question, level, answers, satisfied, score_sum, score_squares)
                values (?, ?, ?, ?, ?, ?, ?)""")) {
            insert.setLong(1, id);
            for (Map.Entry<String, NavigableMap<Integer, Long>> question :
                    answers.levels().entrySet()) {
                for (Map.Entry<Integer, Long> level : question.getValue().entrySet()) {
                    add(insert, question.getKey(), level.getKey(), level.getValue(), null);
                }
            }
            for (Map.Entry<String, Tally> sum : answers.sums().entrySet()) {
                add(insert, sum.getKey(), null, sum.getValue().answers(), sum.getValue());
            }
            insert.executeBatch();
        }
    }

    private static long begin(Connection connection, Intake.Order order, long revision, Key key, GroupAnswers answers)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into styrkort.survey_group
                    (survey_id, month, organisation_id, revision, source_id, import_id, line, respondents, invited)
                values (?, ?, nullif(?::bigint, 0), ?, ?, ?, ?, ?, ?) returning survey_group_id""")) {
            insert.setLong(1, key.survey());
            insert.setObject(2, key.month().first());
            insert.setLong(3, key.organisation());
            insert.setLong(4, revision);
            insert.setLong(5, order.source());
            insert.setLong(6, order.importId());
            insert.setInt(7, key.line());
            insert.setLong(8, answers.respondents());
            insert.setObject(9, answers.invited(), Types.BIGINT);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void add(
            PreparedStatement insert, String question, @Nullable Integer level, long answers, @Nullable Tally sum)
            throws SQLException {
        insert.setString(2, question);
        insert.setObject(3, level, Types.INTEGER);
        insert.setLong(4, answers);
        insert.setObject(5, sum == null ? null : sum.satisfied(), Types.BIGINT);
        insert.setBigDecimal(6, sum == null ? null : sum.sum());
        insert.setBigDecimal(7, sum == null ? null : sum.squares());
        insert.addBatch();
    }
}
