package se.styrkort.ingest;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Entitlement;

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
        try (CsvTable table = CsvTable.open(delivery, profile)) {
            char decimal = decimal(order.decimal(), profile, table.delimiter());
            CellReader cells = CellReader.bind(profile, table.header(), delivery.fileName());
            NumberText numbers = new NumberText(decimal, profile.thousands());
            RowDecisions decisions = replay == null ? RowDecisions.NONE : replay.decisions();
            Judging judging = (catalog, mappings, ids, sink) -> judge(
                    table, profile, cells, numbers, decisions, order.limits(), catalog, mappings, ids, sink);
            ImportRepository.Arrival arrival = new ImportRepository.Arrival(
                    delivery, order, stored, table.encoding(), table.delimiter(), decimal, replay);
            return imports.take(arrival, judging, along);
        }
    }

    /** A property of the file, never guessed per cell: what is asked for, the profile's, else after the delimiter. */
    static char decimal(@Nullable Character wanted, Profile profile, char delimiter) {
        if (wanted != null) {
            return wanted;
        }
        return profile.decimal() != null ? profile.decimal() : delimiter == ',' ? '.' : ',';
    }

    private static Judging.Judged judge(
            CsvTable table,
            Profile profile,
            CellReader cells,
            NumberText numbers,
            RowDecisions decisions,
            @Nullable Entitlement limits,
            Catalog catalog,
            SourceMappings mappings,
            LongSupplier ids,
            Judging.Sink sink) {
        Newcomers newcomers = new Newcomers(catalog, ids);
        Validator validator =
                new Validator(profile, catalog, mappings, newcomers, cells, table.header().size(), numbers, limits);
        long used = 0;
        long filtered = 0;
        long blank = 0;
        long rejected = 0;
        long line = 1;
        for (RawRow row = table.next(line); row != null; row = table.next(line)) {
            line = row.line();
            if (decisions.isDismissed(line)) {
                filtered++;
                continue;
            }
            RawRow corrected = decisions.applied(row, table.header());
            switch (validator.judge(corrected)) {
                case Verdict.Accepted accepted -> {
                    used++;
                    sink.accept(line, accepted.drafts());
                }
                case Verdict.Rejected rejections -> {
                    rejected++;
                    sink.reject(rejections.rejections());
                }
                case Verdict.Filtered ignored -> filtered++;
                case Verdict.Blank ignored -> blank++;
            }
        }
        if (used + filtered + rejected == 0) {
            throw UnreadableFile.because(line, 0, "no_rows");
        }
        return new Judging.Judged(new Tally(used, filtered, blank, rejected), newcomers.list());
    }
}
