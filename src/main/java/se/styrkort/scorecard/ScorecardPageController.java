package se.styrkort.scorecard;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.EntitlementRepository;
import se.styrkort.catalog.Organisation;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.Page;
import se.styrkort.web.ProblemException;

/** An organisation's scorecard and its explanation, as pages. Nothing here needs JavaScript. */
@Needs(Permission.READ_SCORECARDS)
@Controller("/scorecards")
@Produces(MediaType.TEXT_HTML)
class ScorecardPageController {
    private final ScorecardRepository scorecards;
    private final ScorecardDefaults defaults;
    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;
    private final EntitlementRepository entitlements;
    private final ScoreHistoryRepository histories;
    private final Templates templates;

    ScorecardPageController(
            ScorecardRepository scorecards,
            ScorecardDefaults defaults,
            TransactionFactory transactions,
            RevisionRepository revisions,
            CatalogRepository catalogs,
            EntitlementRepository entitlements,
            ScoreHistoryRepository histories,
            Templates templates) {
        this.scorecards = scorecards;
        this.defaults = defaults;
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.entitlements = entitlements;
        this.histories = histories;
        this.templates = templates;
    }

    /** What every address of a scorecard may say. */
    @Introspected
    record Asked(
            @Nullable @QueryValue String model,
            @Nullable @QueryValue String version,
            @Nullable @QueryValue String period,
            @Nullable @QueryValue String asOf) {}

    @Get("/{organisation}")
    JteModel card(Page page, Actor actor, String organisation, @RequestBean Asked asked) {
        ScorecardChoices choices = someChoices(asked);
        Organisation known = organisation(entitlements.of(actor), organisation, choices.address());
        ScorecardReading reading = scorecards.read(choices.address().question(List.of(subject(known))));
        return templates.scorecardCard(
                page,
                new CardPage(
                        reading,
                        known,
                        reading.of(subject(known)).orElseThrow(),
                        choices,
                        choices.address(),
                        history(subject(known), choices.address()),
                        new ScorecardWords(page)));
    }

    /** Stored scores are of what is known now, each by the version in force. */
    private @Nullable ScoreHistory history(Subject subject, ScorecardAddress address) {
        return address.asOf() == null && address.version() == null
                ? histories.of(subject, address.model(), address.period().lastMonth())
                : null;
    }

    @Needs(Permission.READ_FIGURES)
    @Get("/{organisation}/explain")
    JteModel explain(
            Page page, Actor actor, String organisation, @RequestBean Asked asked, @Nullable @QueryValue String node) {
        ScorecardAddress address = someChoices(asked).address();
        Entitlement entitlement = entitlements.of(actor);
        Organisation known = organisation(entitlement, organisation, address);
        ScorecardQuestion question = address.question(List.of(subject(known)));
        ScorecardReading reading = scorecards.read(question);
        Explanation explanation = scorecards
                .explain(question, subject(known), node, entitlement)
                .orElseThrow(() -> ProblemException.unknown(String.valueOf(node)));
        return templates.scorecardExplain(
                page,
                new ExplanationPage(
                        reading,
                        known,
                        reading.of(subject(known)).orElseThrow(),
                        explanation,
                        address,
                        new ScorecardWords(page)));
    }

    private ScorecardChoices someChoices(Asked asked) {
        return defaults.choices(asked.model(), asked.version(), asked.period(), asked.asOf())
                .orElseThrow(() -> new ProblemException(
                        404,
                        "no_figures",
                        String.valueOf(defaults.model(asked.model(), null).code())));
    }

    private static Subject subject(Organisation organisation) {
        return Subject.organisation(organisation.code());
    }

    private Organisation organisation(Entitlement entitlement, String code, ScorecardAddress address) {
        long revision = revisions.at(address.asOf());
        Catalog catalog = transactions.inSnapshot(connection -> catalogs.read(connection, revision));
        Organisation found = catalog.organisation(code);
        if (found == null) {
            throw new ProblemException(404, "unknown_organisation", code);
        }
        if (!subject(found).isSeenBy(entitlement, null, catalog)) {
            throw Entitlement.refusal(found.code());
        }
        return found;
    }
}
