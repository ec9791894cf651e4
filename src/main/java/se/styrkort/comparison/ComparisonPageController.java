package se.styrkort.comparison;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.EntitlementRepository;
import se.styrkort.scorecard.ScorecardAddress;
import se.styrkort.scorecard.ScorecardChoices;
import se.styrkort.scorecard.ScorecardDefaults;
import se.styrkort.scorecard.ScorecardReading;
import se.styrkort.scorecard.ScorecardWords;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.web.Page;

/** The comparison of organisations, and what would be with other weights and targets, as pages. Nothing here needs JavaScript. */
@Needs(Permission.READ_SCORECARDS)
@Controller("/scorecards")
@Produces(MediaType.TEXT_HTML)
class ComparisonPageController {
    private final ScorecardDefaults defaults;
    private final PeerRepository peers;
    private final EntitlementRepository entitlements;
    private final Templates templates;

    ComparisonPageController(
            ScorecardDefaults defaults, PeerRepository peers, EntitlementRepository entitlements, Templates templates) {
        this.defaults = defaults;
        this.peers = peers;
        this.entitlements = entitlements;
        this.templates = templates;
    }

    @Get
    JteModel compare(Page page, Actor actor, HttpRequest<?> request) {
        ComparisonParameters asked =
                new ComparisonParameters(request.getParameters().asMap());
        Optional<ScorecardChoices> choices = choices(asked);
        if (choices.isEmpty()) {
            return templates.scorecardNone(page);
        }
        ScorecardAddress address = choices.get().address();
        PeerGroup group = peers.group(
                address.question(List.of()), entitlements.of(actor), asked.filter(ComparisonParameters.SIZE_LIKE));
        return templates.comparisonComparison(
                page,
                new ComparisonPage(
                        group,
                        Comparison.of(group.reading(), group.peers()),
                        asked.isRelative(),
                        choices.get(),
                        address,
                        new ScorecardWords(page),
                        new ComparisonWords(page, group.reading())));
    }

    /** What is faulty is said beside its field; what is right is led to the shortest address that says it. */
    @Get("/what-if")
    HttpResponse<?> whatIf(Page page, Actor actor, HttpRequest<?> request) {
        Map<String, List<String>> given = request.getParameters().asMap();
        ComparisonParameters asked = new ComparisonParameters(given);
        Optional<ScorecardChoices> choices = choices(asked);
        if (choices.isEmpty()) {
            return HttpResponse.ok(templates.scorecardNone(page));
        }
        ScorecardAddress address = choices.get().address();
        PeerGroup group = peers.group(
                address.question(List.of()), entitlements.of(actor), asked.filter(ComparisonParameters.SIZE_LIKE));
        WhatIfForm form = WhatIfForm.read(group.reading().model(), given);
        if (form.isRight() && !form.isIn(given)) {
            String language = asked.first("lang");
            return HttpResponse.seeOther(URI.create(address.whatIf()
                    + group.filter().query()
                    + form.query()
                    + (language == null || !language.matches("[a-z]{2}") ? "" : "&lang=" + language)));
        }
        WhatIfPage shown = new WhatIfPage(
                group,
                form,
                Comparison.of(group.reading(), group.peers()),
                form.isRight() ? after(group, form.whatIf()) : null,
                address,
                new ScorecardWords(page),
                new ComparisonWords(page, group.reading()));
        return HttpResponse.status(form.isRight() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY)
                .body(templates.comparisonWhatIf(page, shown));
    }

    private static WhatIfPage.@Nullable After after(PeerGroup group, WhatIf whatIf) {
        if (whatIf.isNothing()) {
            return null;
        }
        ScorecardReading other = group.reading().under(whatIf.of(group.reading().model()));
        return new WhatIfPage.After(other, Comparison.of(other, group.peers()));
    }

    private Optional<ScorecardChoices> choices(ComparisonParameters asked) {
        return defaults.choices(
                asked.first("model"), asked.first("version"), asked.first("period"), asked.first("asOf"));
    }
}
