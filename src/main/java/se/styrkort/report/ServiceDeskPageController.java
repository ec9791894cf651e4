package se.styrkort.report;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.web.Page;

/** IT management's second door. Nothing here needs JavaScript. */
@Needs(Permission.READ_AVAILABILITY)
@Controller(DoorAddress.SERVICE_DESK)
@Produces(MediaType.TEXT_HTML)
class ServiceDeskPageController {
    private final DoorRepository doors;
    private final ServiceDeskRepository desk;
    private final Templates templates;

    ServiceDeskPageController(DoorRepository doors, ServiceDeskRepository desk, Templates templates) {
        this.doors = doors;
        this.desk = desk;
        this.templates = templates;
    }

    @Get
    JteModel desk(Page page, Actor actor, DoorAddress asked) {
        return doors.read(
                        actor,
                        Permission.READ_AVAILABILITY,
                        asked,
                        DeskDelivery.METRICS,
                        reading -> new ServiceDeskPage(
                                reading.door(),
                                desk.months(reading),
                                desk.services(reading, page.locale()),
                                desk.priorities(reading),
                                new ReportWords(page)))
                .map(view -> templates.reportServiceDesk(page, view))
                .orElseGet(() -> templates.reportNone(page, page.t("desk.title")));
    }
}
