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
import java.util.Collection;
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
    private static final String UNFINISHED_END = ".part";

    /** Files of one look, the oldest first; the others come next. */
    private static final int AT_ONCE = 1_000;

    /** Of a file's name; that is what the usual file systems take. */
    private static final int MOST_BYTES = 255;

    /** What is left of it for the name itself: what is put around a report's name while it is written goes off. */
    private static final int NAME_BYTES = MOST_BYTES - bytes("." + InboxReportProvider.JSON + UNFINISHED_END);

    /** An ending that is longer is none. */
    private static final int ENDING_BYTES = 20;

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

    /**
     * A name in a folder below this one that nothing has: the file's own, or with the time, or with a number as well. One
     * that is so long that its report could not have it is cut.
     *
     * @param last what follows the name of what is to be there
     */
    private static String freeName(Path folder, String name, Instant now, Collection<String> last) {
        int dot = name.lastIndexOf('.');
        boolean ends = dot > 0 && bytes(name.substring(dot)) <= ENDING_BYTES;
        String stem = ends ? name.substring(0, dot) : name;
        String ending = ends ? name.substring(dot) : "";
        String free = fitting(stem, ending);
        for (int number = 1; isTaken(folder, free, last); number++) {
            free = fitting(stem, "-" + STAMP.format(now) + (number == 1 ? "" : "-" + number) + ending);
        }
        return free;
    }

    private static String fitting(String stem, String rest) {
        String cut = stem;
        while (bytes(cut + rest) > NAME_BYTES) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut + rest;
    }

    private static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean isTaken(Path folder, String name, Collection<String> last) {
        return last.stream().anyMatch(each -> Files.exists(folder.resolve(name + each), LinkOption.NOFOLLOW_LINKS));
    }

    /**
     * Moves a file into a folder below this one, with its reports beside it. They come first, so that a file that lies
     * there always has them.
     *
     * @param reports by what follows the file's name
     */
    void putAway(WaitingFile file, String below, Instant now, Map<String, String> reports) throws IOException {
        Path folder = Files.createDirectories(path.resolve(below));
        // a report without its file is of an attempt that was cut off
        String name = freeName(folder, file.name(), now, List.of(""));
        write(folder, name, reports);
        // without replacing: should the name be taken all the same, nothing is lost
        Files.move(file.path(), folder.resolve(name));
    }

    /** Deletes a file of which nothing may be left but its reports, which lie in a folder below this one. */
    void delete(WaitingFile file, String below, Instant now, Map<String, String> reports) throws IOException {
        Path folder = Files.createDirectories(path.resolve(below));
        List<String> last = new ArrayList<>(reports.keySet());
        last.add("");
        write(folder, freeName(folder, file.name(), now, last), reports);
        Files.delete(file.path());
    }

    private static void write(Path folder, String name, Map<String, String> reports) throws IOException {
        for (Map.Entry<String, String> report : reports.entrySet()) {
            Path unfinished = folder.resolve("." + name + report.getKey() + UNFINISHED_END);
            Files.writeString(unfinished, report.getValue(), StandardCharsets.UTF_8);
            Files.move(unfinished, folder.resolve(name + report.getKey()), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
