package se.styrkort.publication;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.EntitlementRepository;
import se.styrkort.document.Sha256;
import se.styrkort.document.Wording;
import se.styrkort.scorecard.ModelReader;
import se.styrkort.scorecard.Scorecard;
import se.styrkort.scorecard.ScorecardModel;
import se.styrkort.scorecard.Subject;
import se.styrkort.security.Actor;
import se.styrkort.security.Permission;
import se.styrkort.security.Trail;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.ProblemException;

/** Publications as somebody may read them. */
@Singleton
class PublicationReadingRepository {
    private static final Logger LOG = LoggerFactory.getLogger(PublicationReadingRepository.class);

    private final Semaphore verifying = new Semaphore(1);
    private final TransactionFactory transactions;
    private final PublicationRepository publications;
    private final VerificationRepository verifications;
    private final ContentFactory contents;
    private final CatalogRepository catalogs;
    private final EntitlementRepository entitlements;
    private final Trail trail;

    PublicationReadingRepository(
            TransactionFactory transactions,
            PublicationRepository publications,
            VerificationRepository verifications,
            ContentFactory contents,
            CatalogRepository catalogs,
            EntitlementRepository entitlements,
            Trail trail) {
        this.transactions = transactions;
        this.publications = publications;
        this.verifications = verifications;
        this.contents = contents;
        this.catalogs = catalogs;
        this.entitlements = entitlements;
        this.trail = trail;
    }

    /**
     * A publication and what of it somebody may see.
     *
     * @param model as it was published; absent when this release cannot read it
     * @param names what each subject was called
     * @param damaged whether the stored content no longer gives its hash: what is read from it may be anything
     */
    record Frozen(
            Publication publication,
            @Nullable ScorecardModel model,
            List<Scorecard> scorecards,
            Map<Subject, Wording> names,
            boolean damaged) {}

    List<Publication> list(long before, @Nullable String model, @Nullable String period, int limit) {
        return publications.list(before, model, period, limit);
    }

    private Publication find(Connection connection, long id) throws SQLException {
        return publications.find(connection, id).orElseThrow(() -> ProblemException.unknown(String.valueOf(id)));
    }

    /** 404 when there is no such publication. */
    Frozen read(long id, Entitlement entitlement) {
        return transactions.inSnapshot(connection -> {
            Publication publication = find(connection, id);
            Catalog catalog = catalogs.read(connection, publication.revision());
            List<Scorecard> scorecards = new ArrayList<>();
            Map<Subject, Wording> names = new HashMap<>();
            List<ScorecardModel> models = new ArrayList<>();
            Sha256 sum = new Sha256();
            publications.content(connection, id, part -> {
                sum.add(part);
                try {
                    if (part.startsWith("{\"format\"")) {
                        model(part, models);
                    } else if (!part.equals(ContentFactory.END)) {
                        String subject = part.startsWith(",") ? part.substring(1) : part;
                        Scorecard scorecard = contents.scorecard(subject);
                        if (scorecard.subject().isSeenBy(entitlement, scorecard.organisation(), catalog)) {
                            scorecards.add(scorecard);
                            names.put(scorecard.subject(), ContentFactory.name(contents.read(subject)));
                        }
                    }
                } catch (IOException | RuntimeException e) {
                    // somebody has been at the database, and the sum says so
                    LOG.debug("a part of publication {} cannot be read", id, e);
                }
            });
            return new Frozen(
                    publication,
                    models.isEmpty() ? null : models.getFirst(),
                    scorecards,
                    names,
                    !sum.hex().equals(publication.contentHash()));
        });
    }

    private void model(String head, List<ScorecardModel> models) throws IOException {
        String yaml = ContentFactory.yaml(contents.read(head + ContentFactory.END));
        ScorecardModel model = ModelReader.readStored(yaml).model();
        if (model != null) {
            models.add(model);
        }
    }

    /** The canonical JSON; 404 when there is no such publication. */
    String content(long id) {
        return transactions.inSnapshot(connection -> {
            find(connection, id);
            StringBuilder content = new StringBuilder();
            publications.content(connection, id, content::append);
            return content.toString();
        });
    }

    /** It computes everybody's scorecards anew and names the files behind them, so it is for who may see everybody's. */
    static boolean mayVerify(Entitlement entitlement) {
        return entitlement.isOfEverything(Permission.READ_SCORECARDS);
    }

    /** Verifies and notes it in the trail; one at a time, since all that was delivered is read again. */
    Verification verify(long id, Actor actor) {
        Entitlement entitlement = entitlements.of(actor);
        if (!mayVerify(entitlement)) {
            throw Entitlement.refusal(String.valueOf(id));
        }
        if (!verifying.tryAcquire()) {
            throw new ProblemException(503, "verification_running");
        }
        Verification verification;
        try {
            verification = verifications.verify(id);
        } finally {
            verifying.release();
        }
        trail.note(
                actor,
                "publication.verified",
                id + (verification.identical() ? ": identical" : ": " + verification.total() + " differences"));
        return verification;
    }
}
