package se.styrkort.ingest;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the numbers of a column are counted in: said by the profile, never guessed from a cell. A cell may repeat it
 * ({@code 125 tkr}); one that says another unit is refused.
 */
enum NumberUnit {
    KR(0, "kr", "sek"),
    TKR(3, "tkr", "ksek"),
    MNKR(6, "mnkr", "mkr", "msek"),
    PERCENT(-2, "percent", "procent", "%");

    /** All names, for messages. */
    static final String ALL =
            Arrays.stream(values()).map(unit -> unit.names.replace(" ", ", ")).collect(Collectors.joining(", "));

    private final int zeros;
    private final String names;

    NumberUnit(int zeros, String... names) {
        this.zeros = zeros;
        this.names = String.join(" ", names);
    }

    /** The unit of a name, whatever its case; null when there is none. */
    static @Nullable NumberUnit of(String name) {
        String folded = name.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(unit -> List.of(unit.names.split(" ", -1)).contains(folded))
                .findFirst()
                .orElse(null);
    }

    /** The number in kronor, or as a ratio. */
    NumberText.Reading read(NumberText numbers, String cell) {
        String text = cell.strip();
        int start = text.length();
        while (start > 0 && (Character.isLetter(text.charAt(start - 1)) || text.charAt(start - 1) == '%')) {
            start--;
        }
        if (start < text.length()) {
            if (of(text.substring(start)) != this) {
                return new NumberText.Reading(null, "other_unit");
            }
            text = text.substring(0, start);
        }
        NumberText.Reading reading = numbers.read(text);
        BigDecimal number = reading.number();
        return number == null ? reading : new NumberText.Reading(scaled(number), null);
    }

    /** A number that a workbook shows as a percentage: a ratio as it is, and nothing else. */
    NumberText.Reading ofPercentage(String cell) {
        return this == PERCENT ? NumberText.POINT.read(cell) : new NumberText.Reading(null, "other_unit");
    }

    private BigDecimal scaled(BigDecimal number) {
        BigDecimal moved = number.movePointRight(zeros);
        return moved.scale() < 0 ? moved.setScale(0) : moved;
    }
}
