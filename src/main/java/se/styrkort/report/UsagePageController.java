package se.styrkort.report;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.styrkort.catalog.Service;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.web.Page;

/** The object owner's door. Nothing here needs JavaScript. */
@Needs(Permission.READ_FIGURES)
@Controller(DoorAddress.USAGE)
@Produces(MediaType.TEXT_HTML)
class UsagePageController {
    /** The overview's name among the pages that are visited; a service's is below it. */
    private static final String OVERVIEW = "usage";

    private final DoorRepository doors;
    private final UsageRepository usage;
    private final VisitRepository visits;
    private final NewsRepository news;
    private final Templates templates;

    UsagePageController(
            DoorRepository doors,
            UsageRepository usage,
            VisitRepository visits,
            NewsRepository news,
            Templates templates) {
        this.doors = doors;
        this.usage = usage;
        this.visits = visits;
        this.news = news;
        this.templates = templates;
    }

    @Get
    JteModel all(Page page, Actor actor, DoorAddress asked) {
        Optional<UsagePage> view = doors.read(
                actor, Permission.READ_FIGURES, asked, UseFigures.METRICS, reading -> overview(page, actor, reading));
        view.ifPresent(shown -> note(actor, OVERVIEW, shown.door()));
        return view.map(shown -> templates.reportUsage(page, shown))
                .orElseGet(() -> templates.reportNone(page, page.t("report.usage")));
    }

    private UsagePage overview(Page page, Actor actor, DoorRepository.Reading reading) throws SQLException {
        DoorView door = reading.door();
        List<Service> services = door.services();
        Optional<VisitRepository.Visit> before = before(actor, OVERVIEW, reading);
        return new UsagePage(
                door,
                usage.services(reading, services, door.monthsBefore(UsagePage.MONTHS)),
                usage.costByProduct(reading, services),
                before.map(VisitRepository.Visit::at).orElse((Instant) null),
                before.isEmpty()
                        ? Map.of()
                        : news.counts(reading, services, before.get().revision()),
                new ReportWords(page));
    }

    @Get("/{service}")
    JteModel one(Page page, Actor actor, String service, DoorAddress asked) {
        Optional<ServiceUsagePage> view = doors.read(
                actor,
                Permission.READ_FIGURES,
                asked,
                UseFigures.METRICS,
                reading -> of(page, actor, reading, DoorRepository.service(reading, service)));
        view.ifPresent(shown -> note(actor, pageOf(shown.service()), shown.door()));
        return view.map(shown -> templates.reportServiceUsage(page, shown))
                .orElseGet(() -> templates.reportNone(page, page.t("report.usage")));
    }

    private ServiceUsagePage of(Page page, Actor actor, DoorRepository.Reading reading, Service service)
            throws SQLException {
        DoorView door = reading.door();
        ServiceUse use = usage.services(reading, List.of(service), ServiceUsagePage.months(door))
                .getFirst();
        return new ServiceUsagePage(
                door,
                use,
                usage.organisations(
                        reading,
                        service,
                        use.figures().metric(),
                        List.of(door.lastYear(), door.month()),
                        page.locale()),
                door.isNow() ? news.of(reading, service, before(actor, pageOf(service), reading)) : null,
                new ReportWords(page));
    }

    private Optional<VisitRepository.Visit> before(Actor actor, String page, DoorRepository.Reading reading)
            throws SQLException {
        return reading.door().isNow() ? visits.before(reading.connection(), actor.name(), page) : Optional.empty();
    }

    /** Looking back is no visit: what was shown then is not what the reader knows now. */
    private void note(Actor actor, String page, DoorView door) {
        if (door.isNow()) {
            visits.note(actor.name(), page, door.revision());
        }
    }

    private static String pageOf(Service service) {
        return OVERVIEW + "/" + service.code();
    }
}
