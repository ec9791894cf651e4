package se.styrkort.observation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Which series (table {@code s}) a question is about, as a condition with parameters. */
record SeriesFilter(ObservationQuery query) {
    String sql() {
        return """
                (cardinality(?::bigint[]) = 0 or s.metric_id = any (?))
                and (cardinality(?::bigint[]) = 0 or s.service_id = any (?))
                and (cardinality(?::bigint[]) = 0 or s.organisation_id = any (?))
                and (cardinality(?::text[]) = 0 or s.qualifier = any (?))
                and (%s)""".formatted(visible(query.visible()));
    }

    /** Sets the condition's parameters from a number on, and says which number comes next. */
    int set(Connection connection, PreparedStatement statement, int first) throws SQLException {
        int i = first;
        for (List<Long> ids : List.of(query.metrics(), query.services(), query.organisations())) {
            statement.setArray(i++, connection.createArrayOf("bigint", ids.toArray()));
            statement.setArray(i++, connection.createArrayOf("bigint", ids.toArray()));
        }
        Object[] qualifiers = query.qualifiers().toArray();
        statement.setArray(i++, connection.createArrayOf("text", qualifiers));
        statement.setArray(i++, connection.createArrayOf("text", qualifiers));
        for (Visible part : query.visible()) {
            for (List<Long> ids : Arrays.asList(part.metrics(), part.organisations(), part.services())) {
                if (ids != null) {
                    statement.setArray(i++, connection.createArrayOf("bigint", ids.toArray()));
                }
            }
        }
        return i;
    }

    /** A condition with one parameter, an array, for each list of ids that a part has. */
    private static String visible(List<Visible> parts) {
        return parts.isEmpty()
                ? "false"
                : parts.stream().map(SeriesFilter::visible).collect(Collectors.joining(" or "));
    }

    private static String visible(Visible part) {
        List<String> conditions = new ArrayList<>();
        if (part.metrics() != null) {
            conditions.add("s.metric_id = any (?)");
        }
        if (part.organisations() != null) {
            conditions.add(
                    part.ofNobody()
                            ? "(s.organisation_id is null or s.organisation_id = any (?))"
                            : "s.organisation_id = any (?)");
        }
        if (part.services() != null) {
            conditions.add("s.service_id = any (?)");
        }
        return conditions.isEmpty() ? "true" : String.join(" and ", conditions);
    }
}
