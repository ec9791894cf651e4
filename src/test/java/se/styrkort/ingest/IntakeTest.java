package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IntakeTest {
    /** What it does not claim would be hashed with the line and file that it happened to be computed into. */
    @Test
    void everyIntakeClaimsTheFiguresThatAreComputedOfItsRows() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<Path> intakes = files.filter(
                            file -> file.getFileName().toString().endsWith("Intake.java"))
                    .filter(file -> !file.endsWith("Intake.java"))
                    .toList();
            assertEquals(4, intakes.size(), intakes::toString);
            for (Path intake : intakes) {
                assertTrue(Files.readString(intake).contains("public boolean computes("), intake.toString());
            }
        }
    }
}
