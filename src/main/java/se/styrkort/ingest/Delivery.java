package se.styrkort.ingest;

import java.nio.file.Path;

/**
 * A delivered file, whole and on disk, so that neither a slow sender nor a large file holds a transaction or memory.
 *
 * @param sha256 of the bytes, in lower-case hexadecimal
 * @param size bytes
 */
public record Delivery(Path file, String fileName, String sha256, long size) {
    /** The name of a file that came without one. */
    static final String UNNAMED = "-";
}
