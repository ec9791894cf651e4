package se.styrkort;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Real public data, beside the project in {@code ../shared/data} or where {@code STYRKORT_SHARED} says. Where it is not,
 * tests of it are skipped; in continuous integration they fail.
 */
public final class SharedData {
    private static final Path FOLDER = folder();

    private SharedData() {}

    private static Path folder() {
        String named = System.getenv("STYRKORT_SHARED");
        return Path.of(named == null ? "../shared" : named, "data")
                .toAbsolutePath()
                .normalize();
    }

    /** A file or folder of it. */
    public static Path path(String name) {
        if (!Files.isDirectory(FOLDER)) {
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError("the real data must be there in CI: " + FOLDER);
            }
            Assumptions.abort("no real data at " + FOLDER);
        }
        return FOLDER.resolve(name);
    }
}
