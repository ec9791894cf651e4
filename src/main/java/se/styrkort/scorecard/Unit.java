package se.styrkort.scorecard;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a number counts: units of the catalog, multiplied and divided. A number that counts nothing, such as a share, has
 * none of them.
 *
 * @param powers of each unit, none of them 0
 */
record Unit(SortedMap<String, Integer> powers) {
    /** What the catalog calls a number that counts nothing. */
    private static final Set<String> PLAIN = Set.of("1", "ratio");

    static final Unit NONE = new Unit(new TreeMap<>());

    Unit {
        powers = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(powers));
    }

    /** A unit as the catalog writes it. */
    static Unit of(String code) {
        return PLAIN.contains(code) ? NONE : new Unit(new TreeMap<>(Map.of(code, 1)));
    }

    Unit times(Unit other) {
        return combined(other, 1);
    }

    Unit per(Unit other) {
        return combined(other, -1);
    }

    private Unit combined(Unit other, int sign) {
        SortedMap<String, Integer> sum = new TreeMap<>(powers);
        other.powers.forEach((code, power) -> sum.merge(code, sign * power, Integer::sum));
        sum.values().removeIf(power -> power == 0);
        return new Unit(sum);
    }

    /** {@code SEK}, {@code SEK/users}, {@code 1/s}; {@code 1} where it counts nothing. */
    @Override
    public String toString() {
        List<String> over = names(1);
        List<String> under = names(-1);
        String top = over.isEmpty() ? "1" : String.join("·", over);
        return under.isEmpty() ? top : top + "/" + String.join("/", under);
    }

    private List<String> names(int sign) {
        return powers.entrySet().stream()
                .filter(entry -> entry.getValue() * sign > 0)
                .map(entry -> entry.getKey() + (entry.getValue() * sign == 1 ? "" : "^" + entry.getValue() * sign))
                .collect(Collectors.toList());
    }
}
