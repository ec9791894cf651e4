package se.styrkort.ingest;

import jakarta.inject.Singleton;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The only way in for figures. A delivery is read and judged row by row, and what is good is merged; either all of that
 * is committed under one revision or nothing is.
 */
@Singleton
public final class Ingest {
    private final ProfileRepository profiles;
    private final ImportRepository imports;
    private final ImportMeters meters;

    Ingest(ProfileRepository profiles, ImportRepository imports, ImportMeters meters) {
        this.profiles = profiles;
        this.imports = imports;
        this.meters = meters;
    }

    /**
     * Takes a delivery in.
     *
     * @throws UnreadableFile when the file as a whole cannot be read; nothing was changed
     * @throws RejectedWhole when the order was strict and a row was rejected; nothing was changed
     */
    public ImportReport take(Delivery delivery, ImportOrder order) throws IOException {
        return counted(delivery, order, null, CommitHandler.NOTHING);
    }

    /** The same, and with it what is to be committed together with the import or not at all. */
    public ImportReport take(Delivery delivery, ImportOrder order, CommitHandler along) throws IOException {
        return counted(delivery, order, null, along);
    }

    /**
     * Reads the file of an earlier import again, with what was decided about its rows; what came with later imports stays.
     *
     * @throws UnreadableFile when the file cannot be read under the profile that is in force now
     */
    ImportReport replay(Delivery delivery, ImportOrder order, Replay replay) throws IOException {
        return counted(delivery, order, replay, CommitHandler.NOTHING);
    }

    private ImportReport counted(Delivery delivery, ImportOrder order, @Nullable Replay replay, CommitHandler along)
            throws IOException {
        boolean taken = false;
        try {
            ImportReport report = read(delivery, order, replay, along);
            taken = true;
            meters.succeeded(report);
            imports.committed(report, profiles.inForce(order.profile()).profile());
            return report;
        } finally {
            if (!taken && !order.dryRun()) {
                meters.failed();
            }
        }
    }

    private ImportReport read(Delivery delivery, ImportOrder order, @Nullable Replay replay, CommitHandler along)
            throws IOException {
        ProfileRepository.Stored stored = profiles.inForce(order.profile());
        Profile profile = stored.profile();
        try (DeliveryReading reading = DeliveryReading.open(delivery, profile, order.decimal())) {
            ImportRepository.Arrival arrival =
                    new ImportRepository.Arrival(delivery, order, stored, reading.form(), reading.decimal(), replay);
            RowDecisions decisions = replay == null ? RowDecisions.NONE : replay.decisions();
            return imports.take(
                    arrival,
                    (catalog, mappings, ids, sink) -> reading.judge(
                            new DeliveryReading.Known(catalog, mappings, decisions, order.limits()),
                            ids,
                            (line, verdict) -> pass(line, verdict, sink)),
                    along);
        }
    }

    private static void pass(long line, Verdict verdict, Judging.Sink sink) {
        // filtered and blank rows leave nothing behind
        if (verdict instanceof Verdict.Accepted accepted) {
            sink.accept(line, accepted.drafts());
        } else if (verdict instanceof Verdict.Entered entered) {
            sink.enter(line, entered.row());
        } else if (verdict instanceof Verdict.Rejected rejected) {
            sink.reject(rejected.rejections());
        }
    }
}
