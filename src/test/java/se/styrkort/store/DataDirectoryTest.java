package se.styrkort.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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
}
