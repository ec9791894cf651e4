package se.styrkort.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * A program of the real Prometheus, from the system's package. Where it is not installed tests are skipped; in
 * continuous integration they fail.
 */
public final class Tool {
    private static final List<Path> FOLDERS = List.of(Path.of("/usr/bin"), Path.of("/usr/local/bin"));

    private Tool() {}

    /** What a run wrote on both outputs, and its exit code. */
    record Run(int exit, String output) {}

    public static Path path(String name) {
        for (Path folder : FOLDERS) {
            if (Files.isExecutable(folder.resolve(name))) {
                return folder.resolve(name);
            }
        }
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(name + " must be installed in CI");
        }
        Assumptions.abort(name + " is not installed");
        throw new AssertionError("unreachable");
    }

    /** Runs promtool to its end, with the text as its input. */
    static Run promtool(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(path("promtool").toString()));
        command.addAll(List.of(arguments));
        Path in = Files.createTempFile("promtool", ".in");
        try {
            Files.writeString(in, input);
            Process process = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Run(process.waitFor(), output);
        } finally {
            Files.delete(in);
        }
    }
}
