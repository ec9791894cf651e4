package se.styrkort.ingest;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.web.Page;
import se.styrkort.web.ProblemException;

/** What becomes of a delivery that was tried on the page: confirmed, it is taken in; discarded, it is forgotten. */
@Needs(Permission.IMPORT)
@Controller("/imports/proposals")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
class ProposalPageController {
    private final ProposalRepository proposals;
    private final Reception reception;

    ProposalPageController(ProposalRepository proposals, Reception reception) {
        this.proposals = proposals;
        this.reception = reception;
    }

    /** Judged anew, by the rules of now: what the trial showed may have changed meanwhile. */
    @Post("/{id}/confirm")
    HttpResponse<?> confirm(Page page, Actor actor, long id) throws IOException {
        Proposal proposal = find(id, actor);
        try (InputStream bytes = proposals.open(proposal)) {
            ImportReport report = reception.confirm(bytes, proposal, actor, page.locale());
            proposals.remove(id);
            return HttpResponse.seeOther(URI.create("/imports/" + report.id()));
        }
    }

    @Post("/{id}/discard")
    HttpResponse<?> discard(Actor actor, long id) {
        proposals.remove(find(id, actor).id());
        return HttpResponse.seeOther(URI.create("/imports"));
    }

    private Proposal find(long id, Actor actor) {
        return proposals
                .find(id, actor.name())
                .orElseThrow(() -> new ProblemException(404, "no_such_proposal", String.valueOf(id)));
    }
}
