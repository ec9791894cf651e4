package se.styrkort.scorecard;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Wording;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.security.Trail;
import se.styrkort.web.Listing;
import se.styrkort.web.ProblemException;

/** Scorecard models over the API. */
@Controller("/api/v1/models")
class ModelController {
    private final ModelRepository models;
    private final Trail trail;

    ModelController(ModelRepository models, Trail trail) {
        this.models = models;
        this.trail = trail;
    }

    /**
     * A version of a model.
     *
     * @param proposal whether nobody has decided on it
     * @param yaml as it was sent
     */
    @Serdeable
    record ModelView(
            String code, int version, String validFrom, Wording name, boolean proposal, long revision, String yaml) {
        static ModelView of(ModelRepository.Stored stored) {
            ScorecardModel model = stored.model();
            return new ModelView(
                    stored.code(),
                    stored.version(),
                    model.validFrom().code(),
                    model.name(),
                    model.proposal(),
                    stored.revision(),
                    stored.yaml());
        }
    }

    @Needs(Permission.GOVERN)
    @Post
    @Consumes({"application/yaml", "application/x-yaml", "text/yaml"})
    ModelView store(@Body String yaml, Actor actor) {
        ModelView stored = ModelView.of(models.store(yaml, actor.name()));
        trail.note(actor, "model.stored", stored.code() + " " + stored.version());
        return stored;
    }

    @Needs(Permission.ENTER)
    @Get
    Listing<ModelView> list() {
        return Listing.whole(models.all().stream().map(ModelView::of).toList());
    }

    /**
     * What a version says otherwise than an earlier one.
     *
     * @param from the earlier version; absent when there is none before it
     */
    @Serdeable
    record DifferencesView(
            String code, int version, @Nullable Integer from, List<ModelChange> changes) {}

    /** @param from the version that it is compared with; absent: the last before it */
    @Needs(Permission.ENTER)
    @Get("/{code}/{version}/differences")
    DifferencesView differences(String code, int version, @Nullable @QueryValue Integer from) {
        ModelVersions versions = ModelVersions.of(models.all(), code);
        ScorecardModel model = versions.find(version).orElseThrow(() -> ProblemException.unknown(code + " " + version));
        ScorecardModel earlier = versions.earlier(model, from).orElse(null);
        return new DifferencesView(
                code,
                version,
                earlier == null ? null : earlier.version(),
                earlier == null ? List.of() : ModelChange.between(earlier, model));
    }

    @Needs(Permission.ENTER)
    @Get("/{code}/{version}")
    ModelView find(String code, int version) {
        return models.all().stream()
                .filter(stored -> stored.code().equals(code) && stored.version() == version)
                .findFirst()
                .map(ModelView::of)
                .orElseThrow(() -> ProblemException.unknown(code + " " + version));
    }
}
