package se.styrkort.demo;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.availability.MonthlyFiguresJob;
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
    private static final String OUTAGE_LONGER = "Leverantörens logg visar att avbrottet varade längre";
    private static final String OUTSIDE_LEVEL = "Ärenden felaktigt bokförda som lösta i tid";
    private static final String FIGURES = "demo-figures.csv";
    private static final String RESTATEMENT = "demo-restatement.csv";

    /** Sources of what the program computes of what the demonstration brought. */
    private static final List<String> COMPUTED = List.of("availability", "servicedesk", "survey");

    /** So often is waited for months to be computed, before something must be wrong. */
    private static final int PATIENCE = 40;

    private final CatalogStartHandler catalog;
    private final DeliveryFactory deliveries;
    private final Ingest ingest;
    private final ImportLogRepository imports;
    private final PeriodRepository periods;
    private final DemoSourceRepository sources;
    private final MonthlyFiguresJob computed;

    Demonstration(
            CatalogStartHandler catalog,
            DeliveryFactory deliveries,
            Ingest ingest,
            ImportLogRepository imports,
            PeriodRepository periods,
            DemoSourceRepository sources,
            MonthlyFiguresJob computed) {
        this.catalog = catalog;
        this.deliveries = deliveries;
        this.ingest = ingest;
        this.imports = imports;
        this.periods = periods;
        this.sources = sources;
        this.computed = computed;
    }

    /** Whether all of it is there; if its last step is, so are the others. */
    public boolean isThere() {
        return imports.has(SOURCE, RESTATEMENT);
    }

    /** Whether figures are there that are not the demonstration's. */
    public boolean isOthersData() {
        List<String> own = new ArrayList<>(COMPUTED);
        own.add(SOURCE);
        return imports.hasOtherThan(own);
    }

    /**
     * Loads the demonstration. A second try after an interruption changes nothing that is there already.
     *
     * @param lastMonth the last of the 36 months
     */
    public void load(Period lastMonth) throws IOException {
        catalog.load("/shipped/ikt.yaml");
        catalog.load("/demo/organisations.yaml");
        catalog.load("/demo/availability.yaml");
        catalog.load("/demo/surveys.yaml");
        sources.markAsSynthetic(SOURCE);
        DemoInputs inputs = new DemoInputs(lastMonth);
        try (MonthlyFiguresJob.Hold _ = computed.hold()) {
            take("probes", "demo-probes.csv", null, inputs::writeProbes);
            take("outages", "demo-outages.csv", null, inputs::writeOutages);
            take("tickets", "demo-tickets.csv", null, inputs::writeTickets);
            take("answers", "demo-answers.csv", null, inputs::writeAnswers);
        }
        DemoFigures figures = new DemoFigures(lastMonth);
        take(ProfileRepository.OBSERVATIONS, FIGURES, null, figures::write);
        awaitComputed();
        for (Period month : new Timeline(lastMonth).months()) {
            periods.put(month, PeriodState.CLOSED, SOURCE, null);
        }
        take("outages", "demo-outages-restatement.csv", OUTAGE_LONGER, inputs::writeCorrectedOutage);
        take("tickets", "demo-tickets-restatement.csv", OUTSIDE_LEVEL, inputs::writeCorrectedTickets);
        awaitComputed();
        take(ProfileRepository.OBSERVATIONS, RESTATEMENT, null, figures::writeRestatement);
    }

    /** A month is closed when its figures are there. */
    private void awaitComputed() {
        for (int i = 0; i < PATIENCE; i++) {
            if (computed.compute()) {
                return;
            }
        }
        throw new IllegalStateException("the demonstration's months were not computed");
    }

    /** The last month that is over on a day. */
    public static Period lastMonthBefore(LocalDate day) {
        return Period.containing(Granularity.MONTH, day).previous();
    }

    private interface Figures {
        void write(Writer writer) throws IOException;
    }

    private void take(String profile, String fileName, @Nullable String reason, Figures figures) throws IOException {
        Path file = Files.createTempFile("styrkort-", ".csv");
        try {
            try (Writer writer = Files.newBufferedWriter(file)) {
                figures.write(writer);
            }
            ImportOrder order = new ImportOrder(profile, SOURCE, null, false, false, true, reason, SOURCE, true, null);
            try (InputStream bytes = Files.newInputStream(file)) {
                deliveries.receive(bytes, fileName, delivery -> ingest.take(delivery, order));
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
