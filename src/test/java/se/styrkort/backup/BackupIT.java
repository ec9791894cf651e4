package se.styrkort.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.document.Sha256;
import se.styrkort.store.SchemaFactory;
import se.styrkort.store.TestDatabase;

/** What is copied from a running service is, restored elsewhere, the same; and what is not whole is not restored. */
class BackupIT {
    @TempDir
    private static Path temp;

    @AutoClose
    private static final RunningServer SERVER = new RunningServer("BackupIT", Map.of());

    private static final Api API = new Api(SERVER);

    /** All figures as they stood at a revision, however they stand now, as one hash that only SQL had to do with. */
    private static final String FIGURES = """
            select count(*) || ' ' || encode(sha256(convert_to(string_agg(
                       concat_ws('|', m.code, s.code, o.code, x.qualifier, v.period, v.revision,
                                 case when v.ended <= %1$d then v.ended end, v.state, v.value, v.quality,
                                 v.sample_size, v.std_dev, v.import_id, v.line, v.reason), E'\\n'
                       order by m.code, s.code, o.code, x.qualifier, v.period, v.revision), 'UTF8')), 'hex') as hash
              from styrkort.observation_version v
              join styrkort.series x using (series_id)
              join styrkort.catalog_entry m on m.entry_id = x.metric_id
              left join styrkort.catalog_entry s on s.entry_id = x.service_id
              left join styrkort.catalog_entry o on o.entry_id = x.organisation_id
             where v.revision <= %1$d
            """;

    @BeforeAll
    static void load() {
        API.store("/catalog", """
                objects: [{code: ikt, name: IKT}]
                products: [{code: anv, object: ikt, name: Användarnära}]
                services: [{code: e-post, product: anv, name: E-post}]
                organisations: [{code: "0180", name: Stockholm, kind: municipality}]
                metrics: [{code: backup.m, name: Antal, unit: users, granularity: month}]
                """);
        deliver(0);
    }

    /** A hundred months of one series, each delivery restating half of them. */
    private static void deliver(int round) {
        StringBuilder file = new StringBuilder("period,metric,service,organisation,qualifier,value\n");
        for (int month = 0; month < 100; month++) {
            file.append("%d-%02d,backup.m,e-post,0180,%s,%d%n"
                    .formatted(
                            2010 + month / 12,
                            month % 12 + 1,
                            month % 3 == 0 ? "å ä" : "",
                            month % 2 == 0 ? month : round));
        }
        Api.Answer answer = API.take("?source=backup", file.toString());
        assertEquals(200, answer.status(), answer.text());
    }

    private static Path backup(String name) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Path> answer = client.send(
                    SERVER.to("/api/v1/backup")
                            .header("Authorization", "Bearer " + RunningServer.TOKEN)
                            .build(),
                    BodyHandlers.ofFile(temp.resolve(name)));
            assertEquals(200, answer.statusCode());
            assertEquals(
                    Files.size(answer.body()),
                    answer.headers().firstValueAsLong("Content-Length").orElse(-1));
            return answer.body();
        }
    }

    private static void restore(Path file, TestDatabase database, boolean replace) throws Exception {
        try (BackupFile backup = BackupFile.open(file);
                Connection connection = database.connect()) {
            RestoreRepository.restore(connection, backup, replace, Steps.SILENT);
        }
    }

    private static String refusal(Path file, TestDatabase database, boolean replace) {
        return String.valueOf(assertThrows(BackupRefused.class, () -> restore(file, database, replace))
                .getMessage());
    }

    private static String one(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    private static Manifest manifest(Path file) throws Exception {
        try (BackupFile backup = BackupFile.open(file)) {
            return backup.manifest();
        }
    }

    /** The file with its parts changed; null takes one away. */
    private static Path changed(Path file, String name, UnaryOperator<Map<String, byte[]>> change) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                parts.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        Path changed = temp.resolve(name);
        try (OutputStream out = Files.newOutputStream(changed);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> part : change.apply(parts).entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        }
        return changed;
    }

    private static UnaryOperator<Map<String, byte[]>> replacing(String entry, String what, String by) {
        return parts -> {
            String text = new String(parts.get(entry), UTF_8);
            assertTrue(text.contains(what), text);
            parts.put(entry, text.replaceFirst(Pattern.quote(what), by).getBytes(UTF_8));
            return parts;
        };
    }

    @Test
    void aBackupUnderLoadRestoredElsewhereHoldsTheSameFiguresAndHistory() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger delivered = new AtomicInteger();
        Path file;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                TestDatabase elsewhere = TestDatabase.createEmpty()) {
            Future<?> load = threads.submit(() -> {
                while (!stop.get()) {
                    deliver(delivered.incrementAndGet());
                }
            });
            while (delivered.get() < 3 && !load.isDone()) {
                Thread.onSpinWait();
            }
            int before = delivered.get();
            file = backup("load.zip");
            while (delivered.get() < before + 3 && !load.isDone()) {
                Thread.onSpinWait();
            }
            stop.set(true);
            load.get();

            Manifest manifest = manifest(file);
            long revision = manifest.revision();
            long now = Long.parseLong(one(SERVER.database(), "select max(revision) from styrkort.revision"));
            assertTrue(revision < now, "figures came while and after it was made");
            restore(file, elsewhere, false);
            String hash = String.valueOf(SERVER.row(FIGURES.formatted(revision)).get("hash"));
            assertEquals(hash, one(elsewhere, FIGURES.formatted(revision)));
            assertTrue(Integer.parseInt(hash.split(" ")[0]) >= 200, hash);

            String at = String.valueOf(SERVER.row(
                            "select to_char(committed_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') as at"
                                    + " from styrkort.revision where revision = " + revision)
                    .get("at"));
            try (RunningServer other = new RunningServer("BackupIT", elsewhere.properties())) {
                for (String path : new String[] {"/observations?limit=5000&asOf=", "/catalog/services?asOf="}) {
                    assertEquals(
                            API.get(path + at).text(),
                            new Api(other).get(path + at).text(),
                            path);
                }
                assertEquals(
                        "1", one(elsewhere, "select count(*) from styrkort.audit where action = 'backup.restored'"));
                // what identity columns give out next is new
                Api.Answer next = new Api(other)
                        .take("?source=later", "period,metric,service,organisation,value\n2026-03,backup.m,,0180,5\n");
                assertEquals(1, next.number("created"), next.text());
                assertTrue(next.number("revision") > revision, next.text());
            }
        }
        assertEquals(
                "true",
                one(
                        SERVER.database(),
                        "select (count(*) > 0)::text from styrkort.audit where action = 'backup.made'"
                                + " and actor = 'admin-token'"));
    }

    @Test
    void whatIsNotWholeIsRefusedAndNothingIsChanged() throws Exception {
        Path file = backup("whole.zip");
        try (TestDatabase database = TestDatabase.createEmpty()) {
            Path tampered =
                    changed(file, "tampered.zip", replacing("tables/observation.csv", ",FINAL,", ",ESTIMATED,"));
            assertEquals(
                    "the backup is damaged: tables/observation.csv is not what its manifest says",
                    refusal(tampered, database, false));
            Path less = changed(file, "less.zip", parts -> {
                parts.remove("tables/account.csv");
                return parts;
            });
            assertTrue(refusal(less, database, false).contains("does not hold the tables"));
            Path half = temp.resolve("half.zip");
            byte[] bytes = Files.readAllBytes(file);
            Files.write(half, Arrays.copyOf(bytes, bytes.length / 2));
            assertTrue(refusal(half, database, false).contains("not a whole ZIP file"));
            assertTrue(refusal(Files.writeString(temp.resolve("text"), "period;value"), database, false)
                    .contains("is no backup of Styrkort"));
            assertTrue(refusal(temp.resolve("none"), database, false).startsWith("there is no file"));
            Manifest manifest = manifest(file);
            Path newer = changed(
                    file,
                    "newer.zip",
                    replacing("manifest.json", "\"schema\":\"" + manifest.schema() + "\"", "\"schema\":\"999\""));
            assertTrue(refusal(newer, database, false).startsWith("the backup was made by a newer Styrkort"));
            Path form = changed(file, "form.zip", replacing("manifest.json", "\"format\":1", "\"format\":2"));
            assertTrue(refusal(form, database, false).startsWith("the backup was made by a newer Styrkort (form 2"));
            assertEquals("null", one(database, "select to_regnamespace('styrkort')::text"));
        }
    }

    @Test
    void whatIsThereIsOnlyReplacedWhenThatIsSaidAndOnlyByAllOfIt() throws Exception {
        Path file = backup("replace.zip");
        Manifest manifest = manifest(file);
        try (TestDatabase database = TestDatabase.create()) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("insert into styrkort.account (username) values ('was-here')");
            }
            assertEquals(
                    "the store is not empty (account has rows): restore into an empty one, or lose what is there with"
                            + " --replace",
                    refusal(file, database, false));
            // whole, but for a row that cannot be loaded: found when the old tables are gone already, in the
            // transaction
            Manifest.Table account = manifest.tables().stream()
                    .filter(table -> table.name().equals("catalog_entry"))
                    .findFirst()
                    .orElseThrow();
            Path unloadable = changed(file, "unloadable.zip", parts -> {
                byte[] csv =
                        (new String(parts.get(account.entry()), UTF_8) + "not a number,metric,x\n").getBytes(UTF_8);
                Sha256 sum = new Sha256();
                sum.add(csv, 0, csv.length);
                parts.put(account.entry(), csv);
                return replacing("manifest.json", account.sha256(), sum.hex()).apply(parts);
            });
            assertTrue(refusal(unloadable, database, true).startsWith("nothing was restored: "));
            assertEquals("was-here", one(database, "select string_agg(username, ' ') from styrkort.account"));
            try (Connection other = database.connect()) {
                assertTrue(other.isValid(1));
                assertTrue(refusal(file, database, true).startsWith("others use the database (1 "));
            }
            restore(file, database, true);
            assertEquals("0", one(database, "select count(*) from styrkort.account where username = 'was-here'"));
            assertEquals(
                    one(database, FIGURES.formatted(manifest.revision())),
                    SERVER.row(FIGURES.formatted(manifest.revision())).get("hash"));
        }
    }

    /** Before grants there were accounts that could do everything; the migration that brought grants gave them those. */
    @Test
    void aBackupOfAnOlderVersionIsBroughtForward() throws Exception {
        Path file = temp.resolve("old.zip");
        try (TestDatabase old = TestDatabase.createEmpty();
                Connection connection = old.connect();
                OutputStream out = Files.newOutputStream(file)) {
            connection.setAutoCommit(false);
            SchemaFactory.migrate(connection, "006");
            try (Statement statement = connection.createStatement()) {
                statement.execute("insert into styrkort.account (username, password_hash) values ('first', 'hash')");
                statement.execute("insert into styrkort.revision values (1, now(), 'first', 'catalog')");
                statement.execute("insert into styrkort.catalog_entry (kind, code) values ('metric', 'm')");
            }
            new BackupRepository().write(connection, out, Steps.SILENT);
        }
        assertEquals("006", manifest(file).schema());
        try (TestDatabase database = TestDatabase.createEmpty()) {
            restore(file, database, false);
            assertEquals(
                    "auditor steward",
                    one(
                            database,
                            "select string_agg(role, ' ' order by role) from styrkort.account_grant"
                                    + " where username = 'first'"));
            assertEquals("1 m", one(database, "select entry_id || ' ' || code from styrkort.catalog_entry"));
            // the published views are there, and a start finds nothing left to do
            assertEquals(
                    "true", one(database, "select (count(*) > 5)::text from pg_views where schemaname = 'published'"));
            String history =
                    "select string_agg(script, ' ' order by installed_rank) from styrkort.flyway_schema_history";
            String before = one(database, history);
            SchemaFactory.migrate(database.database());
            assertEquals(before, one(database, history));
        }
    }
}
