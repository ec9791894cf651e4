package se.styrkort.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micronaut.json.tree.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.styrkort.Api;
import se.styrkort.RunningServer;

/** A figure leads back to exactly the text of its row, wherever in the file and however the row is written. */
class TraceIT {
    private static final String HEADER = "period;metric;service;organisation;value;qualifier";

    /** Delivered bytes are kept in pieces of this size. */
    private static final int CHUNK = 1 << 20;

    @AutoClose
    private static final RunningServer SERVER = new RunningServer("TraceIT", Map.of());

    private static final Api API = new Api(SERVER);

    @BeforeAll
    static void catalog() {
        API.store("/catalog", "metrics: [{code: m, name: M, unit: s, granularity: month, over_time: sum}]");
    }

    private static String raw(String qualifier) {
        JsonNode version = API.get("/observations/trace?metric=m&period=2026-01&qualifier=" + Api.encoded(qualifier))
                .json()
                .get("current");
        JsonNode row = version.get("rows").get(0);
        return Api.text(row.get("line")) + " " + Api.text(row.get("raw"));
    }

    private static void take(String file) {
        Api.Answer answer = API.take("?source=trace", file);
        assertEquals("200 0", answer.status() + " " + answer.get("rejected"), answer.text());
    }

    @Test
    void aQuoteInTheMiddleOfAFieldIsASignLikeAnyOther() {
        take(HEADER + """

                2026-01;m;;;1;5" disk
                2026-01;m;;;2;"a ""quoted"" one;
                on two lines"
                2026-01;m;;;3;after
                """);
        assertEquals("2 2026-01;m;;;1;5\" disk", raw("5\" disk"));
        assertEquals("3 2026-01;m;;;2;\"a \"\"quoted\"\" one;\non two lines\"", raw("a \"quoted\" one;\non two lines"));
        assertEquals("5 2026-01;m;;;3;after", raw("after"));
    }

    /** The pieces end before, within and after a line end, at its every place. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void aRowIsFoundOnEitherSideOfAnEdge(String end) {
        for (int cut = -1; cut <= end.length(); cut++) {
            List<String> rows = new ArrayList<>(List.of(HEADER));
            int size = HEADER.length() + end.length();
            String name = "e" + (int) end.charAt(0) + end.length() + "c" + (cut + 1) + "n";
            while (size < CHUNK - 200) {
                String row = "2026-01;m;;;1;" + name + rows.size() + "x".repeat(100);
                rows.add(row);
                size += row.length() + end.length();
            }
            String last = "2026-01;m;;;1;" + name + rows.size();
            last += "x".repeat(CHUNK - cut - size - last.length());
            rows.add(last);
            for (int after = 0; after < 3; after++) {
                rows.add("2026-01;m;;;1;" + name + rows.size());
            }
            String file = String.join(end, rows) + end;
            assertEquals(
                    CHUNK - cut,
                    file.getBytes(UTF_8).length - rest(rows, end),
                    "the row ends " + cut + " before the edge");
            take(file);
            for (int line = rows.size(); line > rows.size() - 6; line--) {
                String row = rows.get(line - 1);
                assertEquals(line + " " + row, raw(row.substring(row.lastIndexOf(';') + 1)));
            }
        }
    }

    /** What follows the fourth row from the end, its line end included. */
    private static int rest(List<String> rows, String end) {
        return String.join(end, rows.subList(rows.size() - 3, rows.size())).length() + 2 * end.length();
    }
}
