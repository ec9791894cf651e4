package se.styrkort.comparison;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.util.List;
import java.util.Optional;
import se.styrkort.catalog.EntitlementRepository;
import se.styrkort.scorecard.ScorecardAddress;
import se.styrkort.scorecard.ScorecardChoices;
import se.styrkort.scorecard.ScorecardDefaults;
import se.styrkort.scorecard.ScorecardWords;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.web.Page;

/** The comparison of organisations as a page. Nothing here needs JavaScript. */
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

    private Optional<ScorecardChoices> choices(ComparisonParameters asked) {
        return defaults.choices(
                asked.first("model"), asked.first("version"), asked.first("period"), asked.first("asOf"));
    }
}
