package se.styrkort;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which store a command works on; goes before its environment variable. */
final class StoreOptions {
    @Option(
            names = "--data-dir",
            paramLabel = "<directory>",
            description = "where the embedded database and the inbox are (STYRKORT_DATA_DIR, ./data)")
    private @Nullable String dataDir;

    /** As settings of the framework; an option that was not given is absent. */
    Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (dataDir != null) {
            properties.put("styrkort.data-dir", dataDir);
        }
        return properties;
    }
}
