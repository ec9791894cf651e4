package se.styrkort.collector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * One watched folder: which of its files are complete, and where they go afterwards. A file is complete when it has looked
 * the same for a while; that is remembered here, in memory, so that after a start it is found out anew.
 */
final class InboxFolder {
    /** Files of one look, the oldest first; the others come next. */
    private static final int AT_ONCE = 1_000;

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path path;
    private final LongSupplier nanos;
    private Map<WaitingFile, Long> sightings = new HashMap<>();

    /** @param nanos a clock that only ever goes on */
    InboxFolder(Path path, LongSupplier nanos) {
        this.path = path.toAbsolutePath().normalize();
        this.nanos = nanos;
    }

    Path path() {
        return path;
    }

    /** Those that have looked the same for so long, by the time of their last change. Makes the folder where it is missing. */
    synchronized List<WaitingFile> complete(Duration quiet) throws IOException {
        Files.createDirectories(path);
        Map<WaitingFile, Long> seen = new HashMap<>();
        long now = nanos.getAsLong();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                see(entry, now, seen);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        sightings = seen;
        List<WaitingFile> complete = new ArrayList<>();
        seen.forEach((file, since) -> {
            if (now - since >= quiet.toNanos()) {
                complete.add(file);
            }
        });
        return complete.stream()
                .sorted(Comparator.comparing(WaitingFile::modified).thenComparing(WaitingFile::name))
                .limit(AT_ONCE)
                .toList();
    }

    private void see(Path entry, long now, Map<WaitingFile, Long> seen) throws IOException {
        try {
            WaitingFile.at(entry).ifPresent(file -> seen.put(file, sightings.getOrDefault(file, now)));
        } catch (NoSuchFileException _) {
            // gone between two glances: whoever put it there took it back
        }
    }

    /** A name in a folder below this one that nothing has: the file's own, or with the time, or with a number as well. */
    String freeName(String below, String name, Instant now) throws IOException {
        Path folder = Files.createDirectories(path.resolve(below));
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String ending = dot > 0 ? name.substring(dot) : "";
        String free = name;
        for (int number = 1; exists(folder.resolve(free)); number++) {
            free = stem + "-" + STAMP.format(now) + (number == 1 ? "" : "-" + number) + ending;
        }
        return free;
    }

    private static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Moves a file into a folder below this one, with its reports beside it. They come first, so that a file that lies
     * there always has them.
     *
     * @param reports by what follows the file's name
     */
    void putAway(WaitingFile file, String below, Instant now, Map<String, String> reports) throws IOException {
        String name = freeName(below, file.name(), now);
        Path folder = path.resolve(below);
        for (Map.Entry<String, String> report : reports.entrySet()) {
            Path unfinished = folder.resolve("." + name + report.getKey() + ".part");
            Files.writeString(unfinished, report.getValue(), StandardCharsets.UTF_8);
            Files.move(unfinished, folder.resolve(name + report.getKey()), StandardCopyOption.REPLACE_EXISTING);
        }
        // without replacing: should the name be taken all the same, nothing is lost
        Files.move(file.path(), folder.resolve(name));
    }
}
