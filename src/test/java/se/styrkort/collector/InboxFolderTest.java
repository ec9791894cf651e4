package se.styrkort.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxFolderTest {
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final Instant NOW = Instant.parse("2026-11-03T08:09:10Z");

    @TempDir
    private Path temp;

    private final AtomicLong nanos = new AtomicLong(-3);

    private InboxFolder folder() {
        return new InboxFolder(temp.resolve("inbox"), nanos::get);
    }

    private static List<String> complete(InboxFolder folder) throws IOException {
        return folder.complete(QUIET).stream().map(WaitingFile::name).toList();
    }

    private void after(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    private static Path write(InboxFolder folder, String name, String text) throws IOException {
        Files.createDirectories(folder.path());
        return Files.writeString(folder.path().resolve(name), text);
    }

    @Test
    void aFileIsCompleteWhenItHasLookedTheSameForLongEnough() throws IOException {
        InboxFolder folder = folder();
        write(folder, "a.csv", "period");
        assertEquals(List.of(), complete(folder));
        after(QUIET.minusNanos(1));
        assertEquals(List.of(), complete(folder));
        after(Duration.ofNanos(1));
        assertEquals(List.of("a.csv"), complete(folder));
    }

    @Test
    void aHalfWrittenFileIsNotTakenUntilItHasGrownToItsEnd() throws IOException {
        InboxFolder folder = folder();
        Path file = write(folder, "a.csv", "period");
        assertEquals(List.of(), complete(folder));
        for (int i = 0; i < 5; i++) {
            after(QUIET.minusSeconds(1));
            Files.writeString(file, ",metric", StandardOpenOption.APPEND);
            assertEquals(List.of(), complete(folder), "it has just grown");
        }
        after(QUIET);
        assertEquals(List.of("a.csv"), complete(folder));
    }

    @Test
    void theSameSizeAtAnotherTimeIsAnotherFile() throws IOException {
        InboxFolder folder = folder();
        Path file = write(folder, "a.csv", "1");
        assertEquals(List.of(), complete(folder));
        after(QUIET);
        Files.setLastModifiedTime(file, FileTime.from(NOW));
        assertEquals(List.of(), complete(folder));
    }

    @Test
    void whatIsBeingSentOrIsNoFileIsLeftAlone() throws IOException {
        InboxFolder folder = folder();
        for (String name : List.of(".a.csv", "a.csv.part", "a.TMP", "a.csv.filepart", "~$a.csv", "a.crdownload")) {
            write(folder, name, "1");
        }
        Files.createDirectories(folder.path().resolve("other"));
        Path outside = Files.writeString(temp.resolve("secret"), "1");
        Files.createSymbolicLink(folder.path().resolve("link.csv"), outside);
        complete(folder);
        after(QUIET);
        assertEquals(List.of(), complete(folder));
    }

    @Test
    void theOldestComesFirst() throws IOException {
        InboxFolder folder = folder();
        Files.setLastModifiedTime(write(folder, "a.csv", "1"), FileTime.from(NOW));
        Files.setLastModifiedTime(write(folder, "c.csv", "1"), FileTime.from(NOW.minusSeconds(60)));
        Files.setLastModifiedTime(write(folder, "b.csv", "1"), FileTime.from(NOW.minusSeconds(60)));
        complete(folder);
        after(QUIET);
        assertEquals(List.of("b.csv", "c.csv", "a.csv"), complete(folder));
    }

    @Test
    void theFolderMayVanishAndComeBack() throws IOException {
        InboxFolder folder = folder();
        assertEquals(List.of(), complete(folder), "it is made");
        Files.delete(folder.path());
        assertEquals(List.of(), complete(folder));
        write(folder, "a.csv", "1");
        complete(folder);
        after(QUIET);
        assertEquals(List.of("a.csv"), complete(folder));
    }

    @Test
    void whatIsPutAwayReplacesNothingAndHasItsReportBesideIt() throws IOException {
        InboxFolder folder = folder();
        for (String text : List.of("first", "second", "third")) {
            Path file = write(folder, "a.csv", text);
            folder.putAway(WaitingFile.at(file).orElseThrow(), "done", NOW, Map.of(".report.txt", "of " + text));
        }
        try (Stream<Path> files = Files.list(folder.path().resolve("done"))) {
            assertEquals(
                    List.of(
                            "a-20261103T080910Z-2.csv",
                            "a-20261103T080910Z-2.csv.report.txt",
                            "a-20261103T080910Z.csv",
                            "a-20261103T080910Z.csv.report.txt",
                            "a.csv",
                            "a.csv.report.txt"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertEquals("first", Files.readString(folder.path().resolve("done/a.csv")));
        assertEquals("of third", Files.readString(folder.path().resolve("done/a-20261103T080910Z-2.csv.report.txt")));
        assertTrue(Files.notExists(folder.path().resolve("a.csv")));
    }

    @Test
    void aNameThatTheReportCouldNotHaveIsCutAtWholeCharacters() throws IOException {
        InboxFolder folder = folder();
        String longest = "å".repeat(125) + ".csv";
        for (String text : List.of("first", "second")) {
            Path file = write(folder, longest, text);
            folder.putAway(WaitingFile.at(file).orElseThrow(), "done", NOW, Map.of(".report.json", "of " + text));
        }
        assertEquals("first", Files.readString(folder.path().resolve("done/" + "å".repeat(116) + ".csv")));
        String second = "å".repeat(108) + "-20261103T080910Z.csv";
        assertEquals("second", Files.readString(folder.path().resolve("done/" + second)));
        assertEquals("of second", Files.readString(folder.path().resolve("done/" + second + ".report.json")));
    }

    @Test
    void whatIsDeletedLeavesItsReportAndReplacesNoOther() throws IOException {
        InboxFolder folder = folder();
        for (String text : List.of("first", "second")) {
            Path file = write(folder, "a.csv", text);
            folder.delete(WaitingFile.at(file).orElseThrow(), "done", NOW, Map.of(".report.txt", "of " + text));
            assertTrue(Files.notExists(file));
        }
        assertEquals("of first", Files.readString(folder.path().resolve("done/a.csv.report.txt")));
        assertEquals("of second", Files.readString(folder.path().resolve("done/a-20261103T080910Z.csv.report.txt")));
        assertTrue(Files.notExists(folder.path().resolve("done/a.csv")));
    }
}
