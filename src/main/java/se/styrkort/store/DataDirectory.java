package se.styrkort.store;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds the embedded database and the inbox, owned by this process alone until it is closed. The
 * lock is the operating system's: it ends with the process, however that ends.
 */
public final class DataDirectory implements AutoCloseable {
    private static final String LOCK = "styrkort.lock";

    /** Who only looks has the lock for a moment. */
    private static final int ATTEMPTS = 20;

    private static final Duration PAUSE = Duration.ofMillis(50);

    /**
     * Those that this process owns. Their lock files are not opened again: on Linux the lock is the process's, and closing
     * any channel of the file gives it away.
     */
    private static final Set<Path> OWNED = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Creates the directory where it is missing (readable by this user alone) and takes its lock. */
    public static DataDirectory own(Path wanted) throws CannotStartException {
        Path directory = wanted.toAbsolutePath().normalize();
        try {
            createPrivate(directory);
            Path real = directory.toRealPath();
            if (!OWNED.add(real)) {
                throw owned(real, pid());
            }
            @Nullable FileChannel channel = null;
            try {
                channel = locked(real);
                LocalDoor.remove(real); // of a service that was killed
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(pid().getBytes(StandardCharsets.US_ASCII)));
                return new DataDirectory(real, channel);
            } catch (CannotStartException | IOException e) {
                OWNED.remove(real);
                if (channel != null) {
                    channel.close();
                }
                throw e;
            }
        } catch (IOException e) {
            throw new CannotStartException(
                    "cannot write in the data directory " + directory + " ("
                            + e.getClass().getSimpleName() + "): choose another with --data-dir or STYRKORT_DATA_DIR",
                    e);
        }
    }

    /** The lock's file, locked. */
    private static FileChannel locked(Path real) throws CannotStartException, IOException {
        FileChannel channel = FileChannel.open(
                real.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        for (int attempt = 1; !takes(channel); attempt++) {
            if (attempt == ATTEMPTS) {
                channel.close();
                throw owned(real, Files.readString(real.resolve(LOCK)).strip());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return channel;
    }

    private static CannotStartException owned(Path real, String owner) {
        return new CannotStartException("another styrkort" + (owner.isEmpty() ? "" : " (process " + owner + ")")
                + " owns the data directory " + real
                + ": stop it, or choose another directory with --data-dir or STYRKORT_DATA_DIR");
    }

    private static String pid() {
        return Long.toString(ProcessHandle.current().pid());
    }

    /** Whether a process, maybe this one, owns the directory now. */
    public static boolean isOwned(Path wanted) {
        Path lock = wanted.resolve(LOCK);
        try {
            if (!Files.exists(lock)) {
                return false;
            }
            if (OWNED.contains(wanted.toRealPath())) {
                return true;
            }
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                // shared, so that those who look at once do not take each other for an owner; closing gives it back
                return channel.tryLock(0, Long.MAX_VALUE, true) == null;
            }
        } catch (OverlappingFileLockException _) {
            return false; // another thread of this process looks
        } catch (IOException _) {
            return false; // who wants to own it is told why that cannot be
        }
    }

    /** Lets commands on this machine, of this user, reach the service that answers here; until the directory is closed. */
    public void open(URI address, String token) throws CannotStartException {
        try {
            new LocalDoor(address, token).write(path);
        } catch (IOException e) {
            throw new CannotStartException("cannot write in the data directory " + path, e);
        }
    }

    /** The real path, absolute and without links. */
    public Path path() {
        return path;
    }

    private static boolean takes(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false; // this very process owns it already
        }
    }

    /** Creates what is missing of a directory; what it creates only this user may read. */
    static void createPrivate(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            FileAttribute<?> mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(directory, mine);
        } else {
            Files.createDirectories(directory);
        }
    }

    /** A file that only this user may read, in the place of one that was there. */
    public static Path createSecret(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Gives the directory free. Whatever uses it must have ended before. */
    @Override
    public void close() {
        try {
            LocalDoor.remove(path);
            channel.close();
            OWNED.remove(path);
        } catch (IOException e) {
            throw new IllegalStateException("cannot give " + path + " free", e);
        }
    }
}
