package se.styrkort.publication;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.EntitlementRepository;
import se.styrkort.scorecard.Scorecard;
import se.styrkort.scorecard.Subject;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.web.Cursor;
import se.styrkort.web.Listing;
import se.styrkort.web.Messages;
import se.styrkort.web.ProblemException;

/** Publications over the API. */
@Needs(Permission.READ_SCORECARDS)
@Controller("/api/v1/publications")
class PublicationController {
    private static final int LIMIT = 10_000;

    private final PublicationFactory publishing;
    private final PublicationReadingRepository readings;
    private final EntitlementRepository entitlements;
    private final Messages messages;

    PublicationController(
            PublicationFactory publishing,
            PublicationReadingRepository readings,
            EntitlementRepository entitlements,
            Messages messages) {
        this.publishing = publishing;
        this.readings = readings;
        this.entitlements = entitlements;
        this.messages = messages;
    }

    /**
     * A publication.
     *
     * @param subjects how many scorecards it holds
     * @param scorecards those that the reader may see; not there in lists
     */
    @Serdeable
    record PublicationView(
            long id,
            String model,
            int version,
            String period,
            String periodState,
            long revision,
            Instant asOf,
            Instant publishedAt,
            String publishedBy,
            @Nullable String note,
            String contentHash,
            @Nullable String previousHash,
            String hash,
            int subjects,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            ScorecardsView scorecards) {
        static PublicationView of(Publication publication) {
            return of(publication, null);
        }

        static PublicationView of(Publication publication, @Nullable ScorecardsView scorecards) {
            return new PublicationView(
                    publication.id(),
                    publication.model(),
                    publication.version(),
                    publication.period().code(),
                    publication.periodState(),
                    publication.revision(),
                    publication.asOf(),
                    publication.publishedAt(),
                    publication.publishedBy(),
                    publication.note(),
                    publication.contentHash(),
                    publication.previousHash(),
                    publication.hash(),
                    publication.subjects(),
                    scorecards);
        }
    }

    /** Frozen scorecards, in the shape of {@code GET /scorecards}. */
    @Serdeable
    record ScorecardsView(
            String model,
            int version,
            String period,
            String periodState,
            Instant asOf,
            long revision,
            List<Scorecard> subjects) {
        static ScorecardsView of(Publication publication, List<Scorecard> scorecards) {
            return new ScorecardsView(
                    publication.model(),
                    publication.version(),
                    publication.period().code(),
                    publication.periodState(),
                    publication.asOf(),
                    publication.revision(),
                    scorecards);
        }
    }

    /** One thing that was looked at. */
    @Serdeable
    record CheckView(String check, boolean holds, int differences) {}

    /** One thing that is not as it was published. */
    @Serdeable
    record DifferenceView(
            String check,
            @Nullable Subject subject,
            @Nullable String node,
            String what,
            @Nullable String published,
            @Nullable String recomputed,
            String reason,
            String why) {}

    /**
     * What came of a verification.
     *
     * @param found how many differences there are; the list holds the first {@value Verification#SHOWN} that the reader
     *     may see
     */
    @Serdeable
    record VerificationView(
            long id,
            boolean identical,
            String contentHash,
            String hash,
            List<CheckView> checks,
            int found,
            List<DifferenceView> differences) {}

    @Needs(Permission.PUBLISH)
    @Post
    PublicationView publish(@Body PublicationFactory.Wish wish, Actor actor) {
        return PublicationView.of(publishing.publish(wish, actor));
    }

    /** The newest first. */
    @Get
    Listing<PublicationView> list(
            @Nullable @QueryValue String model,
            @Nullable @QueryValue String period,
            @Nullable @QueryValue String cursor,
            @QueryValue(defaultValue = "1000") int limit) {
        int most = Math.clamp(limit, 1, LIMIT);
        List<Publication> found = readings.list(Cursor.before(cursor), model, period, most + 1);
        List<Publication> shown = found.subList(0, Math.min(most, found.size()));
        return new Listing<>(
                shown.stream().map(PublicationView::of).toList(),
                found.size() > most
                        ? Cursor.of(String.valueOf(shown.getLast().id())).text()
                        : null);
    }

    /** 409 when the stored content no longer gives its hash: what is in it was not published. */
    @Get("/{id}")
    PublicationView find(long id, Actor actor) {
        PublicationReadingRepository.Frozen frozen = readings.read(id, entitlements.of(actor));
        if (frozen.damaged()) {
            throw new ProblemException(409, "publication_damaged", String.valueOf(id));
        }
        Publication publication = frozen.publication();
        return PublicationView.of(publication, ScorecardsView.of(publication, frozen.scorecards()));
    }

    /** The bytes that the content's hash is of: everybody's figures, so for who may see everybody's. */
    @Get("/{id}/content")
    @Produces(MediaType.APPLICATION_JSON)
    HttpResponse<String> content(long id, Actor actor) {
        if (!entitlements.of(actor).isOfEverything(Permission.READ_SCORECARDS)) {
            throw Entitlement.refusal(String.valueOf(id));
        }
        return HttpResponse.ok(readings.content(id));
    }

    @Post("/{id}/verify")
    VerificationView verify(long id, Actor actor) {
        Verification verification = readings.verify(id, actor);
        return new VerificationView(
                id,
                verification.identical(),
                verification.publication().contentHash(),
                verification.publication().hash(),
                verification.checks().stream()
                        .map(check ->
                                new CheckView(check.code(), verification.found(check) == 0, verification.found(check)))
                        .toList(),
                verification.total(),
                verification.differences().stream().map(this::view).toList());
    }

    private DifferenceView view(Difference difference) {
        return new DifferenceView(
                difference.check().code(),
                difference.subject(),
                difference.node(),
                difference.what(),
                difference.published(),
                difference.recomputed(),
                difference.why().code(),
                messages.text(
                        Messages.ENGLISH, "publication.why." + difference.why().code()));
    }
}
