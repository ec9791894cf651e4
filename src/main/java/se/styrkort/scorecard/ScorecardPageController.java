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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.EntitlementRepository;
import se.styrkort.catalog.Organisation;
import se.styrkort.observation.SpanRepository;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.Instants;
import se.styrkort.web.Page;
import se.styrkort.web.ProblemException;

/** The comparison, an organisation's scorecard and its explanation, as pages. Nothing here needs JavaScript. */
@Needs(Permission.READ_SCORECARDS)
@Controller("/scorecards")
@Produces(MediaType.TEXT_HTML)
class ScorecardPageController {
    private final ScorecardRepository scorecards;
    private final ScorecardDefaults defaults;
    private final ModelRepository models;
    private final SpanRepository spans;
    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;
    private final EntitlementRepository entitlements;
    private final Templates templates;

    ScorecardPageController(
            ScorecardRepository scorecards,
            ScorecardDefaults defaults,
            ModelRepository models,
            SpanRepository spans,
            TransactionFactory transactions,
            RevisionRepository revisions,
            CatalogRepository catalogs,
            EntitlementRepository entitlements,
            Templates templates) {
        this.scorecards = scorecards;
        this.defaults = defaults;
        this.models = models;
        this.spans = spans;
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.entitlements = entitlements;
        this.templates = templates;
    }

    /** What every address of a scorecard may say. */
    @Introspected
    record Asked(
            @Nullable @QueryValue String model,
            @Nullable @QueryValue String version,
            @Nullable @QueryValue String period,
            @Nullable @QueryValue String asOf) {}

    /** Which organisations the comparison shows. */
    @Introspected
    record Compared(
            @Nullable @QueryValue String kind,
            @Nullable @QueryValue String below,
            @Nullable @QueryValue List<String> organisation) {
        ComparisonFilter filter() {
            return new ComparisonFilter(
                    chosen(kind),
                    chosen(below),
                    organisation == null
                            ? List.of()
                            : organisation.stream()
                                    .filter(code -> !code.isBlank())
                                    .toList());
        }

        private static @Nullable String chosen(@Nullable String text) {
            return text == null || text.isBlank() ? null : text;
        }
    }

    @Get
    JteModel compare(Page page, Actor actor, @RequestBean Asked asked, @RequestBean Compared compared) {
        Optional<ScorecardChoices> choices = choices(asked);
        if (choices.isEmpty()) {
            return templates.scorecardNone(page);
        }
        Entitlement entitlement = entitlements.of(actor);
        ScorecardReading reading =
                scorecards.read(question(choices.get().address(), List.of())).seenBy(entitlement);
        return templates.scorecardComparison(
                page,
                new ComparisonPage(
                        reading,
                        entitlement,
                        compared.filter(),
                        choices.get(),
                        choices.get().address(),
                        new ScorecardWords(page)));
    }

    @Get("/{organisation}")
    JteModel card(Page page, Actor actor, String organisation, @RequestBean Asked asked) {
        ScorecardChoices choices = someChoices(asked);
        Organisation known = organisation(entitlements.of(actor), organisation, choices.address());
        ScorecardReading reading = scorecards.read(question(choices.address(), List.of(subject(known))));
        return templates.scorecardCard(
                page,
                new CardPage(
                        reading,
                        known,
                        reading.of(subject(known)).orElseThrow(),
                        choices,
                        choices.address(),
                        new ScorecardWords(page)));
    }

    @Needs(Permission.READ_FIGURES)
    @Get("/{organisation}/explain")
    JteModel explain(
            Page page, Actor actor, String organisation, @RequestBean Asked asked, @Nullable @QueryValue String node) {
        ScorecardAddress address = someChoices(asked).address();
        Entitlement entitlement = entitlements.of(actor);
        Organisation known = organisation(entitlement, organisation, address);
        ScorecardQuestion question = question(address, List.of(subject(known)));
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

    /** Empty when there are no figures at all, so that there is nothing to choose. */
    private Optional<ScorecardChoices> choices(Asked asked) {
        Integer version = ScorecardParameters.version(asked.version());
        Optional<Period> period = period(asked.period());
        Instant asOf = Instants.read("asOf", asked.asOf());
        ModelRepository.Stored stored = defaults.model(asked.model(), version);
        return spans.of(stored.model().metrics())
                .map(span -> new ScorecardChoices(
                        newest(),
                        span,
                        new ScorecardAddress(stored.code(), version, period.orElse(span.last()), asOf)));
    }

    private ScorecardChoices someChoices(Asked asked) {
        return choices(asked)
                .orElseThrow(() -> new ProblemException(
                        404,
                        "no_figures",
                        String.valueOf(defaults.model(asked.model(), null).code())));
    }

    /** To a reader a period that is none does not exist, like any other address that is not there. */
    private static Optional<Period> period(@Nullable String text) {
        try {
            return ScorecardParameters.period(text);
        } catch (ProblemException e) {
            throw new ProblemException(404, "unknown_period", String.valueOf(text));
        }
    }

    private List<ScorecardModel> newest() {
        List<ScorecardModel> newest = new ArrayList<>();
        for (ModelRepository.Stored stored : models.all()) {
            if (newest.stream().noneMatch(model -> model.code().equals(stored.code()))) {
                newest.add(stored.model());
            }
        }
        return newest;
    }

    private static ScorecardQuestion question(ScorecardAddress address, List<Subject> subjects) {
        return new ScorecardQuestion(
                address.model(), address.version(), address.period(), subjects, null, address.asOf());
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
