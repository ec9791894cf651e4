package se.styrkort.scorecard;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Wording;

/** What a model calls its perspectives and measures, and their targets, as rows for readers of the database. */
@Singleton
class NodeRepository {
    private record Node(
            String node,
            int position,
            Wording name,
            BigDecimal weight,
            @Nullable String unit,
            @Nullable BigDecimal target,
            @Nullable BigDecimal caution,
            boolean lowerIsBetter,
            boolean availabilityTarget) {
        Node {
            weight = Figures.plain(weight);
            target = target == null ? null : Figures.plain(target);
            caution = caution == null ? null : Figures.plain(caution);
        }
    }

    private static List<Node> nodes(ScorecardModel model) {
        List<Node> nodes = new ArrayList<>();
        for (Perspective perspective : model.perspectives()) {
            nodes.add(new Node(
                    perspective.code(),
                    nodes.size(),
                    perspective.name(),
                    perspective.weight(),
                    null,
                    null,
                    null,
                    false,
                    false));
            for (Measure measure : perspective.measures()) {
                nodes.add(new Node(
                        perspective.code() + "/" + measure.code(),
                        nodes.size(),
                        measure.name(),
                        measure.weight(),
                        measure.unit(),
                        measure.target(),
                        measure.caution(),
                        measure.normalisation().lowerIsBetter(),
                        measure.isAvailabilityTarget()));
            }
        }
        return nodes;
    }

    /** Writes the model version's nodes where they are missing; a version never changes. */
    void store(Connection connection, ScorecardModel model) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into styrkort.scorecard_node (model, version, valid_from, node, position, name_sv, name_en, weight,
                    unit, target, caution, lower_is_better, availability_target)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")) {
            insert.setString(1, model.code());
            insert.setInt(2, model.version());
            insert.setObject(3, model.validFrom().first());
            for (Node node : nodes(model)) {
                insert.setString(4, node.node);
                insert.setInt(5, node.position);
                insert.setString(6, node.name.sv());
                insert.setString(7, node.name.en());
                insert.setBigDecimal(8, node.weight);
                insert.setString(9, node.unit);
                insert.setObject(10, node.target, Types.NUMERIC);
                insert.setObject(11, node.caution, Types.NUMERIC);
                insert.setBoolean(12, node.lowerIsBetter);
                insert.setBoolean(13, node.availabilityTarget);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Whether the rows say what the model says, no more and no less. */
    boolean areThoseOf(Connection connection, ScorecardModel model) throws SQLException {
        Set<Node> stored = new HashSet<>();
        boolean valid = true;
        try (PreparedStatement query = connection.prepareStatement("""
                select * from styrkort.scorecard_node where model = ? and version = ?""")) {
            query.setString(1, model.code());
            query.setInt(2, model.version());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    valid &= Date.valueOf(model.validFrom().first()).equals(row.getDate("valid_from"));
                    stored.add(new Node(
                            row.getString("node"),
                            row.getInt("position"),
                            new Wording(row.getString("name_sv"), row.getString("name_en")),
                            row.getBigDecimal("weight"),
                            row.getString("unit"),
                            row.getBigDecimal("target"),
                            row.getBigDecimal("caution"),
                            row.getBoolean("lower_is_better"),
                            row.getBoolean("availability_target")));
                }
            }
        }
        return valid && stored.equals(Set.copyOf(nodes(model)));
    }
}
