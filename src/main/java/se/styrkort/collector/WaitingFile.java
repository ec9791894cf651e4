package se.styrkort.collector;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A file of an inbox as it was seen: an ordinary one, no folder and no link.
 *
 * @param size bytes
 * @param modified to the microsecond, as the database keeps it
 */
record WaitingFile(Path path, long size, Instant modified) {
    /** What transfer programs call a file that they are still writing. */
    private static final List<String> UNFINISHED =
            List.of(".part", ".partial", ".tmp", ".temp", ".filepart", ".crdownload", ".writing", "~");

    /** Nothing when it is not there, or is not to be taken. */
    static Optional<WaitingFile> at(Path path) throws IOException {
        String name = path.getFileName().toString();
        String folded = name.toLowerCase(Locale.ROOT);
        if (name.startsWith(".") || name.startsWith("~") || UNFINISHED.stream().anyMatch(folded::endsWith)) {
            return Optional.empty();
        }
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        BasicFileAttributes seen = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return seen.isRegularFile()
                ? Optional.of(new WaitingFile(
                        path, seen.size(), seen.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.MICROS)))
                : Optional.empty();
    }

    String name() {
        return path.getFileName().toString();
    }

    /** Of its bytes as they are now, in lower-case hexadecimal. */
    String sha256() throws IOException {
        try (InputStream bytes = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            DigestInputStream digested = new DigestInputStream(bytes, MessageDigest.getInstance("SHA-256"));
            digested.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it still looks just the same. */
    boolean isUnchanged() throws IOException {
        return at(path).filter(this::equals).isPresent();
    }
}
