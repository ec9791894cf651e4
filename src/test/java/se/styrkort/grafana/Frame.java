package se.styrkort.grafana;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of a query as Grafana's server reads them: what is neither number, truth nor time is text. */
record Frame(List<Column> columns, List<List<@Nullable Object>> rows) {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    enum Kind {
        NUMBER,
        BOOLEAN,
        TIME,
        TEXT,
        /** Something that Grafana turns into text although it is none, such as an interval. */
        ODD
    }

    record Column(String name, Kind kind) {}

    static Frame read(ResultSet result) throws SQLException {
        ResultSetMetaData meta = result.getMetaData();
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(new Column(meta.getColumnLabel(i), kind(meta.getColumnTypeName(i))));
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        while (result.next()) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                row.add(value(result, i + 1, columns.get(i).kind, meta.getColumnTypeName(i + 1)));
            }
            rows.add(row);
        }
        return new Frame(List.copyOf(columns), rows);
    }

    private static Kind kind(String type) {
        return switch (type) {
            case "int2", "int4", "int8", "float4", "float8", "numeric" -> Kind.NUMBER;
            case "bool" -> Kind.BOOLEAN;
            case "date", "timestamp", "timestamptz" -> Kind.TIME;
            case "text", "varchar", "bpchar", "name" -> Kind.TEXT;
            default -> Kind.ODD;
        };
    }

    private static @Nullable Object value(ResultSet result, int column, Kind kind, String type) throws SQLException {
        return switch (kind) {
            case NUMBER -> {
                BigDecimal number = result.getBigDecimal(column);
                yield number == null ? null : number.stripTrailingZeros();
            }
            case TIME -> {
                if (type.equals("timestamptz")) {
                    OffsetDateTime at = result.getObject(column, OffsetDateTime.class);
                    yield at == null ? null : at.toInstant();
                }
                // without a zone it is taken for UTC
                LocalDate day = result.getObject(column, LocalDate.class);
                yield day == null ? null : day.atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            default -> result.getString(column);
        };
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** What would make Grafana refuse the frame, or show something else than is meant. */
    List<String> faults(String format) {
        List<String> faults = new ArrayList<>();
        columns.stream()
                .filter(column -> column.kind == Kind.ODD)
                .forEach(column -> faults.add("the type of " + column.name + " becomes text"));
        if (columns.stream().map(Column::name).distinct().count() < columns.size()) {
            faults.add("columns of the same name");
        }
        if (format.equals("time_series")) {
            series(faults);
        } else if (!format.equals("table")) {
            faults.add("a format that is not known: " + format);
        }
        return faults;
    }

    private void series(List<String> faults) {
        int time = columns.indexOf(new Column("time", Kind.TIME));
        if (time < 0) {
            faults.add("no column time of a time's type");
            return;
        }
        if (columns.stream().noneMatch(column -> column.kind == Kind.NUMBER)) {
            faults.add("no number");
        }
        Set<List<@Nullable Object>> seen = new HashSet<>();
        Instant before = Instant.MIN;
        for (List<@Nullable Object> row : rows) {
            if (!(row.get(time) instanceof Instant at)) {
                faults.add("a row without time");
                return;
            }
            if (at.isBefore(before)) {
                faults.add("not in the order of time at " + at);
            }
            before = at;
            ZonedDateTime here = at.atZone(SWEDEN);
            if (here.getDayOfMonth() != 1 || !here.toLocalTime().equals(LocalTime.MIDNIGHT)) {
                faults.add(at + " begins no Swedish month");
            }
            if (!seen.add(labels(row, time))) {
                faults.add("twice the same series at " + at + ": " + row);
            }
        }
    }

    private List<@Nullable Object> labels(List<@Nullable Object> row, int time) {
        List<@Nullable Object> labels = new ArrayList<>();
        labels.add(row.get(time));
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).kind == Kind.TEXT) {
                labels.add(row.get(i));
            }
        }
        return labels;
    }

    /** Of an alert: one number, and text that tells each row from the others. */
    List<String> alertFaults() {
        List<String> faults = new ArrayList<>(faults("table"));
        if (columns.stream().filter(column -> column.kind == Kind.NUMBER).count() != 1
                || columns.stream().anyMatch(column -> column.kind != Kind.NUMBER && column.kind != Kind.TEXT)) {
            faults.add("an alert has one number and labels: " + columns);
        }
        Set<List<@Nullable Object>> seen = new HashSet<>();
        for (List<@Nullable Object> row : rows) {
            List<@Nullable Object> labels = new ArrayList<>(row);
            labels.removeIf(BigDecimal.class::isInstance);
            if (!seen.add(labels)) {
                faults.add("twice the same labels: " + labels);
            }
        }
        return faults;
    }

    /** The texts and values of a variable's options. */
    List<List<String>> options() {
        int text = columns.indexOf(new Column("__text", Kind.TEXT));
        int value = columns.indexOf(new Column("__value", Kind.TEXT));
        if (text < 0 || value < 0) {
            throw new AssertionError("a variable's query has the columns __text and __value, both text: " + columns);
        }
        return rows.stream()
                .map(row -> List.of(String.valueOf(row.get(text)), String.valueOf(row.get(value))))
                .distinct()
                .toList();
    }
}
