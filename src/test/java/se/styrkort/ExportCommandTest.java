package se.styrkort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
    @TempDir
    private Path temp;

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(temp)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void anExportThatBreaksOffLeavesWhatWasThere() throws Exception {
        Path file = temp.resolve("a.csv");
        ExportCommand.write(text("whole"), file);
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                throw new IOException("gone");
            }
        };
        assertThrows(IOException.class, () -> ExportCommand.write(new SequenceInputStream(text("half"), broken), file));
        assertEquals("whole", Files.readString(file));
        assertEquals(List.of("a.csv"), names());
        ExportCommand.write(text("new"), file);
        assertEquals("new", Files.readString(file));
    }
}
