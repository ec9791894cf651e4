package se.styrkort.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Entitlement;

/** A delivered file under its profile: opened, its columns bound, and then judged row by row. */
final class DeliveryReading implements Closeable {
    private final Profile profile;
    private final Table table;
    private final char decimal;
    private final CellReader cells;
    private final NumberText numbers;
    private final @Nullable UnpivotedRows unpivoted;
    private final @Nullable LastStates last;

    private DeliveryReading(Delivery delivery, Profile profile, Table table, @Nullable Character decimal)
            throws IOException {
        this.profile = profile;
        this.table = table;
        this.decimal = decimal(decimal, profile, table.form().delimiter());
        if (profile.thousands() != null && profile.thousands() == this.decimal) {
            throw UnreadableFile.because(0, 0, "thousands_is_decimal", this.decimal);
        }
        this.numbers = new NumberText(this.decimal, profile.thousands());
        this.unpivoted = profile.unpivot() == null ? null : new UnpivotedRows(profile.unpivot(), table.header());
        List<String> header = unpivoted == null ? table.header() : unpivoted.header();
        this.cells = CellReader.bind(profile, header, delivery.fileName());
        this.last = profile.lastBy() == null ? null : lastStates(delivery, profile, profile.lastBy());
    }

    private LastStates lastStates(Delivery delivery, Profile profile, Profile.LastBy lastBy) throws IOException {
        try (Table before = Table.open(delivery, profile, table.form().format())) {
            return LastStates.find(before, lastBy, numbers);
        }
    }

    /**
     * Opens the file.
     *
     * @param decimal the decimal sign that the deliverer says; null: the profile's
     * @throws UnreadableFile when the file as a whole cannot be read under the profile
     */
    static DeliveryReading open(Delivery delivery, Profile profile, @Nullable Character decimal) throws IOException {
        Table table = Table.open(delivery, profile);
        try {
            return new DeliveryReading(delivery, profile, table, decimal);
        } catch (IOException | RuntimeException e) {
            table.close();
            throw e;
        }
    }

    /** A property of the file, never guessed per cell: what is asked for, the profile's, else after the delimiter. */
    private static char decimal(@Nullable Character wanted, Profile profile, char delimiter) {
        if (wanted != null) {
            return wanted;
        }
        return profile.decimal() != null ? profile.decimal() : delimiter == ',' ? '.' : ',';
    }

    /** How the file turned out to be written. */
    FileForm form() {
        return table.form();
    }

    char decimal() {
        return decimal;
    }

    /** Told what became of each row, in the order of the file. */
    interface Outcomes {
        void add(long line, Verdict verdict);
    }

    /**
     * What rows are judged by, beside the profile.
     *
     * @param mappings what the source's own texts stand for
     * @param decisions what was decided about the rows since they were first read
     * @param limits whose figures the deliverer may bring; null: everybody's
     */
    record Known(
            Catalog catalog,
            SourceMappings mappings,
            RowDecisions decisions,
            @Nullable Entitlement limits) {
        /** A catalog and nothing else. */
        static Known of(Catalog catalog) {
            return new Known(catalog, SourceMappings.NONE, RowDecisions.NONE, null);
        }
    }

    /**
     * Judges all rows, once. Of a wide table each row that is made of it counts.
     *
     * @throws UnreadableFile when the file breaks off, or has no row at all
     */
    Judging.Judged judge(Known known, LongSupplier ids, Outcomes outcomes) throws IOException {
        Newcomers newcomers = new Newcomers(known.catalog(), ids);
        RowShape shape = new RowShape(table.header());
        Function<RawRow, Verdict> judge = profile.into() == Into.OBSERVATIONS
                ? new Validator(profile, known, newcomers, cells, numbers)::judge
                : new EntryValidator(profile, known, newcomers, cells, numbers)::judge;
        Counting counting = new Counting(outcomes);
        for (RawRow read = table.next(); read != null; read = table.next()) {
            counting.line = read.line();
            if (known.decisions().isDismissed(read.line())) {
                counting.add(new Verdict.Filtered());
                continue;
            }
            RawRow row = known.decisions().applied(read, table.header());
            Verdict whole = shape.asWhole(row);
            if (whole != null) {
                counting.add(whole);
            } else if (last != null && last.isSuperseded(row)) {
                counting.add(new Verdict.Filtered());
            } else if (unpivoted == null) {
                counting.add(judge.apply(row));
            } else {
                unpivoted.of(row).forEach(each -> counting.add(judge.apply(each)));
            }
        }
        return new Judging.Judged(counting.tally(), newcomers.list());
    }

    private static final class Counting {
        private final Outcomes outcomes;
        private long line = 1;
        private long used;
        private long filtered;
        private long blank;
        private long rejected;

        Counting(Outcomes outcomes) {
            this.outcomes = outcomes;
        }

        void add(Verdict verdict) {
            // most rows are good, and a test of one type is faster than a switch over all
            if (verdict instanceof Verdict.Accepted || verdict instanceof Verdict.Entered) {
                used++;
            } else if (verdict instanceof Verdict.Rejected) {
                rejected++;
            } else if (verdict instanceof Verdict.Filtered) {
                filtered++;
            } else {
                blank++;
            }
            outcomes.add(line, verdict);
        }

        Tally tally() {
            if (used + filtered + rejected == 0) {
                throw UnreadableFile.because(line, 0, "no_rows");
            }
            return new Tally(used, filtered, blank, rejected);
        }
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}
