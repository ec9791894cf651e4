package se.styrkort.availability;

import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.ingest.DeliveryFactory;
import se.styrkort.ingest.ImportOrder;
import se.styrkort.ingest.ImportReport;
import se.styrkort.ingest.Ingest;
import se.styrkort.ingest.ProfileRepository;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;

/**
 * Computes the months that are due and delivers their figures through the only door in, as any other source does: history,
 * trace, closed periods and reasons are the door's. What was due is settled in the transaction of its import.
 */
@Singleton
class MonthlyFiguresRepository {
    private static final Logger LOG = LoggerFactory.getLogger(MonthlyFiguresRepository.class);
    static final long LOCK = 0x5374_7972_6b6f_0020L;

    /** Services computed together. */
    private static final int AT_ONCE = 200;

    /** Months looked back for an end that nobody noticed: what is older becomes due with its inputs. */
    private static final int MONTHS_BACK = 3;

    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;
    private final DueRepository due;
    private final ClosedMonthRepository closed;
    private final List<MonthlyFiguresProvider> providers;
    private final DeliveryFactory deliveries;
    private final Provider<Ingest> ingest;
    private final Clock clock;
    private final Set<String> failing = new HashSet<>();

    MonthlyFiguresRepository(
            TransactionFactory transactions,
            RevisionRepository revisions,
            CatalogRepository catalogs,
            DueRepository due,
            ClosedMonthRepository closed,
            List<MonthlyFiguresProvider> providers,
            DeliveryFactory deliveries,
            Provider<Ingest> ingest,
            Clock clock) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.due = due;
        this.closed = closed;
        this.providers = providers;
        this.deliveries = deliveries;
        this.ingest = ingest;
        this.clock = clock;
    }

    /** One month of some services, computed. */
    private record Computed(DueRepository.Due due, List<MonthlyFigure> figures) {}

    /** All that is due now. Of several instances on one database one computes at a time. */
    void computeDue() {
        transactions.alone(LOCK, session -> {
            for (MonthlyFiguresProvider provider : providers) {
                session.inTransaction(connection -> noticeMonthEnds(connection, provider));
                session.inTransaction(connection -> noticeCatalog(connection, provider));
                for (DueRepository.Due each :
                        session.inSnapshot(connection -> split(due.due(connection, provider.kind())))) {
                    compute(session, provider, each);
                }
            }
        });
    }

    private int noticeMonthEnds(Connection connection, MonthlyFiguresProvider provider) throws SQLException {
        revisions.lock(connection); // whoever marks holds it, so that rows are taken in one order
        int noticed = 0;
        Period last = MonthEnd.lastOver(clock.instant());
        for (Period month = last.plus(1 - MONTHS_BACK); month.compareTo(last) <= 0; month = month.next()) {
            if (!due.notice(connection, provider.kind(), month)) {
                long revision = revisions.at(connection, null);
                Period ended = month;
                List<DueRepository.Mark> marks = provider.measured(connection, revision, month).stream()
                        .map(service -> new DueRepository.Mark(service, ended))
                        .toList();
                due.mark(connection, provider.kind(), marks, revision, null, "styrkort");
                noticed++;
            }
        }
        return noticed;
    }

    /** Months follow another catalog, such as a day that is closed after all; closed ones stand until somebody gives a reason. */
    private int noticeCatalog(Connection connection, MonthlyFiguresProvider provider) throws SQLException {
        long revision = revisions.lock(connection) - 1;
        Catalog before = catalogs.read(connection, due.comparedWith(connection, provider.kind(), revision));
        Catalog after = catalogs.read(connection, revision);
        Set<Long> changed = before == after ? Set.of() : provider.changed(before, after);
        if (!changed.isEmpty()) {
            Set<DueRepository.Mark> marks =
                    new HashSet<>(due.computed(connection, provider.kind(), provider.metric(), changed));
            marks.addAll(provider.withInputs(connection, changed, MonthEnd.lastOver(clock.instant())));
            due.mark(connection, provider.kind(), marks, revision, null, "styrkort");
        }
        return changed.size();
    }

    private static List<DueRepository.Due> split(List<DueRepository.Due> due) {
        List<DueRepository.Due> parts = new ArrayList<>();
        for (DueRepository.Due each : due) {
            for (int i = 0; i < each.services().size(); i += AT_ONCE) {
                int end = Math.min(i + AT_ONCE, each.services().size());
                parts.add(new DueRepository.Due(
                        each.month(),
                        each.services().subList(i, end),
                        each.marks().subList(i, end),
                        each.reason(),
                        each.actor()));
            }
        }
        return parts;
    }

    /** A month that fails is said once, stays due and holds up no other. */
    private void compute(TransactionFactory.Session session, MonthlyFiguresProvider provider, DueRepository.Due each) {
        String what = provider.kind() + " " + each.month();
        try {
            Computed computed = session.inSnapshot(connection -> computed(connection, provider, each));
            if (!computed.figures.isEmpty()) {
                deliver(provider, computed);
            } else if (!computed.due.marks().isEmpty()) {
                session.inTransaction(connection -> {
                    revisions.lock(connection);
                    due.settle(connection, provider.kind(), computed.due);
                    return computed;
                });
            }
            failing.remove(what);
        } catch (RuntimeException e) {
            if (!session.isAlive()) {
                throw e;
            }
            if (failing.add(what)) {
                LOG.warn("{} cannot be computed; other months are", what, e);
            }
        }
    }

    /**
     * Services whose month is closed and has figures are left due, until somebody gives a reason or opens the month again;
     * those whose figures come from elsewhere are none of ours.
     */
    private Computed computed(Connection connection, MonthlyFiguresProvider provider, DueRepository.Due each)
            throws SQLException {
        long revision = revisions.at(connection, null);
        DueRepository.Due open = each;
        if (each.reason() == null) {
            Set<DueRepository.Mark> standing = closed.withFigures(
                    connection,
                    provider.metric(),
                    each.services().stream()
                            .map(service -> new DueRepository.Mark(service, each.month()))
                            .toList());
            open = each.of(service -> !standing.contains(new DueRepository.Mark(service, each.month())));
        }
        Set<Long> foreign = new HashSet<>(due.foreign(connection, provider.kind(), provider.metric(), open.services()));
        List<Long> services = open.services().stream()
                .filter(service -> !foreign.contains(service))
                .toList();
        return new Computed(
                open, services.isEmpty() ? List.of() : provider.figures(connection, revision, each.month(), services));
    }

    private void deliver(MonthlyFiguresProvider provider, Computed computed) {
        DueRepository.Due each = computed.due;
        ImportOrder order = new ImportOrder(
                ProfileRepository.OBSERVATIONS,
                provider.kind(),
                null,
                false,
                false,
                false,
                each.reason(),
                each.actor(),
                each.reason() != null,
                null);
        byte[] csv = csv(each.month(), computed.figures).getBytes(StandardCharsets.UTF_8);
        try {
            ImportReport report = deliveries.receive(
                    new ByteArrayInputStream(csv),
                    provider.kind() + " " + each.month() + ".csv",
                    delivery -> ingest.get()
                            .take(delivery, order, (connection, id) -> due.settle(connection, provider.kind(), each)));
            if (report.rejected() > 0) {
                LOG.warn(
                        "{} of {} computed figures were rejected and wait in quarantine, import {}",
                        report.rejected(),
                        report.rows(),
                        report.id());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String csv(Period month, List<MonthlyFigure> figures) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().fieldSeparator(',').build(text)) {
            csv.writeRecord("period", "metric", "service", "organisation", "qualifier", "value", "state", "quality");
            for (MonthlyFigure figure : figures) {
                csv.writeRecord(
                        month.code(),
                        figure.metric(),
                        figure.service(),
                        figure.organisation(),
                        figure.qualifier(),
                        figure.value() == null
                                ? ""
                                : Objects.requireNonNull(figure.value()).toPlainString(),
                        figure.state().name(),
                        figure.quality().name());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
