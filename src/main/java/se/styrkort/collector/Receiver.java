package se.styrkort.collector;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import se.styrkort.ingest.CommitHandler;
import se.styrkort.ingest.Delivery;
import se.styrkort.ingest.DeliveryFactory;
import se.styrkort.ingest.ImportOrder;
import se.styrkort.ingest.ImportReport;
import se.styrkort.ingest.Ingest;
import se.styrkort.ingest.RejectedWhole;
import se.styrkort.ingest.UnreadableFile;
import se.styrkort.web.ProblemException;

/** Where one run's deliveries are handed over: takes them in, and keeps the account of the run. */
final class Receiver {
    private final CollectorDefinition definition;
    private final Ingest ingest;
    private final DeliveryFactory deliveries;
    private final BooleanSupplier stopping;
    private final List<Long> imports = new ArrayList<>();
    private final List<Trouble> troubles = new ArrayList<>();
    private int handedOver;
    private int unchanged;
    private long rejected;

    Receiver(CollectorDefinition definition, Ingest ingest, DeliveryFactory deliveries, BooleanSupplier stopping) {
        this.definition = definition;
        this.ingest = ingest;
        this.deliveries = deliveries;
        this.stopping = stopping;
    }

    /** What became of a delivery. */
    sealed interface Outcome {}

    record Taken(ImportReport report) implements Outcome {}

    /** Nothing of it is in: it cannot be read as a whole. */
    record Refused(ProblemException problem) implements Outcome {}

    /** It has been taken in before, or is to be left for the next run. */
    record Passed() implements Outcome {}

    /** Whether a delivery that is on disk is to be taken in, and what is then written down with it. */
    @FunctionalInterface
    interface Decision {
        /** What is written down with it; nothing when it is not to be taken in. */
        Optional<CommitHandler> on(Delivery delivery) throws IOException;
    }

    /** Takes a delivery in, as the definition says. */
    Outcome take(InputStream bytes, String fileName, Decision decision) throws IOException {
        Outcome outcome = outcome(bytes, fileName, decision);
        if (!(outcome instanceof Passed)) {
            handedOver++;
        }
        return outcome;
    }

    private Outcome outcome(InputStream bytes, String fileName, Decision decision) throws IOException {
        try {
            return deliveries.receive(bytes, fileName, delivery -> {
                CommitHandler along = decision.on(delivery).orElse(null);
                return along == null ? new Passed() : taken(ingest.take(delivery, order(), along));
            });
        } catch (UnreadableFile e) {
            return new Refused(new ProblemException(422, "unreadable_file", List.of(fileName), e.faults()));
        } catch (RejectedWhole e) {
            return new Refused(new ProblemException(422, "rejected_whole", String.valueOf(e.rejected())));
        } catch (ProblemException e) {
            return new Refused(e);
        }
    }

    private Taken taken(ImportReport report) {
        @Nullable Long id = report.id();
        if (id != null) {
            imports.add(id);
        }
        rejected += report.rejected();
        return new Taken(report);
    }

    private ImportOrder order() {
        return new ImportOrder(
                definition.profile(),
                definition.source(),
                null,
                false,
                false,
                false,
                definition.reason(),
                definition.actor(),
                definition.reason() != null,
                null);
    }

    /** Whoever was asked has nothing new. */
    void unchanged() {
        unchanged++;
    }

    void trouble(Trouble trouble) {
        troubles.add(trouble);
    }

    /** Whether to come to an end: the program is being stopped. What has been handed over stays. */
    boolean isStopping() {
        return stopping.getAsBoolean();
    }

    /** What the run came to. */
    RunResult result() {
        RunOutcome outcome;
        if (troubles.isEmpty()) {
            outcome = imports.isEmpty() ? RunOutcome.UNCHANGED : RunOutcome.TAKEN;
        } else {
            outcome = imports.isEmpty() && unchanged == 0 ? RunOutcome.FAILED : RunOutcome.PARTLY;
        }
        return new RunResult(outcome, imports, handedOver + unchanged, rejected, troubles);
    }
}
