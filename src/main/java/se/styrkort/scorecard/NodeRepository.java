package se.styrkort.scorecard;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Wording;

/** What a model calls its perspectives and measures, and their targets, as rows for readers of the database. */
@Singleton
class NodeRepository {
    /** Writes the model version's nodes where they are missing; a version never changes. */
    void store(Connection connection, ScorecardModel model) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into styrkort.scorecard_node (model, version, valid_from, node, position, name_sv, name_en, weight,
                    unit, target, caution, lower_is_better, availability_target)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")) {
            insert.setString(1, model.code());
            insert.setInt(2, model.version());
            insert.setObject(3, model.validFrom().first());
            int position = 0;
            for (Perspective perspective : model.perspectives()) {
                node(insert, perspective.code(), position++, perspective.name(), perspective.weight());
                limits(insert, null, null, null, false, false);
                for (Measure measure : perspective.measures()) {
                    node(
                            insert,
                            perspective.code() + "/" + measure.code(),
                            position++,
                            measure.name(),
                            measure.weight());
                    boolean lower = measure.normalisation().lowerIsBetter();
                    limits(
                            insert,
                            measure.unit(),
                            measure.target(),
                            measure.caution(),
                            lower,
                            measure.isAvailabilityTarget());
                }
            }
            insert.executeBatch();
        }
    }

    private static void node(PreparedStatement insert, String node, int position, Wording name, BigDecimal weight)
            throws SQLException {
        insert.setString(4, node);
        insert.setInt(5, position);
        insert.setString(6, name.sv());
        insert.setString(7, name.en());
        insert.setBigDecimal(8, weight);
    }

    private static void limits(
            PreparedStatement insert,
            @Nullable String unit,
            @Nullable BigDecimal target,
            @Nullable BigDecimal caution,
            boolean lowerIsBetter,
            boolean availabilityTarget)
            throws SQLException {
        insert.setString(9, unit);
        insert.setObject(10, target, Types.NUMERIC);
        insert.setObject(11, caution, Types.NUMERIC);
        insert.setBoolean(12, lowerIsBetter);
        insert.setBoolean(13, availabilityTarget);
        insert.addBatch();
    }
}
