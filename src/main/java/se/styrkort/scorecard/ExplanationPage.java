package se.styrkort.scorecard;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Organisation;
import se.styrkort.catalog.Service;
import se.styrkort.document.Wording;

/** How a score came about, from the number down to the rows of the files. */
public record ExplanationPage(
        ScorecardReading reading,
        Organisation organisation,
        Scorecard scorecard,
        Explanation explanation,
        ScorecardAddress address,
        ScorecardWords words) {
    /** Observations shown of one term, and rows of one observation. */
    public static final int SHOWN = 50;

    public static final int ROWS = 5;

    public boolean isWhole() {
        return explanation.kind().equals("scorecard");
    }

    public boolean isPerspective() {
        return explanation.kind().equals("perspective");
    }

    /** The perspective above a measure. */
    public @Nullable Perspective above() {
        int slash = explanation.path().indexOf('/');
        return slash < 0
                ? null
                : reading.model().perspectives().stream()
                        .filter(perspective ->
                                perspective.code().equals(explanation.path().substring(0, slash)))
                        .findFirst()
                        .orElse(null);
    }

    public @Nullable PerspectiveScore score(Explanation perspective) {
        return scorecard.perspective(perspective.code()).orElse(null);
    }

    /** The measure as the model defines it. */
    public Measure definition(Explanation measure) {
        return reading.model().measures().stream()
                .filter(each -> each.code().equals(measure.code()))
                .findFirst()
                .orElseThrow();
    }

    public List<ExplainedObservation> shown(Explanation.TermDetail term) {
        return term.observations().stream().limit(SHOWN).toList();
    }

    /** Whether there may be more observations than were looked up. */
    public boolean isCut(Explanation.TermDetail term) {
        return term.observationCount() > term.observations().size();
    }

    public boolean hasQualifiers(Explanation.TermDetail term) {
        return term.observations().stream()
                .anyMatch(each -> each.qualifier() != null && !each.qualifier().isEmpty());
    }

    public boolean hasServices(Explanation.TermDetail term) {
        return term.observations().stream().anyMatch(each -> each.service() != null);
    }

    public boolean hasOrganisations(Explanation.TermDetail term) {
        return term.observations().stream().anyMatch(each -> each.organisation() != null);
    }

    public String service(@Nullable String code, Locale locale) {
        Service service = code == null ? null : reading.catalog().service(code);
        return named(code, service == null ? null : service.name(), locale);
    }

    public String organisation(@Nullable String code, Locale locale) {
        Organisation found = code == null ? null : reading.catalog().organisation(code);
        return named(code, found == null ? null : found.name(), locale);
    }

    private static String named(@Nullable String code, @Nullable Wording name, Locale locale) {
        return code == null ? "" : name == null ? code : name.in(locale);
    }

    public boolean anySynthetic() {
        return explanation.measure() != null ? explanation.measure().synthetic() : scorecard.anySynthetic();
    }
}
