package se.styrkort.observation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DaySorterTest {
    private record Row(int key, int day, int number) {}

    /** Rows in any order come out by key and day, and of one key and day as they came, however many runs there were. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000, 600_000})
    void rowsComeByKeyAndDay(int count) throws IOException {
        Random random = new Random(7);
        List<Row> rows = new ArrayList<>();
        try (DaySorter sorter = new DaySorter()) {
            for (int i = 0; i < count; i++) {
                Row row = new Row(random.nextInt(5_000), random.nextInt(-25_000, 80_000) / 30 * 30, i);
                rows.add(row);
                byte[] bytes =
                        ByteBuffer.allocate(random.nextInt(4, 60)).putInt(i).array();
                sorter.add(row.key(), row.day(), bytes, bytes.length);
            }
            rows.sort((a, b) -> a.key() != b.key()
                    ? Integer.compare(a.key(), b.key())
                    : a.day() != b.day() ? Integer.compare(a.day(), b.day()) : Integer.compare(a.number(), b.number()));
            assertEquals(count, sorter.total());
            for (int again = 0; again < 2; again++) {
                assertEquals(rows, read(sorter));
            }
        }
    }

    private static List<Row> read(DaySorter sorter) throws IOException {
        List<Row> read = new ArrayList<>();
        sorter.read((key, day, nth, bytes, offset, length) -> {
            Row row = new Row(key, day, ByteBuffer.wrap(bytes, offset, length).getInt());
            Row last = read.isEmpty() ? null : read.getLast();
            boolean follows = last != null && last.key() == key && last.day() == day;
            assertTrue(nth == 1 != follows, "the first of a key and day is number 1");
            read.add(row);
        });
        return read;
    }

    @Test
    void nothingStaysOnDisk() throws IOException {
        long before = runs();
        DaySorter sorter = new DaySorter();
        byte[] large = new byte[1 << 20];
        for (int i = 0; i < 30; i++) {
            sorter.add(i, 0, large, large.length);
        }
        assertTrue(runs() > before, "thirty megabytes are more than one run");
        sorter.close();
        assertEquals(before, runs());
    }

    private static long runs() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.toString().endsWith(".run")).count();
        }
    }

    @Test
    void whatCannotBeSortedIsRefused() throws IOException {
        try (DaySorter sorter = new DaySorter()) {
            assertThrows(IllegalArgumentException.class, () -> sorter.add(1 << 29, 0, new byte[1], 1));
            assertThrows(IllegalArgumentException.class, () -> sorter.add(1, 200_000, new byte[1], 1));
        }
    }
}
