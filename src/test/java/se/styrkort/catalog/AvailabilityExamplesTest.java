package se.styrkort.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.calendar.SwedishDay;

/** What the documents show of hours, calendars and services is taken as it stands. */
class AvailabilityExamplesTest {
    private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");

    /** What the examples lean on. */
    private static final String BEFORE = """
            objects: [{code: ikt, name: IKT}]
            products: [{code: anvandarnara, object: ikt, name: Användarnära}]
            calendars: [{code: sweden}]
            services: [{code: vaxel, name: Växel, product: anvandarnara}, {code: operator-a, name: A, product: anvandarnara},
                       {code: operator-b, name: B, product: anvandarnara}]
            """;

    /** Loads documents one after the other, as the API does. */
    private static final class Loaded {
        private final Map<String, CatalogEntry> entries = new TreeMap<>();

        void load(String yaml) {
            CatalogReader.Reading reading = CatalogReader.read(yaml, catalog(), code -> false);
            assertEquals(List.of(), reading.faults(), yaml);
            reading.entries().forEach(entry -> entries.put(entry.entryKind() + " " + entry.code(), entry));
        }

        Catalog catalog() {
            List<Catalog.Version> versions = new ArrayList<>();
            entries.values().forEach(entry -> versions.add(new Catalog.Version(versions.size() + 1, 1, entry)));
            return new Catalog(versions);
        }
    }

    @ParameterizedTest
    @CsvSource({"docs/availability.md, '', 6", "README.md, availability_groups:, 1"})
    void everyExampleIsTaken(Path document, String holding, int count) throws IOException {
        Loaded loaded = new Loaded();
        loaded.load(BEFORE);
        List<String> examples = YAML.matcher(Files.readString(document))
                .results()
                .map(match -> match.group(1))
                .filter(example -> example.contains(holding) && !example.startsWith("code:"))
                .toList();
        assertEquals(count, examples.size());
        examples.forEach(loaded::load);
        Catalog catalog = loaded.catalog();
        for (Catalog.Version hours : catalog.list(Kind.SERVICE_HOURS)) {
            assertTrue(
                    AgreedTimes.of(catalog, hours.entry().code()).isPresent(),
                    hours.entry().code());
        }
    }

    @Test
    void everyNameOfADayIsNamed() throws IOException {
        String document = Files.readString(Path.of("docs/availability.md"));
        for (SwedishDay day : SwedishDay.values()) {
            assertTrue(document.contains("`" + day.code() + "`"), day.code());
        }
    }
}
