package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import se.styrkort.Api;

/** What a test makes of files by itself, without the program's readers, and what is stored, in the same form. */
final class PlainFigures {
    /** Under {@code service/organisation/qualifier period}. */
    final Map<String, BigDecimal> values = new TreeMap<>();

    void add(String key, String amount) {
        values.merge(key, new BigDecimal(amount), BigDecimal::add);
    }

    /** The values without zeros at the end, which say nothing. */
    Map<String, BigDecimal> plain() {
        Map<String, BigDecimal> plain = new TreeMap<>();
        values.forEach((key, value) -> plain.put(key, value.stripTrailingZeros()));
        return plain;
    }

    /** A row by the names of its columns; a column that is not there is a fault of the test. */
    record Row(Map<String, String> cells) {
        String get(String column) {
            return Objects.requireNonNull(cells.get(column), column);
        }

        /** The first of the columns that is there. */
        String first(String... columns) {
            return Stream.of(columns).filter(cells::containsKey).map(this::get).findFirst().orElseThrow();
        }
    }

    /** What is stored of a metric, where it has a value: as CSV, in which no reader of numbers loses a digit. */
    static Map<String, BigDecimal> stored(Api api, String metric) {
        Map<String, BigDecimal> stored = new TreeMap<>();
        String csv =
                api.get("/observations?format=csv&limit=50000&metric=" + metric).text();
        for (Row row : rows(csv, ',')) {
            if (row.get("state").equals("VALUE")) {
                String key = String.join("/", row.get("service"), row.get("organisation"), row.get("qualifier"));
                stored.put(key + " " + row.get("period"), new BigDecimal(row.get("value")).stripTrailingZeros());
            }
        }
        return stored;
    }

    /** Takes a file in; every row of it must be accounted for. */
    static Api.Answer take(Api api, String profile, Path file) throws IOException {
        Api.Answer answer = api.take(
                "?profile=" + profile + "&fileName="
                        + Api.encoded(Objects.requireNonNull(file.getFileName()).toString()),
                Files.readAllBytes(file));
        assertEquals(200, answer.status(), answer.text());
        assertEquals(
                answer.number("rows"),
                answer.number("used") + answer.number("filtered") + answer.number("blank") + answer.number("rejected"));
        return answer;
    }

    /** The rows of a CSV file by the names of its columns, read sign by sign; blank lines are left out. */
    static List<Row> rows(Path file, Charset charset, char delimiter) throws IOException {
        return rows(Files.readString(file, charset).replace("\uFEFF", ""), delimiter);
    }

    private static List<Row> rows(String text, char delimiter) {
        List<List<String>> records = new ArrayList<>();
        List<String> record = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '\n';
            if (c == '"') {
                if (quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append(text.charAt(++i));
                } else {
                    quoted = !quoted;
                }
            } else if (!quoted && (c == delimiter || c == '\n' || c == '\r')) {
                record.add(field.toString());
                field.setLength(0);
                if (c != delimiter) {
                    records.add(record);
                    record = new ArrayList<>();
                }
            } else {
                field.append(c);
            }
        }
        List<String> header = records.removeFirst();
        List<Row> rows = new ArrayList<>();
        for (List<String> each : records) {
            if (each.size() > 1) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < header.size(); i++) {
                    row.put(header.get(i), each.get(i));
                }
                rows.add(new Row(row));
            }
        }
        return rows;
    }
}
