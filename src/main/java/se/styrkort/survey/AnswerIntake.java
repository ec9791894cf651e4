package se.styrkort.survey;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import se.styrkort.availability.MonthlyFiguresJob;
import se.styrkort.catalog.Survey;
import se.styrkort.ingest.Intake;
import se.styrkort.ingest.IntakeRow;
import se.styrkort.ingest.Into;
import se.styrkort.ingest.Rejection;

/**
 * Takes answers to surveys in, one by one or summed up. What a delivery says of a survey, a month and a group replaces
 * what was known of them: since respondents are forgotten, nothing can be added to earlier answers.
 */
@Singleton
final class AnswerIntake implements Intake {
    private final AnswerMergeRepository merges;
    private final MonthlyFiguresJob figures;

    AnswerIntake(AnswerMergeRepository merges, MonthlyFiguresJob figures) {
        this.merges = merges;
        this.figures = figures;
    }

    @Override
    public Into into() {
        return Into.ANSWERS;
    }

    @Override
    public Taking begin(Connection connection, Order order) throws SQLException {
        return new Answers(connection, order);
    }

    @Override
    public void committed() {
        figures.compute();
    }

    @Override
    public boolean computes(String source) {
        return source.equals(SurveyFiguresProvider.KIND);
    }

    private final class Answers implements Taking {
        private final Connection connection;
        private final Order order;
        private final AnswerStagingRepository staging;

        Answers(Connection connection, Order order) throws SQLException {
            this.connection = connection;
            this.order = order;
            this.staging = new AnswerStagingRepository(connection);
        }

        @Override
        public @Nullable Rejection add(long line, IntakeRow row) throws SQLException {
            Survey survey =
                    (Survey) order.catalog().find(row.survey()).orElseThrow().entry();
            AnswerCheck check = new AnswerCheck(survey, line, row);
            Rejection fault = check.fault();
            if (fault == null) {
                staging.add(line, row, check.form(), check.question(), check.level());
            }
            return fault;
        }

        @Override
        public Merged merge(long revision, Map<Long, Long> instead, Consumer<Rejection> refusals) throws SQLException {
            staging.complete(instead);
            return merges.merge(connection, order, revision, refusals);
        }

        @Override
        public void close() {
            // the table between goes with the transaction
        }
    }
}
