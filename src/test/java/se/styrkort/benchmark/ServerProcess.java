package se.styrkort.benchmark;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The jar that users run, in a process of its own with the flags of the launcher, over its embedded PostgreSQL. */
final class ServerProcess implements AutoCloseable {
    private static final String TOKEN = "a-token-for-the-benchmark-of-32-characters";
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Pattern COLLECTION = Pattern.compile("Pause .* (\\d+)M->(\\d+)M\\(");
    private static final Pattern VARIABLE = Pattern.compile("(?m)^(\\w+)=\"([^\"$]*)\"$");
    private static final Pattern KIB = Pattern.compile("(?m)^(?:Pss|VmRSS|VmHWM):\\s+(\\d+) kB$");

    private final Process process;
    private final Path dataDir;
    private final URI origin;
    private final HttpClient client;
    private final Duration toHealthy;

    private ServerProcess(Process process, Path dataDir, URI origin, HttpClient client, Duration toHealthy) {
        this.process = process;
        this.dataDir = dataDir;
        this.origin = origin;
        this.client = client;
        this.toHealthy = toHealthy;
    }

    static ServerProcess start(Path dataDir) throws IOException, InterruptedException {
        int port = freePort();
        Files.createDirectories(dataDir);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(launcherFlags());
        command.add("-Xlog:gc:file=" + dataDir.resolve("gc.log"));
        command.addAll(List.of("-jar", System.getProperty("styrkort.jar"), "serve"));
        command.addAll(List.of("--port", String.valueOf(port), "--data-dir", dataDir.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(dataDir.resolve("out.log").toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("STYRKORT_"));
        builder.environment().put("STYRKORT_ADMIN_TOKEN", TOKEN);
        builder.environment().put("STYRKORT_MAX_FILE_SIZE", String.valueOf(2L << 30));
        URI origin = URI.create("http://127.0.0.1:" + port);
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        long started = System.nanoTime();
        Process process = builder.start();
        while (!isHealthy(client, origin)) {
            if (!process.isAlive() || System.nanoTime() - started > START_LIMIT.toNanos()) {
                process.destroyForcibly();
                throw new IllegalStateException("it did not start: " + Files.readString(dataDir.resolve("out.log")));
            }
            Thread.sleep(10);
        }
        return new ServerProcess(process, dataDir, origin, client, Duration.ofNanos(System.nanoTime() - started));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** What stands between java and -jar in the last line of the launcher, its variables filled in. */
    private static List<String> launcherFlags() throws IOException {
        String launcher = Files.readString(Path.of("styrkort"));
        String exec = launcher.substring(launcher.lastIndexOf("bin/java\"") + "bin/java\"".length());
        String flags = exec.substring(0, exec.indexOf("-jar"));
        Matcher variable = VARIABLE.matcher(launcher);
        while (variable.find()) {
            flags = flags.replace("$" + variable.group(1), variable.group(2));
        }
        return Arrays.stream(flags.strip().split(" +"))
                .filter(flag -> !flag.isEmpty())
                .toList();
    }

    private static boolean isHealthy(HttpClient client, URI origin) throws IOException, InterruptedException {
        try {
            HttpRequest health =
                    HttpRequest.newBuilder(origin.resolve("/health")).build();
            return client.send(health, BodyHandlers.discarding()).statusCode() == 200;
        } catch (ConnectException _) {
            return false;
        }
    }

    /** From the start of the process to the first 200 of {@code /health}. */
    Duration toHealthy() {
        return toHealthy;
    }

    /** Posts with full rights; the body of a 200. */
    String post(String path, String type, BodyPublisher body) throws IOException, InterruptedException {
        return send(to(path).header("Content-Type", type).POST(body));
    }

    String get(String path) throws IOException, InterruptedException {
        return send(to(path));
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(origin.resolve(path)).header("Authorization", "Bearer " + TOKEN);
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    /** A connection of our own to its database. The caller closes it. */
    Connection connect() throws IOException, SQLException {
        String port = postmasterFile().get(3);
        String password = Files.readString(dataDir.resolve("postgres-password")).strip();
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/styrkort", "postgres", password);
    }

    private List<String> postmasterFile() throws IOException {
        return Files.readAllLines(dataDir.resolve("postgres/postmaster.pid"));
    }

    /** MiB of memory that the JVM holds now. */
    long residentJvm() throws IOException {
        return kib(Path.of("/proc", String.valueOf(process.pid()), "status"), "VmRSS") / 1024;
    }

    /** MiB of memory that the JVM held at most. */
    long residentJvmAtMost() throws IOException {
        return kib(Path.of("/proc", String.valueOf(process.pid()), "status"), "VmHWM") / 1024;
    }

    /** MiB of memory that all processes of PostgreSQL hold, what they share counted once. */
    long residentPostgres() throws IOException {
        ProcessHandle postmaster =
                ProcessHandle.of(Long.parseLong(postmasterFile().getFirst())).orElseThrow();
        long kib = 0;
        for (ProcessHandle one :
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList()) {
            kib += kib(Path.of("/proc", String.valueOf(one.pid()), "smaps_rollup"), "Pss");
        }
        return kib / 1024;
    }

    private static long kib(Path file, String key) throws IOException {
        Matcher matcher = KIB.matcher(Files.readString(file));
        while (matcher.find()) {
            if (matcher.group().startsWith(key + ":")) {
                return Long.parseLong(matcher.group(1));
            }
        }
        throw new IllegalStateException(key + " is not in " + file);
    }

    /** MiB in use at most: before and after a collection, over the life of the process. */
    record Heap(long before, long after) {}

    Heap heapAtMost() throws IOException {
        long before = 0;
        long after = 0;
        Matcher matcher = COLLECTION.matcher(Files.readString(dataDir.resolve("gc.log")));
        while (matcher.find()) {
            before = Math.max(before, Long.parseLong(matcher.group(1)));
            after = Math.max(after, Long.parseLong(matcher.group(2)));
        }
        return new Heap(before, after);
    }

    /** An orderly stop. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
