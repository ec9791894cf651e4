package se.styrkort.survey;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.EntitlementRepository;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Survey;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.Instants;
import se.styrkort.web.Page;

/** Surveys as a page: what was answered, how sure that is, and what is not shown. Nothing here needs JavaScript. */
@Needs({Permission.READ_FIGURES, Permission.READ_AVAILABILITY})
@Controller("/surveys")
@Produces(MediaType.TEXT_HTML)
class SurveyPageController {
    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;
    private final EntitlementRepository entitlements;
    private final SurveyResultRepository results;
    private final Templates templates;

    SurveyPageController(
            TransactionFactory transactions,
            RevisionRepository revisions,
            CatalogRepository catalogs,
            EntitlementRepository entitlements,
            SurveyResultRepository results,
            Templates templates) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.entitlements = entitlements;
        this.results = results;
        this.templates = templates;
    }

    /** What was asked for, as it was written. */
    private record Wish(
            @Nullable String survey,
            @Nullable String period,
            @Nullable String organisation,
            @Nullable String asOf) {}

    @Get
    JteModel surveys(
            Page page,
            Actor actor,
            @Nullable @QueryValue String survey,
            @Nullable @QueryValue String period,
            @Nullable @QueryValue String organisation,
            @Nullable @QueryValue String asOf) {
        Wish wish = new Wish(survey, period, organisation, asOf == null || asOf.isBlank() ? null : asOf);
        return transactions
                .inSnapshot(connection -> view(connection, actor, wish, page.locale()))
                .map(view -> templates.surveySurveys(page, view, new SurveyWords(page, view)))
                .orElseGet(() -> templates.surveyNone(page));
    }

    private Optional<SurveyPage> view(Connection connection, Actor actor, Wish wish, Locale locale)
            throws SQLException {
        long revision = revisions.at(connection, Instants.read("asOf", wish.asOf));
        Catalog catalog = catalogs.read(connection, revision);
        Entitlement sight = entitlements.of(connection, actor);
        List<SurveyResultRepository.Known> known = results.known(connection, catalog, revision);
        List<Survey> surveys = catalog.list(Kind.SURVEY).stream()
                .map(version -> (Survey) version.entry())
                .filter(survey -> known.stream()
                        .anyMatch(each ->
                                each.survey().equals(survey.code()) && sees(sight, survey, each.organisation())))
                .toList();
        if (surveys.isEmpty()) {
            return Optional.empty();
        }
        Survey survey = surveys.stream()
                .filter(each -> each.code().equals(wish.survey))
                .findFirst()
                .orElse(surveys.getFirst());
        List<SurveyResultRepository.Figure> whole = results.whole(connection, catalog, survey, revision).stream()
                .filter(figure -> sees(sight, survey, figure.organisation()))
                .toList();
        List<Period> months = SurveyPage.months(whole);
        if (months.isEmpty()) {
            return Optional.empty();
        }
        Period month = Optional.ofNullable(wish.period)
                .flatMap(Period::parse)
                .filter(months::contains)
                .orElse(months.getFirst());
        return Optional.of(SurveyPage.of(
                catalog,
                new SurveyPage.Asked(surveys, survey, month, wish.organisation, wish.asOf, locale),
                whole,
                results.questions(connection, catalog, survey, month, revision)));
    }

    private static boolean sees(Entitlement sight, Survey survey, String organisation) {
        return sight.seesFigure(
                SurveyFiguresProvider.METRIC,
                survey.about(),
                organisation.equals(Suppression.WHOLE) ? null : organisation);
    }
}
