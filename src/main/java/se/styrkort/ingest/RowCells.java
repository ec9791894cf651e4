package se.styrkort.ingest;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Kind;
import se.styrkort.ingest.Profile.CellSource;
import se.styrkort.web.SpreadsheetCsv;

/** The cells of one row as a profile's sources take them; what is wrong with one is added to the row's rejections. */
final class RowCells {
    private final CellReader cells;
    private final NumberText numbers;
    private final RawRow row;
    private final List<Rejection> rejections;

    RowCells(CellReader cells, NumberText numbers, RawRow row, List<Rejection> rejections) {
        this.cells = cells;
        this.numbers = numbers;
        this.row = row;
        this.rejections = rejections;
    }

    void reject(@Nullable CellSource source, String code, Object... args) {
        String column = source == null ? "" : cells.columnName(source, row);
        String value = source == null ? "" : cells.raw(source, row);
        rejections.add(Rejection.of(row.line(), column, code, value, args));
    }

    /** The text, empty when there is none; a pattern that does not match rejects the row. */
    String text(@Nullable CellSource source) {
        if (source == null) {
            return "";
        }
        if (!row.kinds().isEmpty() && isFaultyCell(source)) {
            return "";
        }
        String text = cells.text(source, row);
        if (text == null) {
            reject(source, "pattern_mismatch", String.valueOf(source.pattern()));
            return "";
        }
        return text;
    }

    /** A fault of the spreadsheet's own is nobody's figure. */
    private boolean isFaultyCell(CellSource source) {
        CellKind kind = cells.kind(source, row);
        if (kind == CellKind.ERROR) {
            reject(source, "error_cell", cells.raw(source, row));
        } else if (kind == CellKind.FORMULA) {
            reject(source, "formula_without_value");
        }
        return kind == CellKind.ERROR || kind == CellKind.FORMULA;
    }

    /** A text of at most so many characters that the database can keep. */
    String limited(@Nullable CellSource source, int limit) {
        String text = SpreadsheetCsv.restored(text(source)); // our own exports come back as they were
        if (text.length() > limit || text.indexOf('\u0000') >= 0) {
            reject(source, "text_too_long", limit);
            return "";
        }
        return text;
    }

    /** The number, null when there is none. */
    @Nullable
    BigDecimal number(@Nullable CellSource source) {
        String text = text(source);
        return source == null || text.isEmpty() ? null : read(source, text);
    }

    /** The number, null after a rejection. */
    @Nullable
    BigDecimal requiredNumber(@Nullable CellSource source) {
        int before = rejections.size();
        String text = text(source);
        if (source == null || text.isEmpty()) {
            if (rejections.size() == before) {
                reject(source, "value_missing");
            }
            return null;
        }
        return read(source, text);
    }

    private @Nullable BigDecimal read(CellSource source, String text) {
        boolean plain = row.kinds().isEmpty() && source.unit() == null;
        NumberText.Reading reading = plain ? numbers.read(text) : number(source, text);
        if (reading.fault() != null) {
            reject(source, reading.fault(), String.valueOf(numbers.decimal()));
        }
        return reading.number();
    }

    private NumberText.Reading number(CellSource source, String text) {
        NumberText reader = numbers;
        if (!row.kinds().isEmpty()) {
            CellKind kind = cells.kind(source, row);
            if (kind == CellKind.DATE) {
                // what a spreadsheet makes of 1.5 when nobody looks
                return new NumberText.Reading(null, "date_not_number");
            }
            if (kind == CellKind.PERCENT && source.unit() != null) {
                return source.unit().ofPercentage(text);
            }
            reader = kind == CellKind.NUMBER || kind == CellKind.PERCENT ? NumberText.POINT : numbers;
        }
        return source.unit() == null ? reader.read(text) : source.unit().read(reader, text);
    }

    /** The id of the service or organisation that the row names, 0 when it names none. */
    long entry(EntryResolver entries, Kind kind, @Nullable CellSource source) {
        String text = text(source);
        return source == null || text.isEmpty()
                ? 0
                : entries.id(kind, source, row, text, (code, args) -> reject(source, code, args));
    }

    /** The point in time, null when there is none; a spreadsheet's own date has one form only. */
    @Nullable
    Instant instant(CellSource source, String text, Profile.Times times) {
        List<TimeForm> forms =
                !row.kinds().isEmpty() && cells.kind(source, row) == CellKind.DATE ? TimeForm.DEFAULT : times.forms();
        for (TimeForm form : forms) {
            Optional<Instant> instant = form.parse(text, times.zone());
            if (instant.isPresent()) {
                return instant.get();
            }
        }
        reject(source, "bad_time", forms.getFirst().letters(), times.zone().getId());
        return null;
    }

    /** Yes or no, in Swedish, English or as numbers. */
    @Nullable
    Boolean flag(CellSource source, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "y", "ja", "j", "sant" -> true;
            case "false", "0", "no", "n", "nej", "falskt" -> false;
            default -> {
                reject(source, "bad_flag");
                yield null;
            }
        };
    }
}
