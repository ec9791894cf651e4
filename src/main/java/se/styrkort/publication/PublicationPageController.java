package se.styrkort.publication;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.EntitlementRepository;
import se.styrkort.scorecard.ScorecardQuestion;
import se.styrkort.scorecard.ScorecardReading;
import se.styrkort.scorecard.ScorecardRepository;
import se.styrkort.scorecard.ScorecardWords;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.web.Page;

/** Publications as pages: what was published, beside what is known now, and whether it can be computed again. */
@Needs(Permission.READ_SCORECARDS)
@Controller("/publications")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
class PublicationPageController {
    private static final int SHOWN = 100;

    private final PublicationFactory publishing;
    private final PublicationReadingRepository readings;
    private final ScorecardRepository scorecards;
    private final EntitlementRepository entitlements;
    private final Templates templates;

    PublicationPageController(
            PublicationFactory publishing,
            PublicationReadingRepository readings,
            ScorecardRepository scorecards,
            EntitlementRepository entitlements,
            Templates templates) {
        this.publishing = publishing;
        this.readings = readings;
        this.scorecards = scorecards;
        this.entitlements = entitlements;
        this.templates = templates;
    }

    @Get("{?before}")
    JteModel list(Page page, @Nullable Long before) {
        List<Publication> found = readings.list(before == null ? Long.MAX_VALUE : before, null, null, SHOWN + 1);
        List<Publication> shown = found.subList(0, Math.min(SHOWN, found.size()));
        return templates.publicationList(
                page,
                new PublicationListPage(
                        shown, found.size() > SHOWN ? shown.getLast().id() : null, new ScorecardWords(page)));
    }

    @Needs(Permission.PUBLISH)
    @Post
    HttpResponse<?> publish(Actor actor, @Body PublicationFactory.Wish wish) {
        Publication made = publishing.publish(wish, actor);
        return HttpResponse.seeOther(URI.create("/publications/" + made.id() + "?made=true"));
    }

    @Get("/{id}{?made}")
    JteModel show(Page page, Actor actor, long id, @Nullable String made) {
        Entitlement entitlement = entitlements.of(actor);
        PublicationReadingRepository.Frozen frozen = readings.read(id, entitlement);
        Publication publication = frozen.publication();
        ScorecardReading now = scorecards
                .read(new ScorecardQuestion(
                        publication.model(), publication.version(), publication.period(), List.of(), null, null))
                .seenBy(entitlement);
        return templates.publicationShow(
                page,
                new PublicationPage(
                        publication,
                        frozen.model(),
                        frozen.scorecards(),
                        frozen.names(),
                        now,
                        made != null,
                        frozen.damaged(),
                        PublicationReadingRepository.mayVerify(entitlement),
                        page,
                        new ScorecardWords(page)));
    }

    @Post("/{id}/verify")
    JteModel verify(Page page, Actor actor, long id) {
        return templates.publicationVerification(
                page, new VerificationPage(readings.verify(id, actor), page, new ScorecardWords(page)));
    }
}
