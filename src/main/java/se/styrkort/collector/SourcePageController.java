package se.styrkort.collector;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.web.Page;
import se.styrkort.web.ProblemException;

/** Sources as pages (källor): how fresh each is, who answers for it, and what its collectors did. */
@Controller("/sources")
@Produces(MediaType.TEXT_HTML)
class SourcePageController {
    private static final int RUNS = 20;

    private final Sources sources;
    private final Collectors collectors;
    private final Templates templates;

    SourcePageController(Sources sources, Collectors collectors, Templates templates) {
        this.sources = sources;
        this.collectors = collectors;
        this.templates = templates;
    }

    @Needs(Permission.READ_IMPORTS)
    @Get
    JteModel list(Page page, Actor actor) {
        return templates.collectorList(
                page,
                new SourcePage(
                        sources.list(actor),
                        fetching(page, actor),
                        List.of(),
                        sources.now(),
                        SourcePage.Form.EMPTY,
                        null,
                        null));
    }

    @Needs(Permission.READ_IMPORTS)
    @Get("/{code}")
    JteModel show(Page page, Actor actor, String code) {
        Freshness source = sources.find(actor, code);
        return one(page, actor, source, SourcePage.Form.of(source.source()), null, null);
    }

    @Needs(Permission.GOVERN)
    @Post("/{code}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<?> describe(
            Page page,
            Actor actor,
            String code,
            @Nullable String owner,
            @Nullable String rhythm,
            @Nullable String maxAge,
            @Nullable String description) {
        Freshness before = sources.find(actor, code);
        try {
            sources.store(Source.written(code, owner, rhythm, maxAge, description), actor);
            Freshness source = sources.find(actor, code);
            return HttpResponse.ok(
                    one(page, actor, source, SourcePage.Form.of(source.source()), null, "collector.done.described"));
        } catch (ProblemException mistake) {
            SourcePage.Form form = new SourcePage.Form(text(owner), text(rhythm), text(maxAge), text(description));
            return HttpResponse.status(HttpStatus.valueOf(mistake.status()))
                    .body(one(page, actor, before, form, mistake, null));
        }
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    @Needs(Permission.GOVERN)
    @Post("/{code}/run")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<?> run(Actor actor, String code, @Nullable String collector) {
        sources.find(actor, code);
        collectors.ask(text(collector), actor);
        return HttpResponse.seeOther(URI.create(SourcePage.address(code)));
    }

    private List<CollectorView> fetching(Page page, Actor actor) {
        return Collectors.seesRuns(actor) ? collectors.list(page.locale()) : List.of();
    }

    private JteModel one(
            Page page,
            Actor actor,
            Freshness source,
            SourcePage.Form form,
            @Nullable ProblemException mistake,
            @Nullable String done) {
        List<CollectorView> fetching = fetching(page, actor).stream()
                .filter(collector -> collector.source().equals(source.source().code()))
                .toList();
        List<CollectorView.Run> runs = fetching.stream()
                .flatMap(collector -> collectors.runs(collector.code(), Long.MAX_VALUE, RUNS, page.locale()).stream())
                .sorted(Comparator.comparing(CollectorView.Run::id).reversed())
                .limit(RUNS)
                .toList();
        return templates.collectorSource(
                page,
                new SourcePage(
                        List.of(source),
                        fetching,
                        runs,
                        sources.now(),
                        form,
                        mistake == null ? null : page.problem(mistake),
                        done));
    }
}
