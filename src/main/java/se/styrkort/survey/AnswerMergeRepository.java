package se.styrkort.survey;

import static se.styrkort.survey.AnswerStagingRepository.Form.ANSWER;
import static se.styrkort.survey.AnswerStagingRepository.Form.SUMMARY;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import se.styrkort.availability.ClosedMonthRepository;
import se.styrkort.availability.DueRepository;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Survey;
import se.styrkort.ingest.Intake;
import se.styrkort.ingest.Rejection;

/**
 * The merge of staged answers, group by group, in the caller's transaction and under its revision lock: rows that cannot
 * stand are taken out and told, and what the rest of a group comes to replaces what was known of it.
 */
@Singleton
class AnswerMergeRepository {
    private final AnswerContradictionRepository contradictions;
    private final SurveyGroupRepository groups;
    private final ClosedMonthRepository closed;
    private final DueRepository due;

    AnswerMergeRepository(
            AnswerContradictionRepository contradictions,
            SurveyGroupRepository groups,
            ClosedMonthRepository closed,
            DueRepository due) {
        this.contradictions = contradictions;
        this.groups = groups;
        this.closed = closed;
        this.due = due;
    }

    /** One merge on its way. */
    private static final class Outcome {
        private long created;
        private long unchanged;
        private long restated;
        private final Set<DueRepository.Mark> touched = new LinkedHashSet<>();
    }

    Intake.Merged merge(Connection connection, Intake.Order order, long revision, Consumer<Rejection> refusals)
            throws SQLException {
        contradictions.takeOut(connection);
        Outcome outcome = new Outcome();
        for (SurveyGroupRepository.Key group : staged(connection)) {
            Optional<SurveyGroupRepository.Known> known = groups.find(connection, group);
            GroupAnswers answers = read(connection, group, survey(order, group));
            if (known.isPresent() && known.get().answers().equals(answers)) {
                outcome.unchanged++;
                continue;
            }
            Optional<String> objection = objection(connection, order, group, known);
            if (objection.isPresent()) {
                refuse(connection, group, objection.get(), known);
                continue;
            }
            if (known.isPresent()) {
                outcome.restated++;
            } else {
                outcome.created++;
            }
            groups.write(connection, order, revision, group, answers);
            outcome.touched.add(mark(order, group));
        }
        due.mark(connection, SurveyFiguresProvider.KIND, outcome.touched, revision, order.reason(), order.actor());
        return new Intake.Merged(outcome.created, outcome.unchanged, outcome.restated, tell(connection, refusals));
    }

    private static Survey survey(Intake.Order order, SurveyGroupRepository.Key group) {
        return (Survey) order.catalog().find(group.survey()).orElseThrow().entry();
    }

    /** A survey's figures are of the service that it is about; 0: of none. */
    private static DueRepository.Mark mark(Intake.Order order, SurveyGroupRepository.Key group) {
        return new DueRepository.Mark(service(order.catalog(), survey(order, group)), group.month());
    }

    static long service(Catalog catalog, Survey survey) {
        String about = survey.about();
        return about == null
                ? 0
                : catalog.find(Kind.SERVICE, about).map(Catalog.Version::id).orElse(0L);
    }

    private static List<SurveyGroupRepository.Key> staged(Connection connection) throws SQLException {
        List<SurveyGroupRepository.Key> keys = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select survey_id, month, organisation_id, min(line) as line from staged_answer
                        group by 1, 2, 3 order by 2, 1, 3""")) {
            while (row.next()) {
                keys.add(new SurveyGroupRepository.Key(
                        row.getLong(1),
                        new Period(Granularity.MONTH, row.getObject(2, LocalDate.class)),
                        row.getLong(3),
                        row.getInt(4)));
            }
        }
        return keys;
    }

    private static GroupAnswers read(Connection connection, SurveyGroupRepository.Key group, Survey survey)
            throws SQLException {
        GroupReading reading = new GroupReading(survey);
        try (PreparedStatement query = connection.prepareStatement("""
                select form, respondent, question, level, answers, satisfied, mean, std_dev, invited from staged_answer
                where survey_id = ? and month = ? and organisation_id = ? order by form, respondent""")) {
            query.setFetchSize(5_000);
            query.setLong(1, group.survey());
            query.setObject(2, group.month().first());
            query.setLong(3, group.organisation());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    add(reading, row);
                }
            }
        }
        return reading.end();
    }

    private static void add(GroupReading reading, ResultSet row) throws SQLException {
        String question = row.getString("question");
        Integer level = row.getObject("level", Integer.class);
        if (row.getInt("form") == ANSWER.code()) {
            reading.answer(row.getString("respondent"), question, level);
        } else if (row.getInt("form") == SUMMARY.code() && level != null) {
            reading.counted(question, level, row.getLong("answers"));
        } else if (row.getInt("form") == SUMMARY.code()) {
            reading.summedUp(
                    question,
                    Tally.ofSummary(
                            row.getLong("answers"),
                            row.getObject("satisfied", Long.class),
                            row.getBigDecimal("mean"),
                            row.getBigDecimal("std_dev")));
        }
        Long invited = row.getObject("invited", Long.class);
        if (invited != null) {
            reading.invited(invited);
        }
    }

    /** What stands against replacing what is known of the group: the code of a rejection. */
    private Optional<String> objection(
            Connection connection,
            Intake.Order order,
            SurveyGroupRepository.Key group,
            Optional<SurveyGroupRepository.Known> known)
            throws SQLException {
        DueRepository.Mark mark = mark(order, group);
        if (!order.mayChange(mark.service(), group.organisation())) {
            return Optional.of("out_of_scope");
        }
        if (known.isPresent() && known.get().sourceId() != order.source() && !order.takeover()) {
            return Optional.of("other_source");
        }
        if ((order.reason() == null || !order.mayRestateClosed())
                && !closed.withFigures(connection, SurveyFiguresProvider.METRIC, List.of(mark))
                        .isEmpty()) {
            return Optional.of(order.mayRestateClosed() ? "closed_without_reason" : "closed_without_right");
        }
        return Optional.empty();
    }

    private static void refuse(
            Connection connection,
            SurveyGroupRepository.Key group,
            String code,
            Optional<SurveyGroupRepository.Known> known)
            throws SQLException {
        String detail = code.equals("other_source")
                ? known.map(SurveyGroupRepository.Known::source).orElse("")
                : group.month().code();
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into refused_answer select row, line, ?, ? from staged_answer
                where survey_id = ? and month = ? and organisation_id = ?""")) {
            insert.setString(1, code);
            insert.setString(2, detail);
            insert.setLong(3, group.survey());
            insert.setObject(4, group.month().first());
            insert.setLong(5, group.organisation());
            insert.executeUpdate();
        }
    }

    private static long tell(Connection connection, Consumer<Rejection> refusals) throws SQLException {
        long refused = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(5_000);
            try (ResultSet row =
                    statement.executeQuery("select line, code, detail from refused_answer order by line, row")) {
                while (row.next()) {
                    @Nullable String detail = row.getString("detail");
                    refusals.accept(Rejection.of(
                            row.getLong("line"),
                            "",
                            row.getString("code"),
                            "",
                            Objects.requireNonNullElse(detail, "")));
                    refused++;
                }
            }
        }
        return refused;
    }
}
