package se.styrkort.completeness;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.EntitlementRepository;
import se.styrkort.catalog.Metric;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.web.Instants;
import se.styrkort.web.Messages;
import se.styrkort.web.Page;

/** Completeness as pages (täckning): a year of one metric, and why a cell is empty. Nothing here needs JavaScript. */
@Controller("/completeness")
@Needs(Permission.READ_FIGURES)
@Produces(MediaType.TEXT_HTML)
class CompletenessPageController {
    private static final int YEARS = 6;
    private static final String USUAL = "usage.active_users";
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    private final MatrixRepository matrices;
    private final EntitlementRepository entitlements;
    private final Messages messages;
    private final Templates templates;

    CompletenessPageController(
            MatrixRepository matrices, EntitlementRepository entitlements, Messages messages, Templates templates) {
        this.matrices = matrices;
        this.entitlements = entitlements;
        this.messages = messages;
        this.templates = templates;
    }

    @Get
    JteModel matrix(
            Page page,
            Actor actor,
            @Nullable @QueryValue String metric,
            @Nullable @QueryValue Integer year,
            @Nullable @QueryValue String organisation,
            @Nullable @QueryValue String asOf) {
        int latest = LocalDate.now(SWEDEN).minusMonths(1).getYear();
        int shown = year == null ? latest : Math.clamp(year, 1900, latest + 1);
        Period whole = Period.containing(Granularity.YEAR, LocalDate.of(shown, 1, 1));
        String organisationCode = CompletenessController.given(organisation);
        String chosen = CompletenessController.given(metric);
        MatrixRepository.Reading reading = matrices.readOne(
                actor, new Question(chosen, null, organisationCode, whole, whole, Instants.read("asOf", asOf)), USUAL);
        Entitlement sight = entitlements.of(actor);
        List<Metric> metrics = reading.expected().stream()
                .map(code -> Objects.requireNonNull(reading.catalog().metric(code)))
                .toList();
        return templates.completenessMatrix(
                page,
                new CompletenessPage(
                        metrics,
                        CompletenessPage.organisations(reading.catalog()).stream()
                                .filter(each -> sight.holdsOrganisation(Permission.READ_FIGURES, each.code()))
                                .toList(),
                        IntStream.range(0, YEARS)
                                .mapToObj(back -> latest - back)
                                .toList(),
                        shown,
                        organisationCode,
                        reading.matrices().stream().findFirst().orElse(null),
                        CompletenessController.given(asOf)));
    }

    @Get("/why")
    JteModel why(
            Page page,
            Actor actor,
            @Nullable @QueryValue String metric,
            @Nullable @QueryValue String service,
            @Nullable @QueryValue String organisation,
            @Nullable @QueryValue String period,
            @Nullable @QueryValue String asOf) {
        Question question = CompletenessController.cell(metric, service, organisation, period, asOf);
        MatrixRepository.Reading reading = matrices.read(actor, question);
        Instant now = Objects.requireNonNullElseGet(question.asOf(), Instant::now);
        Why why = Why.of(reading, question, now, messages, page.locale());
        return templates.completenessWhy(
                page,
                why,
                reading.matrices().getFirst().rows().getFirst().service().name().in(page.locale()));
    }
}
