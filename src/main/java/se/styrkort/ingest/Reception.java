package se.styrkort.ingest;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.EntitlementRepository;
import se.styrkort.document.Fault;
import se.styrkort.security.Actor;
import se.styrkort.security.Permission;
import se.styrkort.security.Trail;
import se.styrkort.web.Messages;
import se.styrkort.web.ProblemException;

/** The one way for a file that comes over HTTP, from a page or a program: received, taken in, or refused in words. */
@Singleton
final class Reception {
    private final Ingest ingest;
    private final DeliveryFactory deliveries;
    private final ProfileRepository profiles;
    private final Messages messages;
    private final EntitlementRepository entitlements;
    private final ImportLogRepository imports;
    private final ProposalRepository proposals;
    private final Trail trail;

    Reception(
            Ingest ingest,
            DeliveryFactory deliveries,
            ProfileRepository profiles,
            Messages messages,
            EntitlementRepository entitlements,
            ImportLogRepository imports,
            ProposalRepository proposals,
            Trail trail) {
        this.ingest = ingest;
        this.deliveries = deliveries;
        this.profiles = profiles;
        this.messages = messages;
        this.entitlements = entitlements;
        this.imports = imports;
        this.proposals = proposals;
        this.trail = trail;
    }

    /**
     * Takes the file in.
     *
     * @param language of the sentences about single rows, where a strict order is refused because of them
     * @throws ProblemException when nothing was taken in: wrong parameters, an unknown profile, too large, unreadable
     */
    ImportReport take(
            InputStream bytes, @Nullable String fileName, ImportParameters parameters, Actor actor, Locale language)
            throws IOException {
        ImportOrder order = order(parameters, actor);
        return noted(
                order, actor, () -> deliveries.receive(bytes, fileName, delivery -> taken(delivery, order, language)));
    }

    private ImportOrder order(ImportParameters parameters, Actor actor) {
        ImportOrder order = parameters.order(
                actor.name(),
                actor.mayEverywhere(Permission.RESTATE_CLOSED),
                actor.mayEverywhere(Permission.IMPORT) ? null : entitlements.of(actor));
        if (order.limits() != null) {
            requireOwnSource(order);
        }
        // an unknown profile is said before the file has been received
        profiles.inForce(order.profile());
        return order;
    }

    /**
     * Takes a file in that was tried and kept.
     *
     * @param bytes of the proposal
     * @throws ProblemException 409 also when the bytes are not, or not all, those that were tried
     */
    ImportReport confirm(InputStream bytes, Proposal proposal, Actor actor, Locale language) throws IOException {
        ImportOrder order = order(proposal.wishes().forReal(), actor);
        return noted(
                order,
                actor,
                () -> deliveries.receive(bytes, proposal.fileName(), delivery -> {
                    // whoever discards it meanwhile, or has five newer ones, cuts it off in the middle
                    if (!delivery.sha256().equals(proposal.sha256())) {
                        throw new ProblemException(409, "no_such_proposal", String.valueOf(proposal.id()));
                    }
                    return taken(delivery, order, language);
                }));
    }

    private interface Taking {
        ImportReport run() throws IOException;
    }

    private ImportReport noted(ImportOrder order, Actor actor, Taking taking) throws IOException {
        try {
            ImportReport report = taking.run();
            trail.note(actor, report.replayOf() == null ? "import.taken" : "import.replayed", target(report));
            return report;
        } catch (ProblemException e) {
            trail.note(actor, "import.refused", order.source() + ", " + order.profile() + ": " + e.code());
            throw e;
        }
    }

    /** Reads the file of an earlier import again. */
    ImportReport replay(
            InputStream bytes,
            String fileName,
            ImportParameters parameters,
            Replay replay,
            Actor actor,
            Locale language)
            throws IOException {
        ImportOrder order = order(parameters, actor);
        return noted(
                order,
                actor,
                () -> deliveries.receive(
                        bytes,
                        fileName,
                        delivery -> worded(fileName, language, () -> ingest.replay(delivery, order, replay))));
    }

    /** What a trial found, and the number under which the file waits to be confirmed. */
    record Tried(ImportReport report, long proposal) {}

    /** Tries the file and keeps it for {@link #take} to be done with later. */
    Tried propose(
            InputStream bytes, @Nullable String fileName, ImportParameters parameters, Actor actor, Locale language)
            throws IOException {
        ImportOrder order = order(parameters, actor);
        return deliveries.receive(bytes, fileName, delivery -> {
            ImportReport report = noted(order, actor, () -> taken(delivery, order, language));
            return new Tried(report, proposals.keep(delivery, parameters, actor.name()));
        });
    }

    /** Whoever delivers for some only, does it neither in another's name nor over another's figures. */
    private void requireOwnSource(ImportOrder order) {
        if (order.takeover() || imports.hasFromOthers(order.source(), order.actor())) {
            throw new ProblemException(403, "foreign_source", order.source());
        }
    }

    private static String target(ImportReport report) {
        return (report.id() == null ? "" : report.id() + " ") + report.fileName() + ", " + report.source() + ", "
                + report.profile() + (report.dryRun() ? ", dry run" : "");
    }

    private ImportReport taken(Delivery delivery, ImportOrder order, Locale language) throws IOException {
        return worded(delivery.fileName(), language, () -> ingest.take(delivery, order));
    }

    private ImportReport worded(String fileName, Locale language, Taking taking) throws IOException {
        try {
            return taking.run();
        } catch (UnreadableFile e) {
            throw new ProblemException(422, "unreadable_file", List.of(fileName), e.faults());
        } catch (RejectedWhole e) {
            throw rejected(e, language);
        }
    }

    private ProblemException rejected(RejectedWhole whole, Locale language) {
        List<Fault> faults = whole.rejections().stream()
                .map(rejection -> ImportView.Row.of(rejection, messages, language))
                .map(row -> new Fault((int) row.line(), 0, "rejected_row", List.of(row.column(), row.message())))
                .toList();
        return new ProblemException(422, "rejected_whole", List.of(String.valueOf(whole.rejected())), faults);
    }
}
