package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README shows is what the program reads. */
class ReadmeTest {
    private static String block(String language) throws IOException {
        Matcher matcher = Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")));
        assertTrue(matcher.find(), "no block of " + language);
        return matcher.group(1);
    }

    @Test
    void theProfileIsWithoutFaults() throws IOException {
        ProfileReader.Reading reading = ProfileReader.read(block("yaml"));
        assertEquals(List.of(), reading.faults());
        assertNotNull(reading.profile());
    }

    @Test
    void theNumbersOfTheExampleAreNumbers() throws IOException {
        NumberText numbers = new NumberText(',', null);
        List<String> lines = block("csv").lines().skip(1).toList();
        assertEquals(2, lines.size());
        for (String line : lines) {
            String[] cells = line.split(";", -1);
            assertEquals(5, cells.length, line);
            assertNotNull(numbers.read(cells[4]).number(), line);
            assertTrue(PeriodText.read(cells[0], List.of()).isPresent(), line);
        }
    }

    @Test
    void everyPictureIsThereAndEachIsShown() throws IOException {
        Matcher pictures = Pattern.compile("!\\[[^]]+]\\(([^)]+)\\)").matcher(Files.readString(Path.of("README.md")));
        Set<String> shown = new TreeSet<>();
        while (pictures.find()) {
            assertTrue(Files.size(Path.of(pictures.group(1))) > 10_000, pictures.group(1));
            shown.add(pictures.group(1));
        }
        try (Stream<Path> files = Files.list(Path.of("docs"))) {
            assertEquals(
                    files.map(Path::toString)
                            .filter(name -> name.endsWith(".png"))
                            .collect(Collectors.toCollection(TreeSet::new)),
                    shown);
        }
    }
}
