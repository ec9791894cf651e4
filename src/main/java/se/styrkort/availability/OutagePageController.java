package se.styrkort.availability;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.serde.annotation.SerdeImport;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.EntitlementRepository;
import se.styrkort.catalog.Service;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.web.Page;
import se.styrkort.web.ProblemException;

/** Outages as operators' pages: what is known, and a form that shows its effect before it is saved. No script is needed. */
@Controller("/outages")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@SerdeImport(OutageForm.class)
class OutagePageController {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");
    private static final int MONTHS_BACK = 36;
    private static final int MONTHS_AHEAD = 3;

    private final OutageReadingRepository readings;
    private final OutageEntryRepository entries;
    private final EntitlementRepository entitlements;
    private final Clock clock;
    private final Templates templates;

    OutagePageController(
            OutageReadingRepository readings,
            OutageEntryRepository entries,
            EntitlementRepository entitlements,
            Clock clock,
            Templates templates) {
        this.readings = readings;
        this.entries = entries;
        this.entitlements = entitlements;
        this.clock = clock;
        this.templates = templates;
    }

    @Needs(Permission.READ_AVAILABILITY)
    @Get("{?service,month,done}")
    JteModel list(Page page, Actor actor, @Nullable String service, @Nullable String month, @Nullable String done) {
        String chosen = service == null || service.isBlank() ? null : service;
        Period of = month == null || month.isBlank()
                ? null
                : Period.parse(month)
                        .filter(period -> period.granularity() == Granularity.MONTH)
                        .orElseThrow(() -> ProblemException.unknown(month));
        Catalog catalog = entitlements.catalog();
        Entitlement entitlement = entitlements.of(actor);
        String code = of == null ? null : of.code();
        List<OutageListPage.Row> rows =
                readings.list(actor, chosen == null ? List.of() : List.of(chosen), code, code, null).stream()
                        .map(named -> OutageListPage.Row.of(named.version(), catalog))
                        .toList();
        return templates.availabilityOutages(
                page,
                new OutageListPage(
                        clock.instant(),
                        rows,
                        OutagePage.services(catalog).stream()
                                .filter(each -> entitlement.seesAvailabilityOf(each.code()))
                                .toList(),
                        chosen,
                        months(),
                        of,
                        entitlement.isOfEverything(Permission.RECORD_OUTAGES),
                        done != null));
    }

    private List<Period> months() {
        Period running = Period.containing(Granularity.MONTH, LocalDate.ofInstant(clock.instant(), SWEDEN));
        return IntStream.rangeClosed(-MONTHS_AHEAD, MONTHS_BACK)
                .mapToObj(back -> running.plus(-back))
                .toList();
    }

    @Needs(Permission.RECORD_OUTAGES)
    @Get("/new{?service}")
    JteModel blank(Page page, Actor actor, @Nullable String service) {
        return view(page, actor, List.of(), OutageForm.empty(service), null, false, null, false);
    }

    @Needs(Permission.RECORD_OUTAGES)
    @Post("/new")
    HttpResponse<?> record(Page page, Actor actor, @Body OutageForm form) {
        return entered(
                page, actor, List.of(), form, false, dryRun -> entries.enter(actor, null, form.wish(null), dryRun));
    }

    @Needs(Permission.READ_AVAILABILITY)
    @Get("/{id}{?saved}")
    JteModel show(Page page, Actor actor, long id, @Nullable String saved) {
        List<OutageVersion> versions = versions(actor, id);
        return view(page, actor, versions, filled(versions), null, false, null, saved != null);
    }

    @Needs(Permission.RECORD_OUTAGES)
    @Post("/{id}")
    HttpResponse<?> correct(Page page, Actor actor, long id, @Body OutageForm form) {
        List<OutageVersion> versions = versions(actor, id);
        return entered(
                page,
                actor,
                versions,
                form,
                false,
                dryRun -> entries.enter(actor, id, form.wish(versions.getFirst().outage()), dryRun));
    }

    /** Of the form only the reason and the approver count. */
    @Needs(Permission.RECORD_OUTAGES)
    @Post("/{id}/withdraw")
    HttpResponse<?> withdraw(Page page, Actor actor, long id, @Body OutageForm form) {
        List<OutageVersion> versions = versions(actor, id);
        OutageForm filled =
                filled(versions).because(form.changeReason(), form.approver()).asked(form.shown(), form.step());
        return entered(
                page,
                actor,
                versions,
                filled,
                true,
                dryRun -> entries.withdraw(actor, id, form.changeReason(), form.approver(), dryRun));
    }

    @Needs(Permission.RECORD_OUTAGES)
    @Post("/complete")
    HttpResponse<?> complete(Actor actor) {
        entries.complete(actor);
        return HttpResponse.seeOther(URI.create("/outages?done=true"));
    }

    /** Does it, or says what it would do. */
    private interface Entry {
        OutageEffect run(boolean dryRun);
    }

    private HttpResponse<?> entered(
            Page page, Actor actor, List<OutageVersion> versions, OutageForm form, boolean withdrawing, Entry entry) {
        try {
            OutageEffect effect = entry.run(!form.isToBeSaved());
            if (effect.revision() != null) {
                return HttpResponse.seeOther(
                        URI.create("/outages/" + effect.outage().id() + "?saved=true"));
            }
            return HttpResponse.ok(view(page, actor, versions, form, effect, withdrawing, null, false));
        } catch (ProblemException mistake) {
            if (mistake.status() == HttpStatus.FORBIDDEN.getCode()) {
                throw mistake;
            }
            return HttpResponse.status(HttpStatus.valueOf(mistake.status()))
                    .body(view(page, actor, versions, form, null, withdrawing, mistake, false));
        }
    }

    private List<OutageVersion> versions(Actor actor, long id) {
        return readings.versions(actor, id, null).stream()
                .map(OutageReadingRepository.Named::version)
                .toList();
    }

    private OutageForm filled(List<OutageVersion> versions) {
        Outage outage = versions.getFirst().outage();
        String code = entitlements.catalog().codeOf(outage.service());
        return OutageForm.of(code == null ? "" : code, outage);
    }

    private JteModel view(
            Page page,
            Actor actor,
            List<OutageVersion> versions,
            OutageForm form,
            @Nullable OutageEffect effect,
            boolean withdrawing,
            @Nullable ProblemException mistake,
            boolean saved) {
        Catalog catalog = entitlements.catalog();
        Entitlement entitlement = entitlements.of(actor);
        List<Service> services = OutagePage.services(catalog).stream()
                .filter(each -> entitlement.holdsService(Permission.RECORD_OUTAGES, each.code()))
                .toList();
        return templates.availabilityOutage(
                page,
                new OutagePage(
                        versions,
                        catalog,
                        services,
                        form,
                        effect,
                        withdrawing,
                        mistake == null ? null : page.problem(mistake),
                        saved));
    }
}
