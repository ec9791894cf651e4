package se.styrkort;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that starts the server; each goes before its environment variable. */
final class ServerOptions {
    @Option(
            names = "--port",
            paramLabel = "<port>",
            description = "the port to answer on, 0 for any free one (STYRKORT_PORT, 8080)")
    private @Nullable String port;

    @Option(
            names = "--data-dir",
            paramLabel = "<directory>",
            description = "where the embedded database and the inbox are (STYRKORT_DATA_DIR, ./data)")
    private @Nullable String dataDir;

    /** As settings of the framework; an option that was not given is absent. */
    Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (port != null) {
            properties.put("micronaut.server.port", port);
        }
        if (dataDir != null) {
            properties.put("styrkort.data-dir", dataDir);
        }
        return properties;
    }
}
