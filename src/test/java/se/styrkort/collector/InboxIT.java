package se.styrkort.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.styrkort.Api;

/** The inbox of running instances: what is put there is in once, and lies where it should. */
@Timeout(120)
class InboxIT {
    private static final String QUICK = """
            code: inbox
            kind: inbox
            source: inbox
            profile: observations
            settings: {quiet: PT0.2S}
            """;
    private static final String GOOD = "period,metric,service,organisation,value\n2026-03,cost.total,,o,%d\n";

    @TempDir
    private Path temp;

    private Instances instances;

    @BeforeEach
    void prepare() throws IOException {
        instances = new Instances(temp.resolve("inbox"));
        instances.start();
        instances.store("/catalog", "organisations: [{code: o, name: O}]");
        instances.store("/collectors", QUICK);
    }

    @AfterEach
    void close() {
        instances.close();
    }

    private long imports() {
        return instances.number("select count(*) from styrkort.import");
    }

    private void awaitDone(int files) throws Exception {
        Instances.await(files + " files in done/", () -> instances.names("done").size() == files);
        Instances.await("no run under way", () -> instances
                .column("select run_id from styrkort.collector_run where ended_at is null")
                .isEmpty());
    }

    @Test
    void aFileThatWasPutThereWhileTheServiceWasDownIsTakenAtStart() throws Exception {
        instances.stop();
        instances.put("mars.csv", GOOD.formatted(17));
        instances.put("unfinished.csv.part", GOOD.formatted(18));
        instances.start();
        awaitDone(1);
        assertEquals(List.of("mars.csv"), instances.names("done"));
        assertEquals(List.of("unfinished.csv.part"), instances.names(""));
        assertEquals(
                List.of("inbox collector/inbox mars.csv"),
                instances.column("select s.code || ' ' || actor || ' ' || file_name from styrkort.import"
                        + " join styrkort.source s using (source_id)"));
        assertEquals(List.of("17"), instances.column("select value from styrkort.observation"));
        assertEquals(List.of("taken 1"), instances.runs("inbox"));
        String report = Files.readString(instances.inbox().resolve("done/mars.csv.report.txt"));
        assertTrue(report.contains("mars.csv lästes in") && report.contains("Mätvärden: 1 nya"), report);
        Api.Answer json =
                new Api.Answer(200, "", Files.readString(instances.inbox().resolve("done/mars.csv.report.json")));
        assertEquals("id=1 created=1 rejected=0", json.get(List.of("id", "created", "rejected")));
        Files.move(
                instances.inbox().resolve("unfinished.csv.part"),
                instances.inbox().resolve("finished.csv"));
        awaitDone(2);
        assertEquals(2, imports());
    }

    @Test
    void aFileThatCannotBeReadLandsInFailedWithItsReportAndHoldsUpNoOther() throws Exception {
        instances.put("bad.csv", "period;metrik\n2026-03;1\n");
        instances.put("empty.csv", "");
        instances.put("good.csv", GOOD.formatted(1) + "2026-03,no.such,,o,1\n");
        awaitDone(1);
        Instances.await("two failed", () -> instances.names("failed").size() == 2);
        assertEquals(List.of("bad.csv", "empty.csv"), instances.names("failed"));
        assertEquals(List.of(), instances.names(""));
        String report = Files.readString(instances.inbox().resolve("failed/bad.csv.report.txt"));
        assertTrue(report.contains("bad.csv lästes inte in") && report.contains("”metric” saknas"), report);
        String json = Files.readString(instances.inbox().resolve("failed/bad.csv.report.json"));
        assertTrue(json.contains("/problems/unreadable_file") && json.contains("\"line\":1"), json);
        String partly = Files.readString(instances.inbox().resolve("done/good.csv.report.txt"));
        assertTrue(partly.contains("avvisade: 1") && partly.contains("Rad 3, kolumn metric"), partly);
        assertEquals(1, imports());
        Api.Answer runs = instances.get("/collectors/inbox/runs");
        assertTrue(runs.text().contains("could not be taken in (unreadable_file)"), runs.text());
    }

    @Test
    void theSameNameAgainIsAnotherDeliveryAndReplacesNothing() throws Exception {
        for (int value : new int[] {1, 2, 1}) {
            int before = instances.names("done").size();
            instances.put("mars.csv", GOOD.formatted(value));
            awaitDone(before + 1);
        }
        assertEquals(3, imports());
        assertEquals(List.of("1"), instances.column("select value from styrkort.observation"));
        assertEquals(2, instances.number("select count(*) from styrkort.observation_history"));
        assertEquals("mars.csv", instances.names("done").getLast());
    }

    @Test
    void everyCollectorHasAFolderOfItsOwnAndTheFolderMayVanish() throws Exception {
        instances.store("/profiles", """
                code: short
                rows: [{metric: {constant: cost.total}, period: {column: m}, organisation: {constant: o}, value: {column: v}}]
                """);
        instances.store("/collectors", """
                {code: ekonomi, kind: inbox, source: ledger, profile: short, settings: {quiet: PT0.1S}}
                """);
        Instances.await("its folder", () -> Files.isDirectory(instances.inbox().resolve("ekonomi")));
        instances.put("ekonomi/a.csv", "m;v\n2026-03;7,5\n");
        Instances.await("done", () -> instances.names("ekonomi/done").equals(List.of("a.csv")));
        assertEquals(List.of("7.5"), instances.column("select value from styrkort.observation"));
        assertEquals(
                List.of("ledger"),
                instances.column("select code from styrkort.import join styrkort.source using (source_id)"));
        Path away = Files.move(instances.inbox().resolve("ekonomi"), temp.resolve("away"));
        assertTrue(Files.exists(away.resolve("done/a.csv")));
        Instances.await(
                "the folder is back", () -> Files.isDirectory(instances.inbox().resolve("ekonomi")));
        instances.put("ekonomi/b.csv", "m;v\n2026-04;8,5\n");
        Instances.await("done", () -> instances.names("ekonomi/done").equals(List.of("b.csv")));
    }

    @Test
    void aFolderThatCannotBeUsedIsSaidAndOthersGoOn() throws Exception {
        Files.createDirectories(instances.inbox());
        Files.writeString(instances.inbox().resolve("blocked"), "not a folder");
        instances.store("/collectors", "{code: blocked, kind: inbox, source: b, profile: observations}");
        Instances.await("a failed run", () -> !instances.runs("blocked").isEmpty());
        assertEquals(List.of("failed"), instances.runs("blocked"), "and it is held back");
        assertEquals(1, instances.get("/collectors/blocked").number("failedAttempts"));
        Files.deleteIfExists(instances.inbox().resolve("blocked"));
        instances.put("a.csv", GOOD.formatted(1));
        Instances.await(
                "the other is taken",
                () -> imports() == 1 || instances.names("done").contains("a.csv"));
    }

    @Test
    void twoInstancesOnOneInboxTakeEveryFileOnce() throws Exception {
        instances.start();
        int files = 30;
        for (int i = 0; i < files; i++) {
            instances.put(
                    "file-%02d.csv".formatted(i),
                    "period,metric,service,organisation,value\n%d-01,cost.total,,o,%d\n".formatted(1990 + i, i));
        }
        awaitDone(files);
        assertEquals(files, imports());
        assertEquals(files, instances.number("select count(distinct file_name) from styrkort.import"));
        assertEquals(files, instances.number("select count(*) from styrkort.observation"));
        assertEquals(
                IntStream.range(0, files).mapToObj("file-%02d.csv"::formatted).toList(), instances.names("done"));
        assertEquals(List.of(), instances.names("failed"));
        assertEquals(0, overlapping());
    }

    /** How many runs of one collector were under way at the same time. */
    private long overlapping() {
        return instances.number("select count(*) from styrkort.collector_run a join styrkort.collector_run b"
                + " on a.code = b.code and a.run_id < b.run_id and b.started_at < a.ended_at");
    }

    @Test
    void aFileWhoseImportWasCommittedBeforeACrashIsMovedAndNotReadAgain() throws Exception {
        // as a crash between commit and move leaves it: the import and its note are there, the file has not been moved
        instances.stop();
        Path file = instances.put("mars.csv", GOOD.formatted(17));
        instances.start();
        awaitDone(1);
        instances.stop();
        Path back = Files.move(instances.inbox().resolve("done/mars.csv"), file);
        Files.delete(instances.inbox().resolve("done/mars.csv.report.txt"));
        instances.execute("update styrkort.collector_file set put_away = false");
        assertTrue(Files.exists(back));
        instances.start();
        awaitDone(1);
        assertEquals(1, imports(), "the log shows it once");
        assertTrue(Files.exists(instances.inbox().resolve("done/mars.csv.report.txt")));
        assertEquals(List.of("t"), instances.column("select put_away from styrkort.collector_file"));
    }

    @Test
    void anotherFileUnderThatNameIsTaken() throws Exception {
        instances.stop();
        Path file = instances.put("mars.csv", GOOD.formatted(17));
        instances.start();
        awaitDone(1);
        instances.stop();
        Files.delete(instances.inbox().resolve("done/mars.csv"));
        instances.execute("update styrkort.collector_file set put_away = false");
        Files.writeString(file, GOOD.formatted(18));
        instances.start();
        awaitDone(1);
        assertEquals(2, imports());
        assertEquals(List.of("18"), instances.column("select value from styrkort.observation"));
    }

    @Test
    void aCollectorThatIsTurnedOffTakesNothingUntilItIsAsked() throws Exception {
        instances.store("/collectors", QUICK + "enabled: false\n");
        instances.put("mars.csv", GOOD.formatted(17));
        instances.store("/collectors", QUICK.replace("code: inbox", "code: witness") + "reason: '1'\n");
        instances.put("witness/a.csv", GOOD.formatted(18));
        Instances.await("the other one", () -> instances.names("witness/done").size() == 1);
        assertEquals(List.of("mars.csv"), instances.names(""));
        Instances.await("asked", () -> {
            assertEquals(
                    202,
                    instances
                            .send("POST", "/collectors/inbox/run", "application/json", "")
                            .status());
            return instances.names("done").size() == 1;
        });
        assertFalse(instances
                .column("select asked_by from styrkort.collector_run where asked_by is not null")
                .isEmpty());
    }

    @Test
    void aFileThatCannotBePutAwayHoldsUpNoOtherAndIsNotTakenAgain() throws Exception {
        // a file where the folder of the failed should be: the bad one cannot leave
        Files.createDirectories(instances.inbox());
        Files.writeString(instances.inbox().resolve("failed"), "in the way");
        instances.put("a-bad.csv", "");
        instances.put("b-good.csv", GOOD.formatted(1));
        Instances.await("the good one", () -> instances.names("done").equals(List.of("b-good.csv")));
        assertEquals(1, imports());
        Instances.await("the run says so", () -> !instances.runs("inbox").isEmpty());
        Api.Answer runs = instances.get("/collectors/inbox/runs");
        assertTrue(runs.text().contains("was left where it is"), runs.text());
        assertTrue(instances.names("").contains("a-bad.csv"));
    }

    @Test
    void whatItsProfileDoesNotKeepIsNotKeptInTheInboxEither() throws Exception {
        instances.store("/profiles", """
                code: named
                keep: none
                rows: [{metric: {constant: cost.total}, period: {column: m}, organisation: {constant: o}, value: {column: v}}]
                """);
        instances.store("/collectors", """
                {code: listor, kind: inbox, source: lists, profile: named, settings: {quiet: PT0.1S}}
                """);
        instances.put("listor/a.csv", "m;v;namn\n2026-03;7,5;Någon\n2026-04;Någon;Någon\n");
        Path report = instances.inbox().resolve("listor/done/a.csv.report.txt");
        Instances.await("its report", () -> Files.exists(report));
        Instances.await("gone", () -> instances.names("listor").isEmpty());
        String text = Files.readString(report) + Files.readString(report.resolveSibling("a.csv.report.json"));
        assertTrue(text.contains("Filen har raderats") && !text.contains("Någon"), text);
        assertTrue(Files.notExists(report.resolveSibling("a.csv")));
    }
}
