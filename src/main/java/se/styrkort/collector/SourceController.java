package se.styrkort.collector;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.serde.annotation.SerdeImport;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.web.Listing;
import se.styrkort.web.Messages;

/** Sources over the API: who answers for them, and how fresh they are. */
@Controller("/api/v1/sources")
@SerdeImport(SourceView.class)
@SerdeImport(CollectorView.class)
@SerdeImport(CollectorView.Run.class)
class SourceController {
    private final Sources sources;
    private final Collectors collectors;

    SourceController(Sources sources, Collectors collectors) {
        this.sources = sources;
        this.collectors = collectors;
    }

    /**
     * What is said about a source; what is left out is not said.
     *
     * @param rhythm {@code daily | weekly | monthly | quarterly | yearly | none}
     * @param maxAge how long after a period's end its figures may take, ISO 8601 such as {@code P20D}
     */
    @Serdeable
    record Description(
            @Nullable String owner,
            @Nullable String rhythm,
            @Nullable String maxAge,
            @Nullable String description) {}

    @Needs(Permission.READ_IMPORTS)
    @Get
    Listing<SourceView> list(Actor actor) {
        List<CollectorView> fetching = fetching(actor);
        return Listing.whole(sources.list(actor).stream()
                .map(source -> SourceView.of(source, sources.now(), fetching))
                .toList());
    }

    @Needs(Permission.READ_IMPORTS)
    @Get("/{code}")
    SourceView find(Actor actor, String code) {
        return SourceView.of(sources.find(actor, code), sources.now(), fetching(actor));
    }

    @Needs(Permission.GOVERN)
    @Put("/{code}")
    SourceView store(Actor actor, String code, @Body Description said) {
        sources.store(Source.written(code, said.owner(), said.rhythm(), said.maxAge(), said.description()), actor);
        return find(actor, code.strip());
    }

    private List<CollectorView> fetching(Actor actor) {
        return Collectors.seesRuns(actor) ? collectors.list(Messages.ENGLISH) : List.of();
    }
}
