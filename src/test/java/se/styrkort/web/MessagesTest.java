package se.styrkort.web;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Texts are complete in both languages, and those that exist are those that are used. */
class MessagesTest {
    /** Keys that the program puts together: {@code <family><code>}. Those of one text each are checked where used. */
    private static final List<String> FAMILIES =
            List.of("fault.", "rejection.", "rejection.ambiguous_", "rejection.unknown_", "problem.");

    /** Families whose codes are an enum's constants or what catalogs and models say; {@code ScorecardTextsTest} checks them. */
    private static final List<String> OTHER_FAMILIES = List.of(
            "status.kind.",
            "report.day.",
            "scorecard.status.",
            "scorecard.legend.status.",
            "scorecard.trend.",
            "scorecard.state.",
            "scorecard.quality.",
            "scorecard.window.",
            "scorecard.function.",
            "scorecard.aggregation.",
            "scorecard.method.",
            "scorecard.owner.",
            "comparison.kind.",
            "comparison.third.",
            "comparison.fault.",
            "scorecard.aspect.",
            "scorecard.normalised.goalposts_",
            "scorecard.uncertainty.",
            "scorecard.covers.",
            "calendar.day.",
            "catalog.unit.",
            "account.role.",
            "account.permission.",
            "audit.",
            "report.group.",
            "report.state.",
            "report.start.",
            "collector.trouble.",
            "collector.kind_",
            "collector.freshness.",
            "collector.rhythm.",
            "collector.outcome.",
            "completeness.short.",
            "completeness.why.",
            "changes.kind.",
            "changes.revision.",
            "changes.state.",
            "changes.quality.",
            "quarantine.decided.",
            "publication.check.",
            "publication.why.",
            "rejection.held_");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)}");
    /** In Java, or in the SQL inside it. */
    private static final Pattern LITERAL = Pattern.compile("[\"']([a-z][a-zA-Z0-9_.]*)[\"']");

    private static final Pattern TEXT_CALL = Pattern.compile(
            "(?:\\bpage\\.t\\(|\\bmessages\\.text\\(\\s*[a-zA-Z.]+(?:\\(\\))?,)\\s*\"([^\"]+)\"\\s*[,)]");
    private static final Pattern PROBLEM_CALL =
            Pattern.compile("new ProblemException\\(\\s*(?:\\d+|status),\\s*\"([a-z_]+)\"");

    private final Messages messages = new Messages();

    @Test
    void everyTextExistsInBothLanguages() {
        assertEquals(messages.keys(Messages.SWEDISH), messages.keys(Messages.ENGLISH));
    }

    @Test
    void bothLanguagesFillInTheSameArguments() {
        assertAll(messages.keys(Messages.SWEDISH).stream()
                .map(key -> () -> assertEquals(
                        placeholders(messages.pattern(Messages.SWEDISH, key)),
                        placeholders(messages.pattern(Messages.ENGLISH, key)),
                        key)));
    }

    @Test
    void everyArgumentReachesTheReader() {
        // a lone apostrophe would silently swallow the placeholders after it
        for (Locale locale : List.of(Messages.SWEDISH, Messages.ENGLISH)) {
            for (String key : messages.keys(locale)) {
                Set<Integer> numbers = placeholders(messages.pattern(locale, key));
                int size = numbers.stream().mapToInt(n -> n + 1).max().orElse(0);
                Object[] args =
                        IntStream.range(0, size).mapToObj(n -> "<" + n + ">").toArray();
                String text = messages.text(locale, key, args);
                assertTrue(numbers.stream().allMatch(n -> text.contains("<" + n + ">")), key + ": " + text);
            }
        }
    }

    @Test
    void aMissingTextIsABug() {
        assertThrows(IllegalArgumentException.class, () -> messages.text(Messages.SWEDISH, "no.such.text"));
    }

    @Test
    void numbersArePutInAsTheyPrint() {
        assertEquals("”12345” finns inte.", messages.text(Messages.SWEDISH, "problem.unknown", 12345));
    }

    @Test
    void everyUsedTextExists() {
        assertAll(Stream.concat(
                        found(TEXT_CALL).stream(),
                        found(PROBLEM_CALL).stream()
                                .flatMap(code -> Stream.of("problem." + code, "problem." + code + ".title")))
                .map(key -> () -> assertTrue(messages.has(key), "there is no text " + key)));
    }

    @Test
    void everyTextIsUsed() {
        Set<String> literals = found(LITERAL);
        for (String key : messages.keys(Messages.SWEDISH)) {
            boolean used = FAMILIES.stream()
                    .filter(key::startsWith)
                    .map(family -> key.substring(family.length()).replaceFirst("(\\.title|_at_end)$", ""))
                    .anyMatch(literals::contains);
            used |= OTHER_FAMILIES.stream().anyMatch(key::startsWith);
            assertTrue(used || literals.contains(key), "nothing uses the text " + key);
        }
    }

    @Test
    void everyBundleBelongsToAFeature() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/texts"))) {
            List<String> strays = files.map(file -> file.getFileName().toString())
                    .filter(name -> Messages.FEATURES.stream()
                            .noneMatch(feature -> name.matches(feature + "_(sv|en)\\.properties")))
                    .toList();
            assertEquals(List.of(), strays);
        }
    }

    private static Set<Integer> placeholders(String pattern) {
        return PLACEHOLDER
                .matcher(pattern)
                .results()
                .map(match -> Integer.valueOf(match.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> found(Pattern pattern) {
        return Stream.of(Path.of("src/main/java"), Path.of("src/main/jte"))
                .flatMap(MessagesTest::files)
                .flatMap(file -> pattern.matcher(file).results())
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(java|jte)"))
                    .map(MessagesTest::content)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
