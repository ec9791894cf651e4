package se.styrkort.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One owner at a time, and one line that says so to the second. */
class DataDirectoryTest {
    @TempDir
    private Path temp;

    @Test
    void itIsMadeForThisUserAlone() throws Exception {
        try (DataDirectory directory = DataDirectory.own(temp.resolve("new/data"))) {
            assertEquals(temp.toRealPath().resolve("new/data"), directory.path());
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())));
        }
    }

    @Test
    void aSecondOwnerIsRefusedUntilTheFirstIsDone() throws Exception {
        DataDirectory first = DataDirectory.own(temp);
        CannotStartException refused = assertThrows(CannotStartException.class, () -> DataDirectory.own(temp));
        String line = String.valueOf(refused.getMessage());
        assertTrue(line.contains(temp.toRealPath().toString()), line);
        assertTrue(line.contains("process " + ProcessHandle.current().pid()), line);
        assertTrue(line.contains("--data-dir"), line);
        first.close();
        DataDirectory.own(temp).close();
    }

    @Test
    void aFileIsNoDirectory() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        CannotStartException refused = assertThrows(CannotStartException.class, () -> DataDirectory.own(file));
        assertEquals(1, String.valueOf(refused.getMessage()).lines().count());
    }

    @Test
    void whatAServiceThatWasKilledLeftBehindIsTakenAway() throws Exception {
        new LocalDoor(URI.create("http://127.0.0.1:1"), "token").write(temp);
        try (DataDirectory directory = DataDirectory.own(temp)) {
            assertTrue(LocalDoor.read(directory.path()).isEmpty());
        }
    }

    @Test
    void toLookWhoOwnsItGivesItToNobody() throws Exception {
        assertFalse(DataDirectory.isOwned(temp));
        try (DataDirectory directory = DataDirectory.own(temp)) {
            assertTrue(DataDirectory.isOwned(temp));
            assertThrows(CannotStartException.class, () -> DataDirectory.own(temp));
            Process other = other(directory.path());
            assertEquals("owned", other.inputReader().readLine());
            other.waitFor();
        }
        assertFalse(DataDirectory.isOwned(temp));
    }

    @Test
    void whoOnlyLooksStopsNobody() throws Exception {
        DataDirectory.own(temp).close();
        Process other = other(temp);
        assertEquals("free", other.inputReader().readLine());
        DataDirectory.own(temp).close();
        other.waitFor();
    }

    /** Another process that looks, and takes its time. */
    private Process other(Path directory) throws IOException {
        Path program =
                Files.writeString(Files.createTempDirectory(temp, "other").resolve("Look.java"), """
                import java.nio.channels.*;
                import java.nio.file.*;
                void main(String[] args) throws Exception {
                    try (var file = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
                        System.out.println(file.tryLock() == null ? "owned" : "free");
                        Thread.sleep(300);
                    }
                }
                """);
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        program.toString(),
                        directory.resolve("styrkort.lock").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
