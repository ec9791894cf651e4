package se.styrkort.web;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.types.files.StreamedFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Large files as answers. Each is made whole on disk before its first byte is sent: a slow reader then holds no
 * transaction, what fails is an error and not half a file, and the length is known.
 */
public final class DownloadFactory {
    private DownloadFactory() {}

    /** Writes the file; it need not close the stream. */
    @FunctionalInterface
    public interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** An answer that a browser saves under this name. */
    public static MutableHttpResponse<StreamedFile> of(String fileName, MediaType type, Content content)
            throws IOException {
        Path file = Files.createTempFile("styrkort-", ".download");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 64 * 1024)) {
                content.write(out);
            }
            long length = Files.size(file);
            StreamedFile body = new StreamedFile(
                    Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE),
                    type,
                    System.currentTimeMillis(),
                    length);
            return HttpResponse.ok(body.attach(fileName));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }
}
