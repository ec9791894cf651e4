package se.styrkort.servicedesk;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.availability.MonthlyFigure;
import se.styrkort.availability.MonthlyFiguresProvider;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.AgreedTimes;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.observation.Quality;
import se.styrkort.observation.State;

/**
 * What a month's tickets come to, as observations: those of a service, and as service 0 those of all services together.
 *
 * <p>They are computed with the catalog in force: the desk's hours, its calendar and who is below whom. When the
 * municipality changes those, months that were computed before stay as they were until one of their tickets changes.
 */
@Singleton
final class DeskFiguresProvider implements MonthlyFiguresProvider {
    /** What is due here, and the source of the observations. */
    static final String KIND = "servicedesk";

    /** All services together, as a service of what is due. */
    static final long WHOLE = 0;

    private final CatalogRepository catalogs;
    private final DeskMonthRepository months;
    private final DeskConfiguration configuration;

    DeskFiguresProvider(CatalogRepository catalogs, DeskMonthRepository months, DeskConfiguration configuration) {
        this.catalogs = catalogs;
        this.months = months;
        this.configuration = configuration;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String metric() {
        return DeskFigures.OF_EVERY_MONTH;
    }

    @Override
    public Collection<Long> measured(Connection connection, long revision, Period month) throws SQLException {
        return months.services(connection, month);
    }

    @Override
    public List<MonthlyFigure> figures(Connection connection, long revision, Period month, List<Long> services)
            throws SQLException {
        Catalog catalog = catalogs.read(connection, revision);
        Map<DeskCell, DeskFigures> found =
                months.read(connection, catalog, clock(catalog), month).figures();
        Set<DeskCell> cells = new LinkedHashSet<>(found.keySet());
        // what somebody may have read before, and is no more, is 0 now
        cells.addAll(months.known(connection, catalog, month, KIND));
        Set<@Nullable String> wanted = new HashSet<>();
        services.forEach(service -> wanted.add(service == WHOLE ? null : catalog.codeOf(service)));
        Quality quality = months.areSynthetic(connection, month) ? Quality.SYNTHETIC : Quality.FINAL;
        List<MonthlyFigure> figures = new ArrayList<>();
        for (DeskCell cell : cells) {
            if (wanted.contains(cell.service())) {
                add(figures, catalog, cell, found.getOrDefault(cell, DeskFigures.NOTHING), quality);
            }
        }
        return figures;
    }

    /** The clock of the desk's service hours. */
    DeskClock clock(Catalog catalog) {
        return AgreedTimes.of(catalog, configuration.hours())
                .<DeskClock>map(hours -> hours::seconds)
                .orElse(DeskClock.ALWAYS);
    }

    /** A municipality may do without some of the metrics. */
    private static void add(
            List<MonthlyFigure> figures, Catalog catalog, DeskCell cell, DeskFigures values, Quality quality) {
        values.byMetric().forEach((metric, found) -> {
            if (catalog.metric(metric) != null) {
                BigDecimal value = found.orElse(null);
                figures.add(new MonthlyFigure(
                        metric,
                        Objects.requireNonNullElse(cell.service(), ""),
                        Objects.requireNonNullElse(cell.organisation(), ""),
                        cell.priority(),
                        value == null ? State.NOT_APPLICABLE : State.VALUE,
                        value,
                        quality));
            }
        });
    }
}
