package se.styrkort.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.SharedData;

/** Golden numbers of the scale: its ends, its middle, and real respondents. */
class SusScoreTest {
    @ParameterizedTest
    @CsvSource({
        "5 1 5 1 5 1 5 1 5 1, 100",
        "1 5 1 5 1 5 1 5 1 5, 0",
        "3 3 3 3 3 3 3 3 3 3, 50",
        "5 5 5 5 5 5 5 5 5 5, 50",
        // odd items give 4 + 1 + 1 + 1 + 4, even ones 1 + 4 + 2 + 1 + 1
        "5 4 2 1 2 3 2 4 5 4, 50",
        "4 3 4 2 4 2 3 3 5 1, 72.5",
        "5 1 5 1 5 1 5 1 5 -, none",
        "- - - - - - - - - -, none"
    })
    void score(String levels, String score) {
        assertEquals(
                score,
                SusScore.of(levels(levels, " "))
                        .map(found -> found.stripTrailingZeros().toPlainString())
                        .orElse("none"));
    }

    private static List<@Nullable Integer> levels(String text, String separator) {
        List<@Nullable Integer> levels = new ArrayList<>();
        for (String level : text.split(separator)) {
            levels.add(level.equals("-") ? null : Integer.valueOf(level));
        }
        return levels;
    }

    @Test
    void meanOfRealRespondents() throws IOException {
        List<BigDecimal> scores = Files.readAllLines(SharedData.path("surveys/sus/agile_lab_evaluation.csv")).stream()
                .map(line -> levels(line, ",").subList(0, SusScore.ITEMS))
                .map(SusScore::of)
                .map(Optional::orElseThrow)
                .toList();
        BigDecimal sum = scores.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        assertEquals(new BigDecimal("74.6875"), sum.divide(BigDecimal.valueOf(scores.size())));
        assertEquals("[72.5, 67.5, 92.5, 67.5, 75.0, 80.0, 72.5, 70.0]", Arrays.toString(scores.toArray()));
    }
}
