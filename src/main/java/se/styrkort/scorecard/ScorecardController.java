package se.styrkort.scorecard;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.EntitlementRepository;
import se.styrkort.catalog.Kind;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.Instants;
import se.styrkort.web.ProblemException;

/** Scorecards and their explanations over the API. */
@Needs(Permission.READ_SCORECARDS)
@Controller("/api/v1/scorecards")
class ScorecardController {
    private final ScorecardRepository scorecards;
    private final ScorecardDefaults defaults;
    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;
    private final EntitlementRepository entitlements;

    ScorecardController(
            ScorecardRepository scorecards,
            ScorecardDefaults defaults,
            TransactionFactory transactions,
            RevisionRepository revisions,
            CatalogRepository catalogs,
            EntitlementRepository entitlements) {
        this.scorecards = scorecards;
        this.defaults = defaults;
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.entitlements = entitlements;
    }

    /** The answer's frame; scores inside are 0 to 100. */
    @Serdeable
    record ScorecardsView(
            String model,
            int version,
            String period,
            String periodState,
            Instant asOf,
            long revision,
            List<Scorecard> subjects) {}

    /** One subject's explanation. */
    @Serdeable
    record ExplanationView(
            String model,
            int version,
            String period,
            Instant asOf,
            long revision,
            Subject subject,
            Explanation explanation) {}

    @Get
    ScorecardsView list(
            HttpRequest<?> request,
            Actor actor,
            @Nullable @QueryValue String model,
            @Nullable @QueryValue String version,
            @Nullable @QueryValue String period,
            @Nullable @QueryValue String asOf) {
        Entitlement entitlement = entitlements.of(actor);
        ScorecardReading reading = scorecards
                .read(question(request, entitlement, model, version, period, asOf))
                .seenBy(entitlement);
        return new ScorecardsView(
                reading.model().code(),
                reading.model().version(),
                reading.period().code(),
                reading.closed() ? "closed" : "open",
                reading.asOf(),
                reading.revision(),
                reading.scorecards());
    }

    @Needs(Permission.READ_FIGURES)
    @Get("/explain")
    ExplanationView explain(
            HttpRequest<?> request,
            Actor actor,
            @Nullable @QueryValue String model,
            @Nullable @QueryValue String version,
            @Nullable @QueryValue String period,
            @Nullable @QueryValue String asOf,
            @Nullable @QueryValue String node) {
        Entitlement entitlement = entitlements.of(actor);
        ScorecardQuestion question = question(request, entitlement, model, version, period, asOf);
        if (question.subjects().size() != 1) {
            throw new ProblemException(400, "one_subject");
        }
        Subject subject = question.subjects().getFirst();
        ScorecardReading reading = scorecards.read(question);
        Explanation explanation = scorecards
                .explain(question, subject, node, entitlement)
                .orElseThrow(() -> ProblemException.unknown(String.valueOf(node)));
        return new ExplanationView(
                reading.model().code(),
                reading.model().version(),
                reading.period().code(),
                reading.asOf(),
                reading.revision(),
                subject,
                explanation);
    }

    private ScorecardQuestion question(
            HttpRequest<?> request,
            Entitlement entitlement,
            @Nullable String model,
            @Nullable String version,
            @Nullable String period,
            @Nullable String asOf) {
        Instant known = Instants.read("asOf", asOf);
        List<Subject> subjects = new ArrayList<>();
        for (String text : request.getParameters().getAll("subject")) {
            subjects.add(ScorecardParameters.subject(text));
        }
        List<String> organisations = request.getParameters().getAll("organisation");
        if (subjects.isEmpty()) {
            organisations.forEach(code -> subjects.add(Subject.organisation(code)));
        }
        String organisation = organisations.isEmpty() ? null : organisations.getFirst();
        long revision = revisions.at(known);
        Catalog catalog = transactions.inSnapshot(connection -> catalogs.read(connection, revision));
        for (Subject subject : subjects) {
            Kind kind =
                    switch (subject.kind()) {
                        case Subject.ORGANISATION -> Kind.ORGANISATION;
                        case Subject.SERVICE -> Kind.SERVICE;
                        default -> Kind.OBJECT;
                    };
            if (catalog.find(kind, subject.code()).isEmpty()) {
                throw ProblemException.invalidParameter("subject", subject.code());
            }
            if (!subject.isSeenBy(entitlement, organisation, catalog)) {
                throw Entitlement.refusal(subject.code());
            }
        }
        if (organisation != null && catalog.organisation(organisation) == null) {
            throw ProblemException.invalidParameter("organisation", organisation);
        }
        ScorecardDefaults.Chosen chosen =
                defaults.choose(model, ScorecardParameters.version(version), ScorecardParameters.period(period));
        return ScorecardParameters.question(
                chosen.model(), chosen.version(), chosen.period(), subjects, organisation, known);
    }
}
