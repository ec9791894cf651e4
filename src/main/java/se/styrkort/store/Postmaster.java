package se.styrkort.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL process of one database directory, known by the {@code postmaster.pid} that PostgreSQL keeps in it.
 * A Java process that is killed leaves its PostgreSQL running; the next start must stop it first.
 */
final class Postmaster {
    /** A fast shutdown writes at most the dirty part of the shared buffers; a slow disk does that in seconds. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);

    private final Path directory;

    /** {@code directory}: absolute and real, as PostgreSQL was told it. */
    Postmaster(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes the directory ready for a start. A PostgreSQL that runs on this very directory is stopped (SIGINT, a fast
     * shutdown) and waited for. A file that names a process which has ended is left to PostgreSQL, which removes it.
     * One that names a living process which is no PostgreSQL is stale too, its number was given out again (usual in
     * containers); PostgreSQL would refuse to start for it, so it is removed. Any other process is left alone.
     */
    void stopOrphan() throws CannotStartException {
        Optional<ProcessHandle> found = named();
        if (found.isEmpty()) {
            return;
        }
        ProcessHandle process = found.get();
        if (isOurs(process)) {
            LOG.warn("stopping PostgreSQL (process {}), which an earlier styrkort left behind", process.pid());
            interrupt(process);
            if (!ended(process)) {
                throw new CannotStartException("PostgreSQL (process " + process.pid() + ") still runs on " + directory
                        + " " + STOP_LIMIT.toSeconds() + " s after it was told to stop: wait for it, or stop it");
            }
        } else if (process.info().command().isPresent() && !isPostgres(process)) {
            try {
                LOG.warn("removing postmaster.pid, which names process {}: that is no PostgreSQL", process.pid());
                Files.delete(pidFile());
            } catch (IOException e) {
                throw new CannotStartException("cannot remove the stale file " + pidFile(), e);
            }
        }
    }

    /** Waits, at most a minute, until the PostgreSQL of this directory has ended. */
    boolean awaitEnd() {
        Optional<ProcessHandle> process = named().filter(this::isOurs);
        return process.isEmpty() || ended(process.get());
    }

    private Path pidFile() {
        return directory.resolve("postmaster.pid");
    }

    /** The living process that the file names, whatever it is. */
    private Optional<ProcessHandle> named() {
        try {
            if (!Files.exists(pidFile())) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(pidFile());
            long pid = lines.isEmpty() ? -1 : Long.parseLong(lines.getFirst().strip());
            return pid <= 0 ? Optional.empty() : ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        } catch (IOException | NumberFormatException e) {
            LOG.debug("unreadable {}", pidFile(), e);
            return Optional.empty(); // PostgreSQL says what is wrong with it
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName())
                .filter(name -> name.toString().startsWith("postgres"))
                .isPresent();
    }

    private boolean isOurs(ProcessHandle process) {
        String[] arguments = process.info().arguments().orElse(new String[0]);
        for (int i = 0; i + 1 < arguments.length; i++) {
            if (arguments[i].equals("-D") && arguments[i + 1].equals(directory.toString())) {
                return isPostgres(process);
            }
        }
        return false;
    }

    /** Java can only send SIGTERM, for which PostgreSQL waits until every client has gone; SIGINT is a fast shutdown. */
    private static void interrupt(ProcessHandle process) throws CannotStartException {
        try {
            new ProcessBuilder("sh", "-c", "kill -INT \"$1\"", "sh", Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new CannotStartException("cannot stop PostgreSQL (process " + process.pid() + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted", e);
        }
    }

    /** PostgreSQL removes the file as its last act; a zombie that nobody reaps still looks alive. */
    private boolean ended(ProcessHandle process) {
        long limit = System.nanoTime() + STOP_LIMIT.toNanos();
        while (process.isAlive() && Files.exists(pidFile())) {
            if (System.nanoTime() > limit) {
                return false;
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
