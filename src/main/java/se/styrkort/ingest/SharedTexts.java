package se.styrkort.ingest;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The texts that the cells of a workbook share, by number. The first are held in memory, the rest in a file beside, so
 * that memory does not grow with the workbook but for eight bytes a text.
 */
final class SharedTexts implements Closeable {
    private static final int COUNT_LIMIT = 20_000_000;

    /** Characters that are held in memory. */
    private final int held;

    private final List<String> first = new ArrayList<>();
    private long characters;
    private long[] places = new long[0];
    private int more;
    private long end;
    private @Nullable Path file;
    private @Nullable DataOutputStream out;
    private @Nullable RandomAccessFile in;

    SharedTexts() {
        this(4 << 20);
    }

    SharedTexts(int held) {
        this.held = held;
    }

    void add(String text) throws IOException {
        if (more == 0 && characters + text.length() <= held && first.size() < held / 8) {
            first.add(text);
            characters += text.length();
            return;
        }
        if (more >= COUNT_LIMIT) {
            throw UnreadableFile.because(0, 0, "zip_bomb");
        }
        if (out == null) {
            file = Files.createTempFile("styrkort-", ".texts");
            out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
        }
        if (more == places.length) {
            places = Arrays.copyOf(places, Math.max(1024, more * 2));
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        places[more++] = end;
        end += bytes.length;
        out.write(bytes);
    }

    private int lengthAt(int index) {
        return (int) ((index == more - 1 ? end : places[index + 1]) - places[index]);
    }

    /** The text of a number, null when there is none. */
    @Nullable
    String get(int number) throws IOException {
        if (number < 0 || number >= first.size() + more) {
            return null;
        }
        if (number < first.size()) {
            return first.get(number);
        }
        RandomAccessFile bytes = reading();
        int index = number - first.size();
        byte[] text = new byte[lengthAt(index)];
        bytes.seek(places[index]);
        bytes.readFully(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private RandomAccessFile reading() throws IOException {
        if (in == null) {
            if (out == null || file == null) {
                throw new IllegalStateException("no text was added");
            }
            out.close();
            in = new RandomAccessFile(file.toFile(), "r");
        }
        return in;
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
        if (in != null) {
            in.close();
        }
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
