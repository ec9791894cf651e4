package se.styrkort.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads records of JSON as rows under a header: fields of objects within a record are columns named {@code a.b}, the
 * first elements of lists {@code a[0]}; a byte order mark in a name is no part of it, and null is an empty cell.
 */
final class JsonCells {
    /** Elements of a list within a record that become columns. */
    private static final int ELEMENTS = 10;

    private final List<String> header = new ArrayList<>();
    private final Map<String, Integer> indexes = new HashMap<>();
    private boolean learning = true;
    private int nameCharacters;

    /** The names seen so far, in the order in which they were first seen. */
    List<String> header() {
        return List.copyOf(header);
    }

    /** From now on names that are not in the header are skipped. */
    void keepHeader() {
        learning = false;
    }

    /** The record that the parser stands on, read to its end. */
    RawRow read(JsonParser parser, long line) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            String value = parser.currentToken().isScalarValue()
                    ? parser.getText()
                    : parser.currentToken().asString();
            parser.skipChildren();
            return RawRow.faulty(line, "no_record", String.valueOf(value));
        }
        Reading reading = new Reading(parser, line);
        reading.object("");
        return reading.duplicate.isEmpty()
                ? new RawRow(line, reading.cells, reading.kinds)
                : RawRow.faulty(line, "duplicate_key", "", reading.duplicate);
    }

    /** One record. */
    private final class Reading {
        private final JsonParser parser;
        private final long line;
        private final List<String> cells;
        private final List<CellKind> kinds;
        private final BitSet filled = new BitSet();
        private String duplicate = "";
        private int characters;

        Reading(JsonParser parser, long line) {
            this.parser = parser;
            this.line = line;
            this.cells = new ArrayList<>(Collections.nCopies(header.size(), ""));
            this.kinds = new ArrayList<>(Collections.nCopies(header.size(), CellKind.TEXT));
        }

        private void object(String prefix) throws IOException {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = prefix + parser.currentName().replace("\uFEFF", "");
                parser.nextToken();
                value(name);
            }
        }

        private void list(String name) throws IOException {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                if (i < ELEMENTS) {
                    value(name + "[" + i + "]");
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void value(String name) throws IOException {
            switch (parser.currentToken()) {
                case START_OBJECT -> object(name + ".");
                case START_ARRAY -> list(name);
                case VALUE_NULL -> cell(name, "", CellKind.TEXT);
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> cell(name, parser.getText(), CellKind.NUMBER);
                default -> cell(name, parser.getText(), CellKind.TEXT);
            }
        }

        private void cell(String name, String text, CellKind kind) {
            Integer index = indexes.get(name);
            if (index == null) {
                if (!learning) {
                    return;
                }
                if (header.size() == Table.COLUMN_LIMIT) {
                    throw UnreadableFile.because(0, 0, "too_many_columns_in_file", Table.COLUMN_LIMIT);
                }
                nameCharacters = Table.longer(nameCharacters, name, line);
                index = header.size();
                header.add(name);
                indexes.put(name, index);
                cells.add("");
                kinds.add(CellKind.TEXT);
            }
            characters = Table.longer(characters, text, line);
            if (filled.get(index)) {
                duplicate = name;
            }
            filled.set(index);
            cells.set(index, text);
            kinds.set(index, kind);
        }
    }
}
