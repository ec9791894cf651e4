package se.styrkort.collector;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.web.Cursor;
import se.styrkort.web.Listing;
import se.styrkort.web.Messages;
import se.styrkort.web.ProblemException;

/** Collectors over the API: YAML in, their state and runs out. */
@Controller("/api/v1/collectors")
class CollectorController {
    private final Collectors collectors;

    CollectorController(Collectors collectors) {
        this.collectors = collectors;
    }

    @Needs(Permission.READ_IMPORTS)
    @Get
    Listing<CollectorView> list(Actor actor) {
        Collectors.requireSight(actor, "collectors");
        return Listing.whole(collectors.list(Messages.ENGLISH));
    }

    @Needs(Permission.READ_IMPORTS)
    @Get("/{code}")
    CollectorView find(Actor actor, String code) {
        Collectors.requireSight(actor, code);
        return collectors.find(code, Messages.ENGLISH);
    }

    @Needs(Permission.GOVERN)
    @Post
    @Consumes({"application/yaml", "application/x-yaml", "text/yaml"})
    CollectorView store(@Body String yaml, Actor actor) {
        return collectors.find(collectors.store(yaml, actor), Messages.ENGLISH);
    }

    /** 202: the run has yet to begin; {@code GET} of its runs says what it came to. */
    @Needs(Permission.GOVERN)
    @Post("/{code}/run")
    HttpResponse<CollectorView> run(Actor actor, String code) {
        collectors.ask(code, actor);
        return HttpResponse.accepted().body(collectors.find(code, Messages.ENGLISH));
    }

    @Needs(Permission.READ_IMPORTS)
    @Get("/{code}/runs")
    Listing<CollectorView.Run> runs(
            Actor actor,
            String code,
            @Nullable @QueryValue String cursor,
            @QueryValue(defaultValue = "100") int limit) {
        Collectors.requireSight(actor, code);
        collectors.find(code, Messages.ENGLISH);
        Cursor before = Cursor.read(cursor, 1);
        int most = Math.clamp(limit, 1, RunRepository.KEPT);
        List<CollectorView.Run> found =
                collectors.runs(code, before == null ? Long.MAX_VALUE : number(before), most + 1, Messages.ENGLISH);
        List<CollectorView.Run> shown = found.subList(0, Math.min(most, found.size()));
        return new Listing<>(
                shown,
                found.size() > most
                        ? Cursor.of(String.valueOf(shown.getLast().id())).text()
                        : null);
    }

    private static long number(Cursor cursor) {
        try {
            return Long.parseLong(cursor.parts().getFirst());
        } catch (NumberFormatException e) {
            throw ProblemException.invalidParameter("cursor", cursor.text());
        }
    }
}
