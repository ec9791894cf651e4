package se.styrkort.backup;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The tables of the schema {@code styrkort} as the database itself describes them, so that one that is added later is
 * copied without anybody thinking of it.
 */
final class TablesRepository {
    /**
     * Left out: the migrations' own, which restoring makes anew; what the running program says of itself; stored scores with
     * the nodes of their models, which the program computes again from observations and models; and files that wait to be
     * confirmed, which are forgotten after a day.
     */
    static final Set<String> LEFT_OUT = Set.of(
            "flyway_schema_history", "setting", "scorecard", "score", "scorecard_node", "proposal", "proposal_content");

    private TablesRepository() {}

    /**
     * A table to copy.
     *
     * @param key the columns of its primary key, or all where it has none: rows are ordered by them
     */
    record Layout(String name, List<String> columns, List<String> key, List<String> refersTo) {
        /** All rows as CSV with a header; through a query, since a table in parts gives nothing of its own. */
        String copyOut() {
            return "copy (select %s from styrkort.%s order by %s) to stdout (format csv, header true)"
                    .formatted(quoted(columns), quoted(name), quoted(key));
        }
    }

    static String copyIn(Manifest.Table table) {
        return "copy styrkort.%s (%s) from stdin (format csv, header true)"
                .formatted(quoted(table.name()), quoted(table.columns()));
    }

    /** Text means the same wherever it is written and read; for this transaction alone. */
    static void fixFormats(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String setting : List.of(
                    "datestyle = 'ISO, YMD'",
                    "timezone = 'UTC'",
                    "intervalstyle = 'postgres'",
                    "extra_float_digits = 1",
                    "bytea_output = 'hex'")) {
                statement.execute("set local " + setting);
            }
        }
    }

    /** All that are copied, what is referred to before what refers to it. */
    static List<Layout> inOrder(Connection connection) throws SQLException {
        LinkedHashMap<String, Layout> waiting = new LinkedHashMap<>();
        all(connection).forEach(layout -> waiting.put(layout.name(), layout));
        List<Layout> ordered = new ArrayList<>();
        while (!waiting.isEmpty()) {
            Set<String> left = new LinkedHashSet<>(waiting.keySet());
            Layout next = waiting.values().stream()
                    .filter(layout -> layout.refersTo().stream()
                            .noneMatch(other -> !other.equals(layout.name()) && left.contains(other)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("tables refer to each other in a circle: " + left));
            ordered.add(waiting.remove(next.name()));
        }
        return ordered;
    }

    private static List<Layout> all(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select c.relname as name,
                               array(select a.attname::text from pg_attribute a
                                      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                                        and a.attgenerated = '' order by a.attnum) as columns,
                               array(select a.attname::text
                                       from pg_index i cross join unnest(i.indkey) with ordinality as k (attnum, position)
                                       join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
                                      where i.indrelid = c.oid and i.indisprimary order by k.position) as key,
                               array(select t.relname::text from pg_constraint f join pg_class t on t.oid = f.confrelid
                                      where f.conrelid = c.oid and f.contype = 'f') as refers_to
                          from pg_class c
                         where c.relnamespace = 'styrkort'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                         order by c.relname
                        """)) {
            List<Layout> all = new ArrayList<>();
            while (row.next()) {
                String name = row.getString("name");
                if (!LEFT_OUT.contains(name)) {
                    List<String> columns = texts(row.getArray("columns"));
                    List<String> key = texts(row.getArray("key"));
                    all.add(new Layout(name, columns, key.isEmpty() ? columns : key, texts(row.getArray("refers_to"))));
                }
            }
            return all;
        }
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    /** What identity columns go on from. */
    static List<Manifest.Sequence> sequences(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select c.relname from pg_class c
                          join pg_depend d on d.objid = c.oid and d.classid = 'pg_class'::regclass
                           and d.refclassid = 'pg_class'::regclass and d.deptype in ('i', 'a')
                          join pg_class t on t.oid = d.refobjid
                         where c.relnamespace = 'styrkort'::regnamespace and c.relkind = 'S'
                         order by c.relname
                        """)) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        List<Manifest.Sequence> sequences = new ArrayList<>();
        for (String name : names) {
            try (Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery("select last_value, is_called from styrkort." + quoted(name))) {
                row.next();
                sequences.add(new Manifest.Sequence(name, row.getLong(1), row.getBoolean(2)));
            }
        }
        return sequences;
    }

    /** Those that hold anything; none where there is no such schema yet. */
    static List<String> filled(Connection connection) throws SQLException {
        List<String> filled = new ArrayList<>();
        if (hasSchema(connection)) {
            for (Layout layout : all(connection)) {
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery(
                                "select exists (select from styrkort." + quoted(layout.name()) + ")")) {
                    row.next();
                    if (row.getBoolean(1)) {
                        filled.add(layout.name());
                    }
                }
            }
        }
        return filled;
    }

    static boolean hasSchema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select to_regnamespace('styrkort') is not null")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String quoted(List<String> names) {
        return String.join(", ", names.stream().map(TablesRepository::quoted).toList());
    }
}
