package se.styrkort.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SparklineTest {
    private static Sparkline of(@Nullable Integer... values) {
        List<@Nullable BigDecimal> numbers = new ArrayList<>();
        for (Integer value : values) {
            numbers.add(value == null ? null : BigDecimal.valueOf(value));
        }
        return Sparkline.of(numbers);
    }

    @Test
    void aMonthWithoutAValueBreaksTheLine() {
        Sparkline line = of(80, 100, null, 50, null, 60, 70);
        assertEquals(List.of("3,11.8 22,3.0", "98,20.6 117,16.2"), line.lines());
        assertEquals(1, line.dots().size());
        assertEquals("60 25.0", String.join(" ", line.dots().getFirst()));
    }

    @Test
    void itBeginsAtNothingWhereAValueIsLow() {
        assertEquals(List.of("3,20.6 117,3.0"), of(20, 100).lines());
        assertEquals(List.of("3,25.0 117,25.0"), of(0, 0).lines());
    }

    @Test
    void withoutValuesThereIsNothing() {
        assertEquals(0, of(null, null).lines().size());
        assertEquals(0, Sparkline.of(List.of()).dots().size());
    }
}
