package se.styrkort.report;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import se.styrkort.availability.AvailabilityFigure;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Service;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.web.Page;

/** IT management's door. Nothing here needs JavaScript. */
@Needs(Permission.READ_AVAILABILITY)
@Controller(DoorAddress.AVAILABILITY)
@Produces(MediaType.TEXT_HTML)
class AvailabilityPageController {
    private final DoorRepository doors;
    private final AvailabilityRepository availability;
    private final AvailabilityNewsRepository news;
    private final ServiceYearRepository years;
    private final Templates templates;

    AvailabilityPageController(
            DoorRepository doors,
            AvailabilityRepository availability,
            AvailabilityNewsRepository news,
            ServiceYearRepository years,
            Templates templates) {
        this.doors = doors;
        this.availability = availability;
        this.news = news;
        this.years = years;
        this.templates = templates;
    }

    @Get
    JteModel all(Page page, Actor actor, DoorAddress asked) {
        return doors.read(
                        actor,
                        Permission.READ_AVAILABILITY,
                        asked,
                        AvailabilityFigure.METRICS,
                        reading -> overview(page, reading))
                .map(view -> templates.reportAvailability(page, view))
                .orElseGet(() -> templates.reportNone(page, page.t("report.availability")));
    }

    private AvailabilityPage overview(Page page, DoorRepository.Reading reading) throws SQLException {
        DoorView door = reading.door();
        List<Service> services = door.services();
        String organisation = door.address().organisation();
        List<Service> shown = organisation == null ? services : availability.usedBy(reading, organisation, services);
        List<GroupAvailability> groups =
                availability.groups(reading, shown, door.monthsBefore(AvailabilityPage.MONTHS));
        Period before = door.month().previous();
        Optional<Long> closing = news.closing(reading, before);
        return new AvailabilityPage(
                door,
                availability.targets(reading).get(door.month()),
                groups.stream()
                        .map(GroupAvailability::withFigures)
                        .filter(group -> !group.services().isEmpty())
                        .toList(),
                groups.stream()
                        .flatMap(group -> group.services().stream())
                        .filter(service -> !service.hasFigures())
                        .toList(),
                availability.users(reading, shown),
                years.outages(reading, shown, door.month().first(), door.month().last()),
                closing.isPresent(),
                closing.isEmpty() ? List.of() : news.restated(reading, shown, before, closing.get()),
                new ReportWords(page));
    }

    @Get("/{service}")
    JteModel one(Page page, Actor actor, String service, DoorAddress asked) {
        return doors.read(actor, Permission.READ_AVAILABILITY, asked, AvailabilityFigure.METRICS, reading -> {
                    Service known = DoorRepository.service(reading, service);
                    ServiceAvailability figures = availability.service(
                            reading, known, reading.door().monthsBefore(ServiceAvailabilityPage.MONTHS));
                    return new ServiceAvailabilityPage(
                            reading.door(),
                            availability.targets(reading),
                            figures,
                            years.year(reading, known),
                            new ReportWords(page));
                })
                .map(view -> templates.reportServiceAvailability(page, view))
                .orElseGet(() -> templates.reportNone(page, page.t("report.availability")));
    }
}
