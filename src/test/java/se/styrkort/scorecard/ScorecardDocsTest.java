package se.styrkort.scorecard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/scorecards.md shows can be loaded. */
class ScorecardDocsTest {
    private static final Pattern MODEL = Pattern.compile("```yaml\n(code: .*?)```", Pattern.DOTALL);
    private static final Pattern NORMALISATION = Pattern.compile("^\\| `(\\{.*?})` \\|", Pattern.MULTILINE);

    private static String page() throws IOException {
        return Files.readString(Path.of("docs/scorecards.md"));
    }

    @Test
    void theModelIsOne() throws IOException {
        List<String> models =
                MODEL.matcher(page()).results().map(result -> result.group(1)).toList();
        assertEquals(1, models.size());
        assertEquals(List.of(), ModelReader.readStored(models.getFirst()).faults());
    }

    @Test
    void soAreTheNormalisations() throws IOException {
        List<String> normalisations =
                NORMALISATION.matcher(page()).results().map(MatchResult::group).toList();
        assertEquals(4, normalisations.size());
        for (String row : normalisations) {
            String normalisation = row.substring(row.indexOf('`') + 1, row.lastIndexOf('`'));
            String yaml = Models.THREE
                    .replaceFirst("\\{goalposts: \\{zero: 0, hundred: 100\\}\\}", normalisation)
                    .replace(
                            "target: 80, caution: 60",
                            normalisation.contains("band")
                                    ? "weight: 1"
                                    : "target: 80, caution: 60"
                                            .replace("80", normalisation.contains("distance") ? "0.9" : "80")
                                            .replace("60", normalisation.contains("distance") ? "0.8" : "60"));
            assertTrue(
                    ModelReader.readStored(yaml).faults().isEmpty(),
                    () -> normalisation + ModelReader.readStored(yaml).faults());
        }
    }
}
