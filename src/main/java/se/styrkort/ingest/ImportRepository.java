package se.styrkort.ingest;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Metric;
import se.styrkort.catalog.Plausibility;
import se.styrkort.observation.ChangeRepository;
import se.styrkort.observation.Combine;
import se.styrkort.observation.Draft;
import se.styrkort.observation.FigureChange;
import se.styrkort.observation.MergeOrder;
import se.styrkort.observation.MergeRepository;
import se.styrkort.observation.StagingRepository;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;

/**
 * Takes one delivery into the database, in one transaction: content, rejections, staged drafts, then under the revision
 * lock new catalog entries and the merge. A crash at any point leaves nothing of it.
 */
@Singleton
final class ImportRepository {
    private static final int IDS_AT_ONCE = 50;

    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;
    private final MergeRepository merges;
    private final ImportRecordRepository log;
    private final ContentRepository contents;
    private final RejectionRepository rejections;
    private final ChangeRepository changes;
    private final SourceMappingRepository mappings;
    private final QuarantineRepository quarantine;
    private final ImportMeters meters;
    private final Map<Into, Intake> intakes;
    private final Semaphore turns;

    ImportRepository(
            TransactionFactory transactions,
            RevisionRepository revisions,
            CatalogRepository catalogs,
            MergeRepository merges,
            ImportRecordRepository log,
            ContentRepository contents,
            RejectionRepository rejections,
            ChangeRepository changes,
            SourceMappingRepository mappings,
            QuarantineRepository quarantine,
            ImportMeters meters,
            List<Intake> intakes,
            DeliveryConfiguration configuration) {
        this.intakes = intakes.stream().collect(Collectors.toUnmodifiableMap(Intake::into, Function.identity()));
        this.turns = new Semaphore(configuration.atOnce(), true);
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.merges = merges;
        this.log = log;
        this.contents = contents;
        this.rejections = rejections;
        this.changes = changes;
        this.mappings = mappings;
        this.quarantine = quarantine;
        this.meters = meters;
    }

    /** A delivery whose form is known and whose rows are not yet judged. */
    record Arrival(
            Delivery delivery,
            ImportOrder order,
            ProfileRepository.Stored profile,
            FileForm form,
            char decimal,
            @Nullable Replay replay) {}

    /** Waits for its turn: each delivery that is read holds a connection, some memory and a core. */
    ImportReport take(Arrival arrival, Judging judging, CommitHandler along) {
        turns.acquireUninterruptibly();
        try {
            return taken(arrival, judging, along);
        } finally {
            turns.release();
        }
    }

    private ImportReport taken(Arrival arrival, Judging judging, CommitHandler along) {
        return transactions.inTransaction(connection -> {
            try (StagingRepository staging = new StagingRepository(connection);
                    Taking taking = new Taking(connection, arrival, staging)) {
                return taking.run(judging, along);
            }
        });
    }

    /** After the commit: whoever took rows that are no observations yet computes what they come to. */
    void committed(ImportReport report, Profile profile) {
        Intake intake = intakes.get(profile.into());
        if (intake != null && !report.dryRun()) {
            intake.committed();
        }
    }

    /** One delivery on its way in. */
    private final class Taking implements Judging.Sink, AutoCloseable {
        private final Connection connection;
        private final Arrival arrival;
        private final ImportOrder order;
        private final Instant receivedAt = Instant.now();
        private final long importId;
        private final long source;
        private final StagingRepository staging;
        private Intake.@Nullable Taking entering;
        private long refused;
        private final List<Rejection> waiting = new ArrayList<>();
        private int usedRows;
        private final Deque<Long> freeIds = new ArrayDeque<>();

        Taking(Connection connection, Arrival arrival, StagingRepository staging) throws SQLException {
            this.connection = connection;
            this.arrival = arrival;
            this.order = arrival.order();
            this.source = log.source(connection, order.source());
            this.importId = log.begin(connection, arrival, source, receivedAt);
            this.staging = staging;
        }

        ImportReport run(Judging judging, CommitHandler along) throws SQLException, IOException {
            Catalog catalog = catalogs.read(connection, revisions.at(connection, null));
            SourceMappings known = mappings.of(connection, source);
            entering = entering(catalog);
            Judging.Judged judged;
            try (ContentRepository.Storing storing = storing()) {
                judged = judging.run(catalog, known, this::newId, this);
                storing.finish();
            }
            staging.complete();
            keepRejections();
            ImportReport report = meters.timed(() -> merge(judged, along));
            if (order.dryRun()) {
                connection.rollback();
            }
            return report;
        }

        /** What is kept of the file is stored while it is read: the connection has little else to do then. */
        private ContentRepository.Storing storing() {
            return order.dryRun() || arrival.replay() != null
                    ? ContentRepository.Storing.NOTHING
                    : contents.storing(connection, importId, arrival);
        }

        private Intake.@Nullable Taking entering(Catalog catalog) throws SQLException {
            Into into = arrival.profile().profile().into();
            if (into == Into.OBSERVATIONS) {
                return null;
            }
            Intake intake = intakes.get(into);
            if (intake == null) {
                throw new IllegalStateException("nobody takes " + into);
            }
            return intake.begin(
                    connection,
                    new Intake.Order(
                            source,
                            importId,
                            arrival.replay() == null ? null : arrival.replay().importId(),
                            order.dryRun(),
                            order.actor(),
                            order.reason(),
                            order.takeover(),
                            order.mayRestateClosed(),
                            catalog,
                            order.limits()));
        }

        private ImportReport merge(Judging.Judged judged, CommitHandler along) throws SQLException, IOException {
            long revision = revisions.lock(connection);
            if (!order.dryRun()) {
                along.write(connection, importId); // under the lock, as whoever else writes such rows
            }
            Map<Long, Long> instead = new HashMap<>();
            boolean entered = enter(judged.newcomers(), revision, instead);
            return entering == null
                    ? mergeDrafts(judged, revision, entered)
                    : mergeEntries(entering, judged, revision, entered, instead);
        }

        private ImportReport mergeEntries(
                Intake.Taking entries, Judging.Judged judged, long revision, boolean entered, Map<Long, Long> instead)
                throws SQLException, IOException {
            Intake.Merged merged = entries.merge(revision, instead, refusal -> reject(List.of(refusal)));
            keepRejections();
            MergeRepository.Counts counts =
                    new MergeRepository.Counts(merged.created(), merged.unchanged(), merged.restated(), 0);
            Tally tally = judged.tally().lessConflicting(refused + merged.refused());
            List<Rejection> shown = shown(tally);
            return finish(tally, counts, shown, counts.isNothing() && !entered ? null : revision, null);
        }

        private List<Rejection> shown(Tally tally) throws SQLException {
            List<Rejection> shown = rejections.first(connection, importId, ImportReport.SHOWN);
            if (order.strict() && tally.rejected() > 0) {
                throw new RejectedWhole(shown, tally.rejected());
            }
            return shown;
        }

        private ImportReport mergeDrafts(Judging.Judged judged, long revision, boolean entered)
                throws SQLException, IOException {
            Combine combine = arrival.profile().profile().combine();
            MergeOrder merge = mergeOrder(revision);
            MergeRepository.Resolved resolved = merges.resolve(connection, staging, merge);
            long conflicting = resolved.conflicting();
            if (conflicting > 0) {
                rejections.keepConflicts(connection, importId);
            }
            Tally tally = judged.tally().lessConflicting(conflicting);
            List<Rejection> shown = shown(tally);
            MergeRepository.Counts counts = merges.merge(connection, resolved, merge);
            ImportReport.@Nullable Difference difference =
                    order.dryRun() ? difference(connection, revision, merge) : null;
            if (combine != Combine.REJECT) {
                merges.contributions(connection, revision, importId);
            }
            return finish(tally, counts, shown, counts.isNothing() && !entered ? null : revision, difference);
        }

        private ImportReport finish(
                Tally tally,
                MergeRepository.Counts counts,
                List<Rejection> shown,
                @Nullable Long made,
                ImportReport.@Nullable Difference difference)
                throws SQLException {
            if (arrival.replay() != null) {
                quarantine.settle(connection, arrival.replay().importId(), importId);
            }
            log.finish(connection, importId, tally, counts, made);
            if (made != null) {
                revisions.commit(connection, made, order.actor(), "import", importId, order.reason());
            }
            return report(tally, counts, shown, made, difference);
        }

        private MergeOrder mergeOrder(long revision) throws SQLException {
            List<MergeOrder.MetricRule> rules = new ArrayList<>();
            for (Catalog.Version version :
                    catalogs.read(connection, revision - 1).list(Kind.METRIC)) {
                for (Plausibility rule : ((Metric) version.entry()).plausibility()) {
                    rules.add(new MergeOrder.MetricRule(version.id(), rule));
                }
            }
            return new MergeOrder(
                    revision,
                    source,
                    importId,
                    arrival.replay() == null ? null : arrival.replay().importId(),
                    order.takeover(),
                    arrival.profile().profile().combine(),
                    arrival.profile().profile().replaces() == Profile.Replaces.DELIVERED_PERIODS,
                    order.reason(),
                    order.mayRestateClosed(),
                    rules,
                    arrival.replay() == null
                            ? Set.of()
                            : arrival.replay().decisions().released(),
                    order.dryRun(),
                    order.actor());
        }

        /** Named by the catalog as it would be, newcomers included. */
        private ImportReport.Difference difference(Connection connection, long revision, MergeOrder merge)
                throws SQLException {
            Catalog catalog = catalogs.readUncommitted(connection, revision);
            List<FigureChange> found = new ArrayList<>(changes.made(connection, catalog, revision, ImportReport.SHOWN));
            List<FigureChange> absent = changes.absent(connection, catalog, merge, ImportReport.SHOWN);
            found.addAll(absent);
            return new ImportReport.Difference(absent.size(), found);
        }

        private ImportReport report(
                Tally tally,
                MergeRepository.Counts counts,
                List<Rejection> shown,
                @Nullable Long revision,
                ImportReport.@Nullable Difference difference) {
            Delivery delivery = arrival.delivery();
            return new ImportReport(
                    order.dryRun() ? null : importId,
                    arrival.profile().code(),
                    arrival.profile().version(),
                    order.source(),
                    delivery.fileName(),
                    delivery.sha256(),
                    delivery.size(),
                    arrival.form().format().code(),
                    arrival.form().encoding().charset().name(),
                    arrival.form().delimiterText(),
                    receivedAt,
                    order.actor(),
                    order.reason(),
                    order.dryRun(),
                    tally.rows(),
                    tally.used(),
                    tally.filtered(),
                    tally.blank(),
                    tally.rejected(),
                    counts.created(),
                    counts.unchanged(),
                    counts.restated(),
                    counts.emptied(),
                    shown,
                    order.dryRun() ? null : revision,
                    arrival.replay() == null ? null : arrival.replay().importId(),
                    difference);
        }

        @Override
        public void accept(long line, List<Draft> drafts) {
            try {
                usedRows++;
                for (Draft draft : drafts) {
                    staging.add(usedRows, line, draft);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void enter(long line, IntakeRow row) {
            try {
                Rejection refusal = Objects.requireNonNull(entering).add(line, row);
                if (refusal != null) {
                    refused++;
                    reject(List.of(refusal));
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            if (entering != null) {
                entering.close();
            }
        }

        @Override
        public void reject(List<Rejection> reasons) {
            // a line of a wide table has rejections of several rows, which are numbered together
            boolean newLine = waiting.isEmpty()
                    || reasons.getFirst().line() != waiting.getLast().line();
            if (newLine && waiting.size() >= RejectionRepository.AT_ONCE) {
                try {
                    keepRejections();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
            Profile.Keep keep = arrival.profile().profile().keep();
            reasons.forEach(reason -> waiting.add(keep.mayKeep(reason) ? reason : reason.withoutValue()));
        }

        private void keepRejections() throws SQLException {
            rejections.keep(connection, importId, waiting);
            waiting.clear();
        }

        private long newId() {
            try {
                if (freeIds.isEmpty()) {
                    freeIds.addAll(catalogs.reserve(connection, IDS_AT_ONCE));
                }
                return freeIds.removeFirst();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Newcomers become entries, unless another import brought the same code while this file was read. */
        private boolean enter(List<Newcomers.Newcomer> newcomers, long revision, Map<Long, Long> instead)
                throws SQLException {
            boolean entered = false;
            Catalog now = newcomers.isEmpty() ? new Catalog(List.of()) : catalogs.read(connection, revision - 1);
            for (Newcomers.Newcomer newcomer : newcomers) {
                Kind kind = newcomer.entry().entryKind();
                Optional<Catalog.Version> existing =
                        now.find(kind, newcomer.entry().code());
                if (existing.isEmpty()) {
                    catalogs.create(connection, newcomer.id(), newcomer.entry(), revision);
                    entered = true;
                } else if (entering != null) {
                    instead.put(newcomer.id(), existing.get().id());
                } else if (REFERRED.containsKey(kind)) {
                    merges.redirect(
                            connection,
                            REFERRED.getOrDefault(kind, ""),
                            newcomer.id(),
                            existing.get().id());
                }
            }
            return entered;
        }
    }

    /** The columns of staged drafts that may point at an entry that the file brings. */
    private static final Map<Kind, String> REFERRED =
            Map.of(Kind.SERVICE, "service_id", Kind.ORGANISATION, "organisation_id");
}
