package se.styrkort.scorecard;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.web.Page;
import se.styrkort.web.ProblemException;

/** The models and what they define, as pages: whoever may enter may know what is measured, and how. */
@Needs(Permission.ENTER)
@Controller("/models")
@Produces(MediaType.TEXT_HTML)
class ModelPageController {
    private final ModelRepository models;
    private final Templates templates;

    ModelPageController(ModelRepository models, Templates templates) {
        this.models = models;
        this.templates = templates;
    }

    @Get
    JteModel list(Page page) {
        return templates.scorecardModels(
                page, models.all().stream().map(ModelRepository.Stored::model).toList(), new ScorecardWords(page));
    }

    /** @param from the version that it is compared with; absent: the one before it */
    @Get("/{code}/{version}")
    JteModel show(Page page, String code, String version, @Nullable @QueryValue String from) {
        ModelVersions versions = ModelVersions.of(models.all(), code);
        ScorecardModel model = versions.find(ScorecardParameters.version(version))
                .orElseThrow(() -> new ProblemException(404, "unknown_model", code + " " + version));
        ScorecardModel earlier =
                versions.earlier(model, ScorecardParameters.version(from)).orElse(null);
        return templates.scorecardModel(
                page,
                new ModelPage(
                        model,
                        versions.models(),
                        earlier,
                        earlier == null ? List.of() : ModelChange.between(earlier, model),
                        new ScorecardWords(page)));
    }
}
