package se.styrkort.report;

import gg.jte.generated.precompiled.Templates;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.availability.AvailabilityFigure;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.EntitlementRepository;
import se.styrkort.scorecard.ScorecardSummaryRepository;
import se.styrkort.scorecard.Status;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.web.Page;

/** The start page: the doors that the reader may open, each with its figure of the month; the door itself if it is one. */
@Needs(Permission.ENTER)
@Controller("/")
@Produces(MediaType.TEXT_HTML)
class StartPageController {
    private static final DoorAddress NOW = new DoorAddress(null, null, null, null);

    private final DoorRepository doors;
    private final UsageRepository usage;
    private final AvailabilityRepository availability;
    private final ScorecardSummaryRepository scorecards;
    private final EntitlementRepository entitlements;
    private final Templates templates;

    StartPageController(
            DoorRepository doors,
            UsageRepository usage,
            AvailabilityRepository availability,
            ScorecardSummaryRepository scorecards,
            EntitlementRepository entitlements,
            Templates templates) {
        this.doors = doors;
        this.usage = usage;
        this.availability = availability;
        this.scorecards = scorecards;
        this.entitlements = entitlements;
        this.templates = templates;
    }

    private record Door(Permission permission, String href, String key) {}

    private static final List<Door> DOORS = List.of(
            new Door(Permission.READ_FIGURES, DoorAddress.USAGE, "usage"),
            new Door(Permission.READ_AVAILABILITY, DoorAddress.AVAILABILITY, "availability"),
            new Door(Permission.READ_SCORECARDS, "/scorecards", "scorecards"),
            new Door(Permission.READ_IMPORTS, "/imports", "imports"));

    @Get
    HttpResponse<?> start(Page page, Actor actor) {
        List<Door> open =
                DOORS.stream().filter(door -> actor.hasUseOf(door.permission())).toList();
        if (open.size() == 1) {
            return HttpResponse.seeOther(URI.create(open.getFirst().href()));
        }
        ReportWords words = new ReportWords(page);
        List<StartPage.Way> ways = new ArrayList<>();
        for (Door door : open) {
            ways.add(new StartPage.Way(door.href(), door.key(), figure(door, page, words, actor)));
        }
        boolean synthetic =
                ways.stream().map(StartPage.Way::figure).anyMatch(figure -> figure != null && figure.synthetic());
        return HttpResponse.ok(templates.reportStart(page, new StartPage(ways, synthetic)));
    }

    private StartPage.@Nullable Figure figure(Door door, Page page, ReportWords words, Actor actor) {
        return switch (door.permission()) {
            case READ_FIGURES ->
                doors.read(actor, door.permission(), NOW, UseFigures.METRICS, reading -> usage(page, words, reading))
                        .orElse(null);
            case READ_AVAILABILITY ->
                doors.read(
                                actor,
                                door.permission(),
                                NOW,
                                AvailabilityFigure.METRICS,
                                reading -> availability(page, words, reading))
                        .orElse(null);
            case READ_SCORECARDS ->
                scorecards
                        .of(entitlements.of(actor))
                        .map(summary -> new StartPage.Figure(
                                page.t(
                                        "report.start.scorecards_figure",
                                        words.month(summary.month(), summary.closed()),
                                        summary.organisations(),
                                        summary.below()),
                                summary.synthetic()))
                        .orElse(null);
            default -> null;
        };
    }

    private StartPage.Figure usage(Page page, ReportWords words, DoorRepository.Reading reading) throws SQLException {
        Period month = reading.door().month();
        List<ServiceUse> services = usage.services(
                reading, reading.door().services(), List.of(reading.door().lastYear(), month));
        String text = page.t(
                "report.start.usage_figure",
                words.month(month, reading.door().isClosed(month)),
                services.stream()
                        .filter(use -> use.figures().useIn(month) != null)
                        .count(),
                services.stream()
                        .filter(use -> use.service().followed() != null)
                        .filter(use -> use.figures().use(month).value() == null)
                        .count());
        return new StartPage.Figure(
                text, services.stream().anyMatch(use -> use.figures().anySynthetic()));
    }

    private StartPage.Figure availability(Page page, ReportWords words, DoorRepository.Reading reading)
            throws SQLException {
        Period month = reading.door().month();
        List<GroupAvailability> groups =
                availability.groups(reading, reading.door().services(), List.of(month));
        long services = groups.stream()
                .flatMap(group -> group.services().stream())
                .filter(service -> service.in(month).ratio() != null)
                .count();
        Optional<AvailabilityTarget> target =
                Optional.ofNullable(availability.targets(reading).get(month));
        String text = target.map(against -> page.t(
                        "report.start.availability_figure",
                        words.month(month, reading.door().isClosed(month)),
                        groups.stream()
                                .flatMap(group -> group.services().stream())
                                .filter(service -> against.of(service.service(), reading.catalog())
                                                .status(service.in(month))
                                        == Status.BELOW)
                                .count(),
                        services))
                .orElseGet(() -> page.t(
                        "report.start.availability_untargeted",
                        words.month(month, reading.door().isClosed(month)),
                        services));
        return new StartPage.Figure(
                text, groups.stream().anyMatch(group -> group.in(month).synthetic()));
    }
}
