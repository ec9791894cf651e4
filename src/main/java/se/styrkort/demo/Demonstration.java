package se.styrkort.demo;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.CatalogStartHandler;
import se.styrkort.ingest.DeliveryFactory;
import se.styrkort.ingest.ImportLogRepository;
import se.styrkort.ingest.ImportOrder;
import se.styrkort.ingest.Ingest;
import se.styrkort.ingest.ProfileRepository;
import se.styrkort.observation.PeriodRepository;
import se.styrkort.observation.PeriodState;

/** Fills an empty store with the demonstration, through the same doors as real files. */
@Singleton
public final class Demonstration {
    private static final String SOURCE = "demo";
    private static final String FIGURES = "demo-figures.csv";
    private static final String RESTATEMENT = "demo-restatement.csv";

    private final CatalogStartHandler catalog;
    private final DeliveryFactory deliveries;
    private final Ingest ingest;
    private final ImportLogRepository imports;
    private final PeriodRepository periods;

    Demonstration(
            CatalogStartHandler catalog,
            DeliveryFactory deliveries,
            Ingest ingest,
            ImportLogRepository imports,
            PeriodRepository periods) {
        this.catalog = catalog;
        this.deliveries = deliveries;
        this.ingest = ingest;
        this.imports = imports;
        this.periods = periods;
    }

    /** Whether all of it is there; if its last step is, so are the others. */
    public boolean isThere() {
        return imports.has(SOURCE, RESTATEMENT);
    }

    /** Whether figures are there that are not the demonstration's. */
    public boolean isOthersData() {
        return imports.hasOtherThan(SOURCE);
    }

    /**
     * Loads the demonstration. A second try after an interruption changes nothing that is there already.
     *
     * @param lastMonth the last of the 36 months
     */
    public void load(Period lastMonth) throws IOException {
        catalog.load("/shipped/ikt.yaml");
        catalog.load("/demo/organisations.yaml");
        DemoFigures figures = new DemoFigures(lastMonth);
        take(FIGURES, figures::write);
        for (Period month = lastMonth.plus(-35); month.compareTo(lastMonth) <= 0; month = month.next()) {
            periods.put(month, PeriodState.CLOSED, SOURCE, null);
        }
        take(RESTATEMENT, figures::writeRestatement);
    }

    /** The last month that is over on a day. */
    public static Period lastMonthBefore(LocalDate day) {
        return Period.containing(Granularity.MONTH, day).previous();
    }

    private interface Figures {
        void write(Writer writer) throws IOException;
    }

    private void take(String fileName, Figures figures) throws IOException {
        Path file = Files.createTempFile("styrkort-", ".csv");
        try {
            try (Writer writer = Files.newBufferedWriter(file)) {
                figures.write(writer);
            }
            ImportOrder order = new ImportOrder(
                    ProfileRepository.OBSERVATIONS, SOURCE, null, false, false, true, null, SOURCE, true, null);
            try (InputStream bytes = Files.newInputStream(file)) {
                deliveries.receive(bytes, fileName, delivery -> ingest.take(delivery, order));
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
