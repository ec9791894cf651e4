package se.styrkort.collector;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.styrkort.ingest.ImportLogRepository;
import se.styrkort.ingest.ImportReport;
import se.styrkort.ingest.ProfileRepository;
import se.styrkort.web.ProblemException;

/**
 * Takes in the files that are put into a folder. The order of things makes that none is lost and none is in twice: the
 * import and the note of which file it was are committed together; only then is the file moved away. What was interrupted
 * in between is found by that note, and the file is moved away without being read again.
 */
@Singleton
final class InboxCollector implements Collector {
    static final String DONE = "done";
    static final String FAILED = "failed";

    private static final Logger LOG = LoggerFactory.getLogger(InboxCollector.class);

    private final Path root;
    private final LongSupplier nanos;
    private final InboxFileRepository files;
    private final ImportLogRepository imports;
    private final ProfileRepository profiles;
    private final InboxReportProvider reports;
    private final Map<String, InboxFolder> folders = new ConcurrentHashMap<>();

    @Inject
    InboxCollector(
            CollectorConfiguration configuration,
            @Value("${styrkort.data-dir:./data}") String dataDir,
            InboxFileRepository files,
            ImportLogRepository imports,
            ProfileRepository profiles,
            InboxReportProvider reports) {
        this(
                configuration.inbox().isEmpty() ? Path.of(dataDir, "inbox") : Path.of(configuration.inbox()),
                System::nanoTime,
                files,
                imports,
                profiles,
                reports);
    }

    InboxCollector(
            Path root,
            LongSupplier nanos,
            InboxFileRepository files,
            ImportLogRepository imports,
            ProfileRepository profiles,
            InboxReportProvider reports) {
        this.root = root;
        this.nanos = nanos;
        this.files = files;
        this.imports = imports;
        this.profiles = profiles;
        this.reports = reports;
    }

    @Override
    public String kind() {
        return "inbox";
    }

    /** The built-in collector has the inbox itself, every other one a folder of its code in it. */
    private InboxFolder folder(CollectorDefinition definition) {
        String code = definition.code();
        return folders.computeIfAbsent(
                code, key -> new InboxFolder(key.equals(CollectorDefinition.INBOX) ? root : root.resolve(key), nanos));
    }

    private static Duration quiet(CollectorDefinition definition) {
        if (definition.settings() instanceof CollectorDefinition.Inbox inbox) {
            return inbox.quiet();
        }
        throw new IllegalArgumentException("not of this kind: " + definition.code());
    }

    @Override
    public boolean isWaitedFor(CollectorDefinition definition) {
        try {
            return !folder(definition).complete(quiet(definition)).isEmpty();
        } catch (IOException e) {
            LOG.debug("the folder of {} cannot be looked at", definition.code(), e);
            // the run says so where people look, and is held back after it like any that failed
            return true;
        }
    }

    @Override
    public void collect(Task task, Receiver receiver) {
        InboxFolder folder = folder(task.definition());
        try {
            Set<Path> in = putAwayWhatIsIn(task, folder, receiver);
            for (WaitingFile file : folder.complete(quiet(task.definition()))) {
                if (receiver.isStopping()) {
                    return;
                }
                if (!in.contains(file.path())) {
                    alone(file, receiver, () -> take(task, folder, file, receiver));
                }
            }
        } catch (IOException e) {
            LOG.warn("the inbox of {} cannot be worked with", task.definition().code(), e);
            receiver.trouble(Trouble.passing("inbox", e.getClass().getSimpleName()));
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    /** Does something with one file; that it fails is said, and holds up none of the others. */
    private static boolean alone(WaitingFile file, Receiver receiver, Step step) {
        try {
            step.run();
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} cannot be dealt with; the others are", file.path(), e);
            receiver.trouble(
                    Trouble.passing("file_left", file.name(), e.getClass().getSimpleName()));
            return false;
        }
    }

    /**
     * What an earlier run was cut off before: files whose import is committed.
     *
     * @return those that are in and cannot be put away: they are not to be taken again
     */
    private Set<Path> putAwayWhatIsIn(Task task, InboxFolder folder, Receiver receiver) {
        Set<Path> stuck = new HashSet<>();
        for (InboxFileRepository.TakenFile taken :
                files.waiting(task.definition().code(), folder.path())) {
            boolean done = alone(taken.file(), receiver, () -> {
                Optional<ImportReport> report = imports.find(taken.importId());
                if (report.isPresent() && taken.isStillThere()) {
                    finish(task, folder, taken.file(), report.get());
                }
                files.putAway(taken.importId());
            });
            if (!done) {
                stuck.add(taken.file().path());
            }
        }
        return stuck;
    }

    /** Out of the inbox with a file that is in. What the profile keeps nothing or little of is kept nowhere. */
    private void finish(Task task, InboxFolder folder, WaitingFile file, ImportReport report) throws IOException {
        boolean kept = profiles.keepsWhole(report.profile(), report.profileVersion());
        if (kept) {
            folder.putAway(file, DONE, task.now(), reports.taken(report, true));
        } else {
            folder.delete(file, DONE, task.now(), reports.taken(report, false));
        }
    }

    private void take(Task task, InboxFolder folder, WaitingFile file, Receiver receiver) throws IOException {
        Receiver.Outcome outcome;
        try (InputStream bytes = Files.newInputStream(file.path(), LinkOption.NOFOLLOW_LINKS)) {
            outcome = receiver.take(bytes, file.name(), delivery -> {
                if (!file.isUnchanged()) {
                    return Optional.empty();
                }
                return Optional.of((connection, importId) -> files.keep(
                        connection,
                        task.definition().code(),
                        new InboxFileRepository.TakenFile(file, delivery.sha256(), importId)));
            });
        } catch (NoSuchFileException _) {
            return; // whoever put it there took it back
        } catch (FileSystemException e) {
            // one that nobody may read, and the like: out of the way of the others, with the reason beside it
            outcome = new Receiver.Refused(new ProblemException(
                    422, "file_not_readable", file.name(), e.getClass().getSimpleName()));
        }
        settle(task, folder, file, outcome, receiver);
    }

    private void settle(Task task, InboxFolder folder, WaitingFile file, Receiver.Outcome outcome, Receiver receiver)
            throws IOException {
        switch (outcome) {
            case Receiver.Taken(ImportReport report) -> {
                // one that was written to meanwhile is a new file, and stays to be taken as that
                if (file.isUnchanged()) {
                    finish(task, folder, file, report);
                }
                files.putAway(Objects.requireNonNull(report.id()));
            }
            case Receiver.Refused(ProblemException problem) -> {
                boolean theFilesOwn = problem.status() == 422 || problem.status() == 413;
                if (theFilesOwn) {
                    folder.putAway(file, FAILED, task.now(), reports.refused(file.name(), task.now(), problem));
                    receiver.trouble(Trouble.lasting("file_failed", file.name(), problem.code()));
                } else {
                    receiver.trouble(Trouble.passing("refused", file.name(), problem.code()));
                }
            }
            case Receiver.Passed() -> LOG.debug("{} is still being written", file.name());
        }
    }
}
