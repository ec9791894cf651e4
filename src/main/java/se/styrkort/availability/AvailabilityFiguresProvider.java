package se.styrkort.availability;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogEntry;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Parts;
import se.styrkort.catalog.Service;
import se.styrkort.catalog.ServiceHours;
import se.styrkort.observation.Quality;
import se.styrkort.observation.State;

/**
 * The five observations of a service's month: agreed, planned, down and unknown seconds, and interruptions. None where
 * nobody knows anything, so that a service that is not measured looks neither up nor down.
 */
@Singleton
final class AvailabilityFiguresProvider implements MonthlyFiguresProvider {
    private final CatalogRepository catalogs;
    private final AvailabilityReadingRepository readings;
    private final AvailabilityInputRepository inputs;
    private final DueRepository due;
    private final MonthlyFiguresConfiguration configuration;
    private final Clock clock;

    AvailabilityFiguresProvider(
            CatalogRepository catalogs,
            AvailabilityReadingRepository readings,
            AvailabilityInputRepository inputs,
            DueRepository due,
            MonthlyFiguresConfiguration configuration,
            Clock clock) {
        this.catalogs = catalogs;
        this.readings = readings;
        this.inputs = inputs;
        this.due = due;
        this.configuration = configuration;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return OutageChangeRepository.KIND;
    }

    @Override
    public String metric() {
        return AvailabilityFigure.METRICS.getFirst();
    }

    @Override
    public Collection<Long> measured(Connection connection, long revision, Period month) throws SQLException {
        return AvailabilityReadingRepository.withHours(catalogs.read(connection, revision));
    }

    /** Those whose agreed time, or the way they are measured, is another, and those that are made of such. */
    @Override
    public Set<Long> changed(Catalog before, Catalog after) {
        Set<Long> changed = new HashSet<>();
        for (Catalog.Version version : after.list(Kind.SERVICE)) {
            boolean same = before.find(version.id())
                    .map(earlier -> Basis.of(before, (Service) earlier.entry())
                            .equals(Basis.of(after, (Service) version.entry())))
                    .orElse(false);
            if (!same) {
                changed.addAll(TouchedMonths.withComposites(after, version.id()));
            }
        }
        return changed;
    }

    @Override
    public Collection<DueRepository.Mark> withInputs(Connection connection, Collection<Long> services, Period last)
            throws SQLException {
        return inputs.months(connection, services, last);
    }

    /** What of the catalog decides a service's months. */
    private record Basis(
            @Nullable CatalogEntry hours,
            @Nullable CatalogEntry calendar,
            String measuredBy,
            @Nullable String probeHold,
            @Nullable Parts parts) {
        static Basis of(Catalog catalog, Service service) {
            ServiceHours hours = (ServiceHours) entry(catalog, Kind.SERVICE_HOURS, service.serviceHours());
            return new Basis(
                    hours,
                    hours == null ? null : entry(catalog, Kind.CALENDAR, hours.calendar()),
                    service.measuredBy(),
                    service.probeHold(),
                    service.parts());
        }

        private static @Nullable CatalogEntry entry(Catalog catalog, Kind kind, @Nullable String code) {
            return code == null
                    ? null
                    : catalog.find(kind, code).map(Catalog.Version::entry).orElse(null);
        }
    }

    @Override
    public List<MonthlyFigure> figures(Connection connection, long revision, Period month, List<Long> services)
            throws SQLException {
        Catalog catalog = catalogs.read(connection, revision);
        Map<Long, Map<Period, AvailabilityReadingRepository.Month>> months = readings.months(
                connection,
                new AvailabilityReadingRepository.At(catalog, revision, null, clock.instant()),
                services,
                List.of(month));
        List<MonthlyFigure> figures = new ArrayList<>();
        Set<Long> withFigures = new HashSet<>();
        due.computed(connection, kind(), metric(), services).stream()
                .filter(mark -> mark.month().equals(month))
                .forEach(mark -> withFigures.add(mark.service()));
        for (long id : services) {
            AvailabilityReadingRepository.Month known =
                    months.getOrDefault(id, Map.of()).get(month);
            if (known != null && known.isMeasured()) {
                figures.addAll(figures(known));
            } else if (withFigures.contains(id)) {
                figures.addAll(noLonger(catalog, id, known));
            }
        }
        return figures;
    }

    /** What a month that has figures is now that nobody knows how the service was in it, or that nothing was agreed. */
    private static List<MonthlyFigure> noLonger(
            Catalog catalog, long id, AvailabilityReadingRepository.@Nullable Month known) {
        List<MonthlyFigure> figures = new ArrayList<>();
        String code = catalog.codeOf(id);
        for (int i = 0; code != null && i < AvailabilityFigure.METRICS.size(); i++) {
            Availability time = known == null ? null : known.availability().time();
            // agreed, planned and unknown time are known all the same; how long it was down is not
            boolean applies = time == null || time.dueSeconds() > 0;
            BigDecimal value = time == null
                    ? null
                    : switch (i) {
                        case 0 -> BigDecimal.valueOf(time.agreedSeconds());
                        case 1 -> BigDecimal.valueOf(time.plannedSeconds());
                        case 3 -> BigDecimal.valueOf(time.unknownSeconds());
                        default -> applies ? null : BigDecimal.ZERO;
                    };
            figures.add(new MonthlyFigure(
                    AvailabilityFigure.METRICS.get(i),
                    code,
                    "",
                    "",
                    value == null ? State.MISSING : State.VALUE,
                    value,
                    Quality.FINAL));
        }
        return figures;
    }

    private List<MonthlyFigure> figures(AvailabilityReadingRepository.Month month) {
        Availability time = month.availability().time();
        long[] values = {
            time.agreedSeconds(),
            time.plannedSeconds(),
            time.downSeconds(),
            time.unknownSeconds(),
            month.availability().interruptions()
        };
        Quality quality = month.synthetic()
                ? Quality.SYNTHETIC
                : time.coverage()
                                .filter(known -> known.doubleValue() < configuration.coverage())
                                .isPresent()
                        ? Quality.PRELIMINARY
                        : Quality.FINAL;
        List<MonthlyFigure> figures = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            figures.add(new MonthlyFigure(
                    AvailabilityFigure.METRICS.get(i),
                    month.service().entry().code(),
                    "",
                    "",
                    State.VALUE,
                    BigDecimal.valueOf(values[i]),
                    quality));
        }
        return figures;
    }
}
