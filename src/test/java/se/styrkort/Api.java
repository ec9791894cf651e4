package se.styrkort;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The API as a program with the administrator's token uses it. */
public record Api(RunningServer server) {
    private static final JsonMapper JSON = JsonMapper.createDefault();

    /** An answer; {@code text} is the body as it was sent. */
    public record Answer(int status, String type, String text) {
        public JsonNode json() {
            try {
                return JSON.readValue(text, JsonNode.class);
            } catch (IOException e) {
                throw new UncheckedIOException(text, e);
            }
        }

        /** A field of the answer as text; {@code null} for what is null. */
        public String get(String field) {
            return Api.text(json().get(field));
        }

        /** Several fields as {@code name=value}, in the order in which they are asked for. */
        public String get(List<String> fields) {
            JsonNode json = json();
            return fields.stream()
                    .map(field -> field + "=" + Api.text(json.get(field)))
                    .collect(Collectors.joining(" "));
        }

        public long number(String field) {
            return Long.parseLong(get(field));
        }

        /** The faults of a problem, or the rejections of an import: {@code line:column code}, one per line. */
        public String places(String list) {
            List<String> places = new ArrayList<>();
            for (JsonNode each : json().get(list).values()) {
                places.add(Api.text(each.get("line")) + ":" + Api.text(each.get("column")) + " "
                        + Api.text(each.get("code")));
            }
            return String.join("\n", places);
        }

        /** Status, kind and places of a problem. */
        public String problem() {
            return (status + " " + get("type") + "\n" + places("errors")).strip();
        }
    }

    public static String text(@Nullable JsonNode node) {
        if (node == null) {
            return "absent";
        }
        return node.isNull() ? "null" : node.isValueNode() ? node.coerceStringValue() : node.toString();
    }

    public static BigDecimal decimal(JsonNode node) {
        return new BigDecimal(node.coerceStringValue());
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public Answer get(String path) {
        return answer(server.asAdmin("/api/v1" + path));
    }

    public Answer post(String path, String type, BodyPublisher body) {
        return answer(server.send(server.to("/api/v1" + path)
                .header("Authorization", "Bearer " + RunningServer.TOKEN)
                .header("Content-Type", type)
                .POST(body)));
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.body());
    }

    public Answer yaml(String path, String yaml) {
        return post(path, "application/yaml", BodyPublishers.ofString(yaml));
    }

    /** Stores a catalog document or a profile; anything but success fails the test. */
    public Answer store(String path, String yaml) {
        Answer answer = yaml(path, yaml);
        if (answer.status() != 200) {
            throw new AssertionError(answer.text());
        }
        return answer;
    }

    public Answer take(String query, byte[] file) {
        return post("/imports" + query, "text/csv", BodyPublishers.ofByteArray(file));
    }

    public Answer take(String query, String file) {
        return take(query, file.getBytes(StandardCharsets.UTF_8));
    }

    /** All items of a list, page after page. */
    public List<JsonNode> items(String path) {
        List<JsonNode> items = new ArrayList<>();
        String next = "";
        while (next != null) {
            Answer page = get(path + (next.isEmpty() ? "" : (path.contains("?") ? "&" : "?") + "cursor=" + next));
            if (page.status() != 200) {
                throw new AssertionError(page.text());
            }
            page.json().get("items").values().forEach(items::add);
            JsonNode cursor = page.json().get("next");
            next = cursor.isNull() ? null : cursor.getStringValue();
        }
        return items;
    }

    /** Observations as {@code metric/service/organisation/qualifier period state value quality}, in the order of the API. */
    public String observations(String query) {
        return items("/observations" + query).stream()
                .map(item -> text(item.get("metric")) + "/" + text(item.get("service")) + "/"
                        + text(item.get("organisation")) + "/" + text(item.get("qualifier")) + " "
                        + text(item.get("period")) + " " + text(item.get("state")) + " " + text(item.get("value")) + " "
                        + text(item.get("quality")))
                .collect(Collectors.joining("\n"))
                .replace("null", "");
    }
}
