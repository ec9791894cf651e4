package se.styrkort.scorecard;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.web.ProblemException;

/**
 * The versions of one model.
 *
 * @param models the newest first
 */
record ModelVersions(List<ScorecardModel> models) {
    static ModelVersions of(List<ModelRepository.Stored> stored, String code) {
        return new ModelVersions(stored.stream()
                .map(ModelRepository.Stored::model)
                .filter(model -> model.code().equals(code))
                .toList());
    }

    Optional<ScorecardModel> find(@Nullable Integer version) {
        return models.stream()
                .filter(model -> version != null && model.version() == version)
                .findFirst();
    }

    /**
     * The version that another is compared with: the one asked for, else the last before it; 404 when the one asked for
     * does not exist.
     */
    Optional<ScorecardModel> earlier(ScorecardModel model, @Nullable Integer asked) {
        if (asked != null) {
            return Optional.of(find(asked)
                    .orElseThrow(() -> new ProblemException(404, "unknown_model", model.code() + " " + asked)));
        }
        return models.stream()
                .filter(other -> other.version() < model.version())
                .findFirst();
    }
}
