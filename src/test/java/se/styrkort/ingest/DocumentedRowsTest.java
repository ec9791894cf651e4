package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.catalog.Catalog;

/** Files and profiles of outages, probes and tickets as the documents show them. */
class DocumentedRowsTest {
    private static final Pattern BLOCK = Pattern.compile("```(csv|yaml)\n(.*?)```", Pattern.DOTALL);

    private static final Catalog CATALOG = Trial.catalog("""
            objects: [{code: ikt, name: IKT}]
            products: [{code: anv, object: ikt, name: Användarnära}]
            services: [{code: vaxel, product: anv, name: Växel}, {code: e-moten, product: anv, name: E-möten}]
            organisations: [{code: kommunstyrelsen, name: Kommunstyrelsen}]
            """);

    @TempDir
    private Path folder;

    private static List<String> blocks(String document, String kind, String beginning) throws IOException {
        return BLOCK.matcher(Files.readString(Path.of("docs", document)))
                .results()
                .filter(block -> block.group(1).equals(kind))
                .map((MatchResult block) -> block.group(2))
                .filter(text -> text.startsWith(beginning))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "availability.md, 'service,start', outages, 2",
        "availability.md, 'service,at', probes, 2",
        "service-desk.md, 'id,service', tickets, 1"
    })
    void everyRowIsTakenIn(String document, String header, String profile, int rows) throws IOException {
        List<String> files = blocks(document, "csv", header);
        assertEquals(1, files.size());
        String yaml = Files.readString(Path.of("src/main/resources/shipped/profiles", profile + ".yaml"));
        assertEquals(
                String.join("\n", java.util.Collections.nCopies(rows, "entered")),
                Trial.of(folder, Trial.profile(yaml), CATALOG, files.getFirst()).shown());
    }

    @Test
    void everyProfileCanBeStored() throws IOException {
        List<String> profiles = blocks("availability.md", "yaml", "code:");
        assertFalse(profiles.isEmpty());
        for (String yaml : profiles) {
            assertEquals(List.of(), ProfileReader.read(yaml).faults(), yaml);
        }
    }
}
