package se.styrkort.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks through a JSON document from record to record, holding none of it. */
final class JsonRecords implements Closeable {
    static final int DEPTH_LIMIT = 64;

    /** Digits and signs of a number; more than any figure has. */
    private static final int NUMBER_LIMIT = 1_000;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_LIMIT)
                    .maxStringLength(Table.FIELD_LIMIT)
                    .maxNumberLength(NUMBER_LIMIT)
                    .maxNameLength(1_000)
                    .build())
            // names of a hostile file must not stay in memory after it
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    /** A list or object on the way to the records; {@code step} is the one that its elements or members take next. */
    private static final class Way {
        private final int step;
        private final boolean list;
        private boolean found;

        Way(int step, boolean list) {
            this.step = step;
            this.list = list;
        }
    }

    private final JsonParser parser;
    private final List<RecordPath.Step> steps;
    private final Deque<Way> ways = new ArrayDeque<>();
    private boolean begun;

    JsonRecords(Reader text, RecordPath path) throws IOException {
        this.parser = FACTORY.createParser(text);
        this.steps = path.steps();
    }

    /**
     * Goes on to the next record: the parser then stands on the first token of it, and the caller reads to its last.
     *
     * @return null after the last record
     * @throws UnreadableFile when the text is no JSON document
     */
    @Nullable
    JsonParser next() throws IOException {
        try {
            return advance();
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    /** A syntax error with its line, in the words of the parser. */
    static UnreadableFile broken(JsonProcessingException e) {
        long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
        return UnreadableFile.because(line, 0, "broken_json", e.getOriginalMessage());
    }

    private @Nullable JsonParser advance() throws IOException {
        if (!begun) {
            begun = true;
            parser.nextToken();
            if (arrives(0, false)) {
                return parser;
            }
        }
        while (!ways.isEmpty()) {
            Way way = ways.element();
            JsonToken token = parser.nextToken();
            if (token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT) {
                ways.pop();
            } else if (way.list) {
                if (arrives(way.step, way.step == steps.size())) {
                    return parser;
                }
            } else if (isWanted(way)) {
                parser.nextToken();
                if (arrives(way.step, false)) {
                    return parser;
                }
            } else {
                parser.nextToken();
                parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw UnreadableFile.because(parser.currentTokenLocation().getLineNr(), 0, "json_goes_on");
        }
        return null;
    }

    private boolean isWanted(Way way) throws IOException {
        String name = parser.currentName().replace("\uFEFF", "");
        if (!name.equals(steps.get(way.step - 1).name())) {
            return false;
        }
        if (way.found) {
            throw UnreadableFile.because(parser.currentTokenLocation().getLineNr(), 0, "json_duplicate_key", name);
        }
        way.found = true;
        return true;
    }

    /** Whether the value that the parser stands on is a record; if not, it is entered or skipped. */
    private boolean arrives(int step, boolean element) throws IOException {
        JsonToken token = parser.currentToken();
        boolean list = token == JsonToken.START_ARRAY;
        if (step == steps.size()) {
            if (list && !element) {
                ways.push(new Way(step, true));
            }
            return !list || element;
        }
        boolean each = steps.get(step).name() == null;
        if (each ? list : token == JsonToken.START_OBJECT) {
            ways.push(new Way(step + 1, each));
        } else {
            parser.skipChildren();
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
