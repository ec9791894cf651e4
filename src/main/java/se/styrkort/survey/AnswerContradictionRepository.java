package se.styrkort.survey;

import static se.styrkort.survey.AnswerStagingRepository.Form.ANSWER;
import static se.styrkort.survey.AnswerStagingRepository.Form.SUMMARY;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Staged answers held against each other: those that cannot stand are moved to {@code refused_answer}, with the reason. */
@Singleton
class AnswerContradictionRepository {
    private static final String SAME_QUESTION = "survey_id, month, organisation_id, question";

    /** Of rows that contradict each other nobody knows which is right; what is said twice is counted once. */
    void takeOut(Connection connection) throws SQLException {
        run(connection, """
                create temporary table refused_answer (row bigint, line integer, code text, detail text) on commit drop""");
        contradictions(connection, SAME_QUESTION + ", respondent", "level", ANSWER.code(), "respondent is not null");
        contradictions(
                connection,
                SAME_QUESTION + ", coalesce(level, 1000000)",
                "(answers, satisfied, mean, std_dev)",
                SUMMARY.code(),
                "true");
        delete(connection);
        run(connection, """
                delete from staged_answer s using (
                    select row, row_number() over (partition by form, %s, respondent, coalesce(level, 1000000) order by row) as again
                    from staged_answer where form = %d or (form = %d and respondent is not null)) d
                where d.row = s.row and d.again > 1""".formatted(SAME_QUESTION, SUMMARY.code(), ANSWER.code()));
        run(connection, """
                insert into refused_answer
                select s.row, s.line, 'summary_beside_answers', ''
                from staged_answer s where s.form = %d and exists (
                    select from staged_answer o
                    where (o.survey_id, o.month, o.organisation_id) = (s.survey_id, s.month, s.organisation_id)
                      and ((o.form = %d and (o.question = s.question or s.question = ''))
                           or (o.form = s.form and o.question = s.question and s.level is null and o.level is not null)))""".formatted(SUMMARY.code(), ANSWER.code()));
        run(connection, """
                insert into refused_answer
                select s.row, s.line, 'contradicting_answer', ''
                from staged_answer s join (
                    select survey_id, month, organisation_id from staged_answer
                    group by 1, 2, 3 having count(distinct invited) > 1) d using (survey_id, month, organisation_id)
                where s.invited is not null and s.row not in (select row from refused_answer)""");
        delete(connection);
    }

    private static void contradictions(Connection connection, String same, String said, int form, String condition)
            throws SQLException {
        run(connection, """
                insert into refused_answer
                select row, line, 'contradicting_answer', (case line when first then last else first end)::text
                from (select row, line, min(line) over w as first, max(line) over w as last,
                             min((%2$s)::text) over w as one, max((%2$s)::text) over w as other,
                             count((%2$s)::text) over w as given, count(*) over w as all_rows
                      from staged_answer where form = %3$d and %4$s
                      window w as (partition by %1$s)) s
                where one <> other or given not in (0, all_rows)""".formatted(same, said, form, condition));
    }

    private static void delete(Connection connection) throws SQLException {
        run(connection, "delete from staged_answer where row in (select row from refused_answer)");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.executeUpdate();
        }
    }
}
