package se.styrkort.scorecard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import se.styrkort.document.Fault;
import se.styrkort.observation.Quality;
import se.styrkort.observation.State;

/** Every fault, status and trend has a text in both languages, and no text is left over. */
class ScorecardTextsTest {
    private static final Pattern CODE = Pattern.compile("\"((?:expression|model)_[a-z_]+)\"");

    /** The texts whose keys the program puts together; the others are looked for by {@code MessagesTest}. */
    private static final Pattern FAMILIES = Pattern.compile(
            "fault\\.|scorecard\\.(status|legend\\.status|trend|state|quality|window|function|aggregation|method|covers)\\.");

    private static List<String> codes(String family, Enum<?>... constants) {
        return Stream.of(constants)
                .map(constant -> "scorecard." + family + "." + constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Properties texts(String language) {
        Properties texts = new Properties();
        try {
            texts.load(new StringReader(Models.text("/texts/scorecard_" + language + ".properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    @Test
    void theKeysAreThoseThatTheCodeUses() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/java/se/styrkort/scorecard"))) {
            for (Path file : files.toList()) {
                CODE.matcher(Files.readString(file))
                        .results()
                        .map(result -> result.group(1))
                        .filter(code -> !texts("sv").containsKey("problem." + code))
                        .forEach(code -> used.add("fault." + code));
            }
        }
        List.of(
                        codes("status", Status.values()),
                        codes("legend.status", Status.values()),
                        codes("trend", Trend.values()),
                        codes("state", State.values()),
                        codes("quality", Quality.values()),
                        codes("window", Window.Kind.values()),
                        codes("function", TermFunction.values()),
                        codes("aggregation", Aggregation.values()),
                        codes("method", Measure.Method.values()),
                        codes("covers", Measure.Scope.values()))
                .forEach(used::addAll);
        for (String language : List.of("sv", "en")) {
            Set<String> found = new TreeSet<>();
            texts(language).stringPropertyNames().stream()
                    .filter(key -> FAMILIES.matcher(key).lookingAt())
                    .forEach(key -> found.add(key.replaceFirst("_at_end$", "")));
            assertEquals(used, found, language);
        }
        assertEquals(texts("sv").stringPropertyNames(), texts("en").stringPropertyNames());
    }

    @Test
    void everyPlaceOfATextIsFilled() {
        String yaml = Models.text("model.yaml")
                .replace("caution: 0.99", "caution: 0.999")
                .replace("common(availability.down_s)", "sum(availability.down_s)")
                .replace("hundred: 200", "hundred: 400")
                .replace("low: sum(cost.it_sek)", "low: median(cost.it_sek)");
        List<Fault> faults = ModelReader.read(yaml, Models.known()).faults();
        assertEquals(4, faults.size());
        for (String language : List.of("sv", "en")) {
            for (Fault fault : faults) {
                String pattern = texts(language).getProperty("fault." + fault.code());
                String text = new MessageFormat(pattern, Locale.of(language))
                        .format(fault.args().toArray());
                assertFalse(text.contains("{"), text);
                assertTrue(fault.args().stream().allMatch(text::contains), text);
            }
        }
    }
}
