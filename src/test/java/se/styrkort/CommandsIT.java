package se.styrkort;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.http.server.HttpServerConfiguration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands as people give them: to a service that runs, to one elsewhere, and where none runs. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CommandsIT {
    private static final String CATALOG = """
            objects: [{code: ikt, name: IKT}]
            products: [{code: anv, object: ikt, name: Användarnära}]
            services: [{code: post, product: anv, name: Post}]
            organisations: [{code: "0180", name: Stockholm, kind: municipality}]
            metrics: [{code: cli.users, name: Antal, unit: users, granularity: month, over_time: sum}]
            """;

    private static final String FIGURES = """
            period;metric;service;organisation;value
            2026-01;cli.users;post;0180;10,5
            2026-02;cli.users;post;0180;..
            2026-03;cli.nothing;post;0180;3
            """;

    private static final String EXPORTED = """
            period,metric,service,organisation,qualifier,state,value,quality,sample_size,std_dev
            2026-01,cli.users,post,0180,,VALUE,10.5,FINAL,,
            2026-02,cli.users,post,0180,,SECRET,,FINAL,,
            """.replace("\n", "\r\n");

    @TempDir
    private static Path temp;

    private record Done(int code, String out, String err) {
        /** The exit code and the one line of complaint; before it may stand how far it came, on a slow machine. */
        String failure() {
            assertEquals("", out);
            List<String> said =
                    err.lines().filter(line -> line.startsWith("styrkort: ")).toList();
            assertEquals(1, said.size(), err);
            return code + " " + said.getFirst();
        }

        String success() {
            assertEquals(0, code, err);
            return out;
        }
    }

    private static Done run(Map<String, String> environment, String... arguments) throws Exception {
        Path out = Files.createTempFile(temp, "out", "");
        Path err = Files.createTempFile(temp, "err", "");
        ProcessBuilder builder = new ProcessBuilder(Program.command(arguments))
                .directory(temp.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("STYRKORT_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            return new Done(process.waitFor(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }

    private static Done on(Path dataDir, String... arguments) throws Exception {
        return run(Map.of("STYRKORT_DATA_DIR", dataDir.toString()), arguments);
    }

    private static String file(String name, String text) throws IOException {
        return Files.writeString(temp.resolve(name), text).toString();
    }

    private static int status(URI address, String... headers) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(address.resolve("/api/v1/imports"))
                                    .headers(headers)
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @Test
    void commandsSpeakToTheServiceThatRunsAndABackupOfItIsRestoredElsewhere() throws Exception {
        Path dataDir = temp.resolve("served");
        Path backup = temp.resolve("served.zip");
        try (Program service = Program.start(dataDir)) {
            on(dataDir, "catalog", "load", file("catalog.yaml", CATALOG)).success();
            String figures = file("figures.csv", FIGURES);
            String tried = on(dataDir, "import", figures, "--source", "cli", "--dry-run")
                    .success();
            assertTrue(tried.contains("dry run, nothing was changed"), tried);
            String taken = on(dataDir, "import", figures, "--source", "cli").success();
            assertTrue(taken.matches("(?s).*figures.csv: profile observations, source cli, import \\d+\n.*"), taken);
            assertTrue(taken.matches("(?s).*\n +3 +2 +0 +0 +1 +2 +0 +0 +0\n.*"), taken);
            assertTrue(taken.matches("(?s).*\n +4  metric  cli.nothing  .*"), taken);
            assertTrue(on(dataDir, "import", figures, "--source", "cli", "--strict")
                    .err()
                    .strip()
                    .endsWith("(422)"));
            assertEquals(
                    EXPORTED, on(dataDir, "export", "--metric", "cli.users").success());
            Path workbook = temp.resolve("figures.xlsx");
            on(dataDir, "export", "--form", "xlsx", "-o", workbook.toString()).success();
            assertEquals("PK", Files.readString(workbook, ISO_8859_1).substring(0, 2));

            String made = on(dataDir, "backup", backup.toString()).success();
            assertTrue(made.contains("checked\nfigures (SHA-256): "), made);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)));
            assertEquals(
                    "1 styrkort: " + backup + " is there already: choose another name, or say --overwrite",
                    on(dataDir, "backup", backup.toString()).failure());
            String refused =
                    on(dataDir, "restore", backup.toString(), "--replace").failure();
            assertTrue(refused.startsWith("1 styrkort: another styrkort (process "), refused);
            String well = on(dataDir, "doctor").out();
            assertTrue(well.contains("service") && well.contains("answers") && well.contains("late from cli"), well);
            theDoorIsForThisMachineAlone(dataDir);
            try (Connection connection = service.connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select string_agg(distinct action, ' ' order by action)"
                            + " from styrkort.audit where actor = 'styrkort' and address = '127.0.0.1'")) {
                row.next();
                assertEquals("backup.made catalog.changed import.refused import.taken", row.getString(1));
            }
        }
        assertFalse(Files.exists(dataDir.resolve("styrkort-local")), "the door ended with the service");

        Path elsewhere = temp.resolve("elsewhere");
        String restored = on(elsewhere, "restore", backup.toString()).success();
        assertTrue(restored.startsWith("restored: revision "), restored);
        String again = on(elsewhere, "restore", backup.toString()).failure();
        assertTrue(again.startsWith("1 styrkort: the store is not empty ("), again);
        // no service runs: the command starts one for itself
        assertEquals(EXPORTED, on(elsewhere, "export", "--metric", "cli.users").success());
        Path second = temp.resolve("second.zip");
        String copied = on(elsewhere, "backup", second.toString()).success();
        assertEquals(
                restored.lines().toList().getLast(), copied.lines().toList().getLast(), "the same hash of all figures");
        String found = on(elsewhere, "doctor").out();
        assertTrue(found.contains("none runs here") && found.contains("last revision"), found);
        assertTrue(on(elsewhere, "migrate").success().endsWith(": nothing to do\n"));
        assertFalse(Files.exists(elsewhere.resolve("postgres/postmaster.pid")), "what was started was stopped");
    }

    private static void theDoorIsForThisMachineAlone(Path dataDir) throws Exception {
        Path door = dataDir.resolve("styrkort-local");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(door)));
        List<String> lines = Files.readAllLines(door);
        URI address = URI.create(lines.getFirst());
        String token = "Bearer " + lines.get(1);
        assertEquals(200, status(address, "Authorization", token));
        assertEquals(401, status(address, "Authorization", token, "X-Forwarded-For", "192.0.2.1"));
        assertEquals(401, status(address, "Authorization", "Bearer " + "0".repeat(64)));
    }

    @Test
    void aServiceElsewhereIsReachedByItsAddressAndAToken() throws Exception {
        try (RunningServer server = new RunningServer("CommandsIT", Map.of())) {
            Map<String, String> environment =
                    Map.of("STYRKORT_URL", server.origin() + "/", "STYRKORT_TOKEN", RunningServer.TOKEN);
            String catalog = file("remote.yaml", CATALOG);
            assertTrue(run(environment, "catalog", "load", catalog).success().startsWith("created"));
            run(environment, "import", file("a.csv", FIGURES), file("b.csv", FIGURES.replace("10,5", "11")))
                    .success();
            HttpServerConfiguration http = server.bean(HttpServerConfiguration.class);
            assertEquals(
                    Set.of(Duration.ofHours(1)),
                    new HashSet<>(List.of(http.getIdleTimeout(), http.getReadIdleTimeout())),
                    "an import may take long before it answers");
            String tried = run(environment, "import", file("c.csv", FIGURES.replace("10,5", "12")), "--dry-run")
                    .success();
            assertTrue(tried.matches("(?s).*\\nrestated +cli.users +post +0180 +2026-01 +11 +12\\n.*"), tried);
            String excel = run(environment, "export", "--form", "excel", "--to", "2026-01")
                    .success();
            assertTrue(excel.endsWith("2026-01;cli.users;post;0180;;VALUE;11;FINAL;;\r\n"), excel);
            String scores = run(environment, "score", "--model", "it-styrkort", "--period", "2026-01")
                    .success();
            assertTrue(scores.startsWith("it-styrkort version 1, 2026-01 (open), revision "), scores);
            frozenScoresAreVerified(server, environment);

            assertEquals(
                    "1 styrkort: there is no file " + temp.resolve("none.csv"),
                    run(environment, "import", temp.resolve("none.csv").toString())
                            .failure());
            Done broken = run(environment, "catalog", "load", file("broken.yaml", "servces: []\n"));
            assertEquals(1, broken.code());
            assertTrue(broken.err().contains("line") && broken.err().strip().endsWith("(422)"), broken.err());
            assertEquals(
                    "1 styrkort: with STYRKORT_URL goes a token in STYRKORT_TOKEN or STYRKORT_ADMIN_TOKEN",
                    run(Map.of("STYRKORT_URL", server.origin()), "export").failure());
            String stranger = run(Map.of("STYRKORT_URL", server.origin(), "STYRKORT_TOKEN", "none"), "export")
                    .failure();
            assertTrue(stranger.startsWith("1 styrkort: ") && stranger.endsWith("(401)"), stranger);
        }
        String nobody = run(Map.of("STYRKORT_URL", "http://127.0.0.1:1", "STYRKORT_TOKEN", "x"), "export")
                .failure();
        assertTrue(nobody.startsWith("1 styrkort: the service at http://127.0.0.1:1 does not answer"), nobody);
        assertTrue(run(Map.of(), "backup").err().startsWith("styrkort: Missing required parameter: 'FILE'"));
        Done unreadable = on(temp.resolve("unused"), "restore", file("no.zip", "text"));
        assertTrue(unreadable.failure().contains("is no backup of Styrkort"), unreadable.err());
    }

    private static void frozenScoresAreVerified(RunningServer server, Map<String, String> environment)
            throws Exception {
        new Api(server).store("/models", """
                code: cli
                version: 1
                valid_from: 2026-01
                perspectives:
                  - code: p
                    measures:
                      - {code: a, value: sum(cli.users), normalisation: {goalposts: {zero: 0, hundred: 100}}}
                """);
        String published = run(environment, "publish", "--model", "cli", "--period", "2026-01", "--note", "Å § 3")
                .success();
        assertTrue(
                published.matches("(?s)publication 1: cli version 1, 2026-01 \\(open\\), revision \\d+,"
                        + " 1 subjects\nhash [0-9a-f]{64}\n"),
                published);
        String verified = run(environment, "verify", "1").success();
        assertTrue(
                verified.contains("publication 1 is identical: ") && verified.contains("results     holds"), verified);
        server.execute("update styrkort.observation set value = 12 where value = 11");
        Done different = run(environment, "verify", "1");
        assertEquals(1, different.code(), different.out());
        assertTrue(different.out().contains("The observations behind it are others"), different.out());
        assertTrue(different.err().contains("styrkort: publication 1 is not what was published: "), different.err());
        assertEquals(
                "1 styrkort: \"99\" does not exist. (404)",
                run(environment, "verify", "99").failure());
    }
}
