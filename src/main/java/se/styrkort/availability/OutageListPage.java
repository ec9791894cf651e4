package se.styrkort.availability;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Service;
import se.styrkort.document.Wording;

/**
 * Outages and maintenance: what goes on, what is ahead, what was.
 *
 * @param services that may be chosen
 * @param service code of the one chosen; null: all
 * @param month the one chosen; null: the last twelve months and all ahead
 * @param mayComplete whether the reader may say that nothing else was down
 */
public record OutageListPage(
        Instant now,
        List<Row> rows,
        List<Service> services,
        @Nullable String service,
        List<Period> months,
        @Nullable Period month,
        boolean mayComplete,
        boolean done) {
    /** Past ones on one page; whoever looks for older ones chooses a month. */
    public static final int MOST = 500;

    /**
     * An outage and its service.
     *
     * @param name of the service
     */
    public record Row(OutageVersion version, String service, Wording name) {
        public static Row of(OutageVersion version, Catalog catalog) {
            String code = String.valueOf(catalog.codeOf(version.outage().service()));
            Service service = catalog.service(code);
            return new Row(version, code, service == null ? new Wording(code, code) : service.name());
        }

        private StatusItem.State state(Instant now) {
            Outage outage = version.outage();
            return StatusItem.State.of(outage.start(), outage.end(), now);
        }
    }

    public List<Row> ongoing() {
        return of(StatusItem.State.ONGOING);
    }

    /** The next first. */
    public List<Row> planned() {
        return of(StatusItem.State.PLANNED).reversed();
    }

    public List<Row> past() {
        List<Row> past = of(StatusItem.State.ENDED);
        return past.subList(0, Math.min(MOST, past.size()));
    }

    public int pastTotal() {
        return of(StatusItem.State.ENDED).size();
    }

    public boolean anySynthetic() {
        return rows.stream().anyMatch(row -> row.version().synthetic());
    }

    public List<Service> servicesByName(Locale locale) {
        return services.stream()
                .sorted(Comparator.comparing(each -> each.name().in(locale).toLowerCase(locale)))
                .toList();
    }

    private List<Row> of(StatusItem.State state) {
        return rows.stream().filter(row -> row.state(now) == state).toList();
    }
}
