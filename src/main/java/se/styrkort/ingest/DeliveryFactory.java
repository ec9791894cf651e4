package se.styrkort.ingest;

import io.micronaut.http.exceptions.ContentLengthExceededException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import se.styrkort.web.ProblemException;

/** Puts what arrives on disk before anything is done with it: a slow sender must not hold a transaction. */
@Singleton
public final class DeliveryFactory {
    private static final int NAME_LIMIT = 200;

    private final long limit;

    DeliveryFactory(DeliveryConfiguration configuration) {
        this.limit = configuration.maxFileSize();
    }

    /** What is done with a delivery while its file exists. */
    @FunctionalInterface
    public interface Work<T> {
        T with(Delivery delivery) throws IOException;
    }

    /** Receives the bytes, does the work and removes the file again. */
    public <T> T receive(InputStream bytes, @Nullable String fileName, Work<T> work) throws IOException {
        Path file = Files.createTempFile("styrkort-", ".delivery");
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long size = copy(bytes, file, digest);
            return work.with(new Delivery(file, named(fileName), HexFormat.of().formatHex(digest.digest()), size));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private long copy(InputStream bytes, Path file, MessageDigest digest) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long size = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int read = read(bytes, buffer); read >= 0; read = read(bytes, buffer)) {
                size += read;
                if (size > limit) {
                    throw new ProblemException(413, "file_too_large", String.valueOf(limit));
                }
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
        }
        return size;
    }

    /** The server has a limit of its own on what it lets through, and says so in the middle of the stream. */
    private int read(InputStream bytes, byte[] buffer) throws IOException {
        try {
            return bytes.read(buffer);
        } catch (IOException e) {
            if (e.getCause() instanceof ContentLengthExceededException) {
                throw new ProblemException(413, "file_too_large", String.valueOf(limit));
            }
            throw e;
        }
    }

    /** The last part of a path, without control characters: names are shown and stored, never opened. */
    private static String named(@Nullable String fileName) {
        String name =
                fileName == null ? "" : fileName.replaceAll("^.*[/\\\\]", "").replaceAll("\\p{Cntrl}", "");
        return name.isBlank() ? Delivery.UNNAMED : name.substring(0, Math.min(name.length(), NAME_LIMIT));
    }
}
