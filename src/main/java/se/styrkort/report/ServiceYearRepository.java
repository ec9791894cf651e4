package se.styrkort.report;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import se.styrkort.availability.Availability;
import se.styrkort.availability.AvailabilityFigure;
import se.styrkort.availability.AvailabilityReadingRepository;
import se.styrkort.availability.OutageListPage;
import se.styrkort.availability.OutageRepository;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Service;
import se.styrkort.catalog.ServiceHours;

/** Outages and agreed time behind a door's figures, as of the same revision. */
@Singleton
class ServiceYearRepository {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    private final AvailabilityReadingRepository readings;
    private final OutageRepository outages;
    private final Clock clock;

    ServiceYearRepository(AvailabilityReadingRepository readings, OutageRepository outages, Clock clock) {
        this.readings = readings;
        this.outages = outages;
        this.clock = clock;
    }

    /**
     * The twelve months up to the door's.
     *
     * @param figures of the service; a month whose downtime is another than its days' was delivered by the month
     */
    ServiceYear year(DoorRepository.Reading reading, Service service, ServiceAvailability figures)
            throws SQLException {
        Catalog catalog = reading.catalog();
        List<Period> months = reading.door().monthsBefore(ServiceYear.MONTHS);
        Optional<Catalog.Version> version = catalog.find(Kind.SERVICE, service.code());
        Instant asOf = reading.door().address().asOf();
        Instant now = asOf == null || asOf.isAfter(clock.instant()) ? clock.instant() : asOf;
        Map<Period, List<DayOfService>> days = new TreeMap<>();
        if (version.isPresent()) {
            ZoneId zone = zone(catalog, service);
            readings.months(
                            reading.connection(),
                            new AvailabilityReadingRepository.At(
                                    catalog, reading.at().revision(), asOf == null ? null : now, now),
                            List.of(version.get().id()),
                            months)
                    .values()
                    .forEach(ofService -> ofService.forEach(
                            (month, read) -> days.put(
                                    month, agreeing(figures.in(month), DayOfService.of(month, zone, read.time())))));
        }
        return new ServiceYear(
                days,
                outages(
                        reading,
                        List.of(service),
                        months.getFirst().first(),
                        months.getLast().last()));
    }

    private static List<DayOfService> agreeing(AvailabilityFigure figure, List<DayOfService> days) {
        Availability observed = figure.availability();
        long down = days.stream().mapToLong(DayOfService::downSeconds).sum();
        return observed == null || observed.downSeconds() == down
                ? days
                : days.stream().map(DayOfService::unknown).toList();
    }

    private static ZoneId zone(Catalog catalog, Service service) {
        return Optional.ofNullable(service.serviceHours())
                .flatMap(code -> catalog.find(Kind.SERVICE_HOURS, code))
                .map(version -> ZoneId.of(((ServiceHours) version.entry()).zone()))
                .orElse(SWEDEN);
    }

    /** What happened to services between two days, the latest first. */
    List<OutageListPage.Row> outages(
            DoorRepository.Reading reading, Collection<Service> services, LocalDate first, LocalDate last)
            throws SQLException {
        List<Long> ids = services.stream()
                .flatMap(service -> reading.catalog().find(Kind.SERVICE, service.code()).stream())
                .map(Catalog.Version::id)
                .toList();
        return outages
                .list(
                        reading.connection(),
                        ids,
                        first.atStartOfDay(SWEDEN).toInstant(),
                        last.plusDays(1).atStartOfDay(SWEDEN).toInstant(),
                        reading.at().revision(),
                        OutageListPage.MOST)
                .stream()
                .map(version -> OutageListPage.Row.of(version, reading.catalog()))
                .toList();
    }
}
