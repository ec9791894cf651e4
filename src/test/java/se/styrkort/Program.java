package se.styrkort;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The program as a process of its own over its embedded database: the jar that users run, or the classes where there is no
 * jar yet. It is stopped by the process that started it.
 */
public final class Program implements AutoCloseable {
    private final Process process;
    private final URI uri;
    private final Path dataDir;
    private final HttpClient client = HttpClient.newHttpClient();

    private Program(Process process, URI uri, Path dataDir) {
        this.process = process;
        this.uri = uri;
        this.dataDir = dataDir;
    }

    /** What starts it with these arguments. */
    static List<String> command(String... arguments) {
        String jar = System.getProperty("styrkort.jar", "");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(
                jar.isEmpty()
                        ? List.of("-cp", System.getProperty("java.class.path"), "se.styrkort.Application")
                        : List.of("-jar", jar));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Starts it on a free port; it answers when this returns. */
    public static Program start(Path dataDir) throws IOException {
        return start(dataDir, Map.of());
    }

    /** The same, with more of the environment's settings. */
    public static Program start(Path dataDir, Map<String, String> settings) throws IOException {
        List<String> command = command("serve", "--port", "0", "--data-dir", dataDir.toString());
        Path errors = Files.createTempFile(dataDir.getParent(), "stderr", ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("STYRKORT_"));
        builder.environment().put("STYRKORT_ADMIN_TOKEN", RunningServer.TOKEN);
        builder.environment().putAll(settings);
        Process process = builder.start();
        String line;
        do {
            line = process.inputReader(UTF_8).readLine();
        } while (line != null && !line.contains("answers on http"));
        if (line == null) {
            throw new AssertionError("it did not start: " + Files.readString(errors));
        }
        return new Program(process, URI.create(line.substring(line.indexOf("http://"))), dataDir);
    }

    public HttpResponse<String> send(String path, HttpRequest.Builder request) throws IOException {
        try {
            return client.send(
                    request.uri(uri.resolve("/api/v1" + path))
                            .header("Authorization", "Bearer " + RunningServer.TOKEN)
                            .build(),
                    BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Into its embedded database, past the program. */
    public Connection connect() throws IOException, SQLException {
        List<String> pid = Files.readAllLines(dataDir.resolve("postgres/postmaster.pid"));
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + pid.get(3).strip() + "/styrkort",
                "postgres",
                Files.readString(dataDir.resolve("postgres-password")).strip());
    }

    /** SIGKILL, of this very process. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; the exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
