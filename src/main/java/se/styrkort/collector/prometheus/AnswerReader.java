package se.styrkort.collector.prometheus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of Prometheus' HTTP API while it comes in (its documentation, "Range queries"): samples become bits at
 * once, and no part of the text is held.
 */
public final class AnswerReader {
    private static final int DEPTH = 16;
    private static final int LONGEST_TEXT = 100_000;
    /** How the parser begins what it says of a text that ends too early; it has no exception of its own for all of them. */
    private static final String BROKEN_OFF = "Unexpected end-of-input";

    private static final int MOST_WARNINGS = 10;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNameLength(LONGEST_TEXT)
                    .maxNumberLength(100)
                    .build())
            // label names of a hostile answer must not stay in memory after it
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final JsonParser json;
    private final Grid grid;
    private final Naming naming;
    private final long mostSamples;

    private final States states;
    private final List<String> warnings = new ArrayList<>();
    private final BitSet up = new BitSet();
    private final BitSet down = new BitSet();
    private String status = "";
    private String errorType = "";
    private String error = "";
    private boolean isMatrix;
    private long samples;
    private int nameless;
    private long strange;
    private String strangeExample = "";
    /** Of the series that is being read. */
    private @Nullable String strangeValue;

    private AnswerReader(JsonParser json, Grid grid, Naming naming, long mostSamples) {
        this.json = json;
        this.grid = grid;
        this.naming = naming;
        this.mostSamples = mostSamples;
        this.states = new States(grid);
    }

    /** It is JSON, but not the answer that was asked for. */
    private static final class NotThat extends IOException {
        private static final long serialVersionUID = 1L;

        NotThat(String message) {
            super(message);
        }
    }

    private static final class Enough extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Reads an answer to its end, unless it is none or too much.
     *
     * @param mostSamples how many are taken; a series counts as one more
     * @throws IOException when it breaks off
     */
    public static Answer read(InputStream text, Grid grid, Naming naming, long mostSamples) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            return new AnswerReader(json, grid, naming, mostSamples).whole();
        } catch (Enough _) {
            return new Answer.TooMuch();
        } catch (NotThat e) {
            return new Answer.Unreadable(String.valueOf(e.getMessage()));
        } catch (JsonProcessingException e) {
            String message = e.getOriginalMessage();
            if (message.startsWith(BROKEN_OFF)) {
                throw e;
            }
            return new Answer.Unreadable(message);
        }
    }

    /** Why Prometheus refused, from the body of an answer that is no success; none where it does not say. */
    public static Optional<String> refusal(InputStream text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            Grid none = new Grid(java.time.Instant.EPOCH, java.time.Duration.ofSeconds(1), 1);
            Answer answer = new AnswerReader(json, none, new Naming("", java.util.Map.of()), 0).whole();
            return answer instanceof Answer.Failed(String reason) ? Optional.of(reason) : Optional.empty();
        } catch (JsonProcessingException | NotThat | Enough _) {
            return Optional.empty();
        }
    }

    private Answer whole() throws IOException {
        expect(json.nextToken(), JsonToken.START_OBJECT, "an object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "status" -> status = text();
                case "errorType" -> errorType = text();
                case "error" -> error = text();
                case "warnings" -> warnings(value);
                case "data" -> data(value);
                default -> json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            throw new NotThat("something follows the answer");
        }
        if (status.equals("error")) {
            return new Answer.Failed(errorType + ": " + error);
        }
        if (!status.equals("success") || !isMatrix) {
            throw new NotThat("status " + status);
        }
        return new Answer.Found(states, nameless, strange, strangeExample, warnings);
    }

    private String text() throws IOException {
        return String.valueOf(json.getValueAsString(""));
    }

    private static void expect(@Nullable JsonToken found, JsonToken wanted, String name) throws NotThat {
        if (found != wanted) {
            throw new NotThat(name + " expected");
        }
    }

    private void warnings(JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (warnings.size() < MOST_WARNINGS) {
                warnings.add(text());
            }
            json.skipChildren();
        }
    }

    private void data(JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        expect(value, JsonToken.START_OBJECT, "data");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (name.equals("resultType")) {
                if (!text().equals("matrix")) {
                    throw new NotThat("resultType " + text());
                }
                isMatrix = true;
            } else if (name.equals("result") && token == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    series();
                }
            } else {
                json.skipChildren();
            }
        }
    }

    /** One series, with its labels before or after its samples. */
    private void series() throws IOException {
        expect(json.currentToken(), JsonToken.START_OBJECT, "a series");
        count();
        up.clear();
        down.clear();
        strangeValue = null;
        String label = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("metric") && value == JsonToken.START_OBJECT) {
                label = label();
            } else if ((name.equals("values") || name.equals("histograms")) && value == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    sample();
                }
            } else {
                json.skipChildren();
            }
        }
        Optional<String> service = naming.service(label);
        if (strangeValue != null && strangeExample.isEmpty()) {
            strangeExample = strangeValue + " (" + service.orElse("–") + ")";
        }
        if (service.isPresent()) {
            states.add(service.get(), up, down);
        } else {
            nameless++;
        }
    }

    private void count() throws Enough {
        samples++;
        if (samples > mostSamples) {
            throw new Enough();
        }
    }

    private @Nullable String label() throws IOException {
        String found = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = json.currentName().equals(naming.label());
            json.nextToken();
            if (wanted) {
                found = json.getValueAsString();
            }
            json.skipChildren();
        }
        return found;
    }

    /** {@code [seconds since 1970, "value"]}. A histogram in the place of the value says nothing of up and down. */
    private void sample() throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY, "a sample");
        count();
        if (!json.nextToken().isNumeric()) {
            throw new NotThat("a time expected");
        }
        int point = grid.indexOf(Math.round(json.getDoubleValue() * 1000));
        if (point < 0) {
            throw new NotThat("the time " + json.getText() + ", which was not asked for");
        }
        JsonToken token = json.nextToken();
        String value = token == JsonToken.VALUE_STRING ? json.getText() : String.valueOf(token);
        json.skipChildren();
        expect(json.nextToken(), JsonToken.END_ARRAY, "the end of a sample");
        state(point, value);
    }

    private void state(int point, String value) {
        switch (value) {
            case "1" -> up.set(point);
            case "0", "-0" -> down.set(point);
            case "NaN" -> {
                // there is no value: unknown, like a sample that is absent
            }
            default -> {
                strange++;
                strangeValue = strangeValue == null ? value : strangeValue;
            }
        }
    }
}
