package se.styrkort.availability;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.EntitlementRepository;
import se.styrkort.security.Actor;
import se.styrkort.security.Permission;
import se.styrkort.security.Trail;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.ProblemException;

/** What operators enter: an outage, a correction of one with a reason and an approver, its withdrawal. */
@Singleton
class OutageEntryRepository {
    /** Months shown of what an entry does: years of an outage are a mistake to be seen, not to be listed. */
    private static final int MONTHS_SHOWN = 24;

    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;
    private final EntitlementRepository entitlements;
    private final OutageRepository outages;
    private final OutageChangeRepository changes;
    private final AvailabilityReadingRepository readings;
    private final MonthlyFiguresJob figures;
    private final Trail trail;
    private final Clock clock;

    OutageEntryRepository(
            TransactionFactory transactions,
            RevisionRepository revisions,
            CatalogRepository catalogs,
            EntitlementRepository entitlements,
            OutageRepository outages,
            OutageChangeRepository changes,
            AvailabilityReadingRepository readings,
            MonthlyFiguresJob figures,
            Trail trail,
            Clock clock) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.entitlements = entitlements;
        this.outages = outages;
        this.changes = changes;
        this.readings = readings;
        this.figures = figures;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * Records an outage, or corrects one.
     *
     * @param id of the outage to correct; null: a new one
     * @param dryRun whether only to say what it would do
     */
    OutageEffect enter(Actor actor, @Nullable Long id, OutageWish wish, boolean dryRun) {
        OutageEffect effect =
                transactions.inTransaction(connection -> new Entering(connection, actor, dryRun).run(id, wish, false));
        return noted(actor, effect, id == null ? "outage.recorded" : "outage.corrected");
    }

    /** Says that an outage never was. */
    OutageEffect withdraw(
            Actor actor, long id, @Nullable String changeReason, @Nullable String approver, boolean dryRun) {
        OutageEffect effect = transactions.inTransaction(connection -> {
            Outage outage = existing(connection, id).outage();
            OutageWish wish = new OutageWish(
                    null,
                    outage.start(),
                    outage.end(),
                    outage.kind().code(),
                    outage.announcedAt(),
                    outage.reason(),
                    outage.published(),
                    outage.message(),
                    changeReason,
                    approver);
            return new Entering(connection, actor, dryRun).run(id, wish, true);
        });
        return noted(actor, effect, "outage.withdrawn");
    }

    /** Says that nothing else was down until now. */
    void complete(Actor actor) {
        transactions.inTransaction(connection -> {
            if (!entitlements.of(connection, actor).isOfEverything(Permission.RECORD_OUTAGES)) {
                throw Entitlement.refusal("*");
            }
            long revision = revisions.lock(connection);
            Catalog catalog = catalogs.read(connection, revision - 1);
            OutageChangeRepository.Changing changing = changes.begin(
                    connection,
                    new OutageChangeRepository.Order(revision, actor.name(), null, false, catalog),
                    clock.instant());
            changing.delivered(outages.operators(connection), null);
            changing.finish();
            return revision;
        });
        trail.note(actor, "outage.complete", "");
        figures.compute();
    }

    private OutageEffect noted(Actor actor, OutageEffect effect, String action) {
        if (effect.revision() != null) {
            trail.note(actor, action, String.valueOf(effect.outage().id()));
            figures.compute();
        }
        return effect;
    }

    private OutageVersion existing(Connection connection, long id) throws SQLException {
        return outages.current(connection, id)
                .orElseThrow(() -> new ProblemException(404, "unknown_outage", String.valueOf(id)));
    }

    /** One entry, in its transaction. */
    private final class Entering {
        private final Connection connection;
        private final Actor actor;
        private final boolean dryRun;
        private final long revision;
        private final Catalog catalog;
        private final Instant now = clock.instant();

        Entering(Connection connection, Actor actor, boolean dryRun) throws SQLException {
            this.connection = connection;
            this.actor = actor;
            this.dryRun = dryRun;
            this.revision = revisions.lock(connection);
            this.catalog = catalogs.read(connection, revision - 1);
        }

        OutageEffect run(@Nullable Long id, OutageWish wish, boolean withdrawn) throws SQLException, IOException {
            OutageVersion before = id == null ? null : existing(connection, id);
            if (before != null && before.withdrawn()) {
                throw new ProblemException(409, "outage_withdrawn", String.valueOf(id));
            }
            String reason = OutageWish.text("changeReason", wish.changeReason());
            String approver = OutageWish.text("approver", wish.approver());
            if (before != null && (reason == null || approver == null)) {
                throw new ProblemException(422, "correction_without_reason");
            }
            Outage outage = wish.outage(catalog, before);
            requireRight(outage, before);
            OutageChangeRepository.Changing changing = changes.begin(
                    connection,
                    new OutageChangeRepository.Order(
                            revision, actor.name(), reason, actor.may(Permission.RESTATE_CLOSED), catalog),
                    now);
            long source = before == null ? outages.operators(connection) : 0;
            OutageRepository.Entry entry = new OutageRepository.Entry(
                    id,
                    source,
                    before == null ? "entry " + revision : before.key(),
                    outage,
                    withdrawn,
                    before == null ? null : reason,
                    approver,
                    actor.name(),
                    null,
                    0);
            return finish(changing, before, entry, reason);
        }

        private OutageEffect finish(
                OutageChangeRepository.Changing changing,
                @Nullable OutageVersion before,
                OutageRepository.Entry entry,
                @Nullable String reason)
                throws SQLException {
            Set<DueRepository.Mark> marks = changing.months(before, entry);
            Optional<ClosedMonths.Objection> objection = changing.objection(marks);
            if (objection.isPresent() && !dryRun) {
                throw new ProblemException(
                        409, objection.get().code(), objection.get().month().code());
            }
            List<AvailabilityReadingRepository.Month> were = months(marks, revision - 1);
            long id = changing.write(before, entry);
            List<AvailabilityReadingRepository.Month> are = months(marks, revision);
            OutageVersion version = outages.current(connection, id).orElseThrow();
            if (dryRun) {
                connection.rollback();
            } else {
                changing.finish();
                revisions.commit(connection, revision, actor.name(), "outage", null, reason);
            }
            return new OutageEffect(
                    version,
                    dryRun ? null : revision,
                    objection.map(ClosedMonths.Objection::code).orElse(null),
                    objection.map(each -> each.month().code()).orElse(null),
                    changed(were, are));
        }

        /** Months of services that are made of this one, and that the operator does not see, are left out. */
        private List<AvailabilityReadingRepository.Month> seen(List<AvailabilityReadingRepository.Month> months)
                throws SQLException {
            Entitlement entitlement = entitlements.of(connection, actor);
            return months.stream()
                    .filter(month -> entitlement.seesAvailabilityOf(
                            month.service().entry().code()))
                    .toList();
        }

        private List<AvailabilityReadingRepository.Month> months(Set<DueRepository.Mark> marks, long at)
                throws SQLException {
            Set<Long> services = new LinkedHashSet<>();
            Set<Period> months = new LinkedHashSet<>();
            marks.stream()
                    .sorted((one, other) -> one.month().compareTo(other.month()))
                    .forEach(mark -> {
                        services.add(mark.service());
                        if (months.size() < MONTHS_SHOWN) {
                            months.add(mark.month());
                        }
                    });
            Map<Long, Map<Period, AvailabilityReadingRepository.Month>> read = readings.months(
                    connection,
                    new AvailabilityReadingRepository.At(catalog, at, null, now),
                    services,
                    List.copyOf(months));
            return seen(read.values().stream()
                    .flatMap(each -> each.values().stream())
                    .toList());
        }

        private static List<OutageEffect.Change> changed(
                List<AvailabilityReadingRepository.Month> were, List<AvailabilityReadingRepository.Month> are) {
            List<OutageEffect.Change> changes = new ArrayList<>();
            for (int i = 0; i < were.size(); i++) {
                changes.add(new OutageEffect.Change(were.get(i), are.get(i)));
            }
            return changes;
        }

        private void requireRight(Outage outage, @Nullable OutageVersion before) throws SQLException {
            Entitlement entitlement = entitlements.of(connection, actor);
            for (Long service : before == null
                    ? List.of(outage.service())
                    : List.of(outage.service(), before.outage().service())) {
                String code = catalog.codeOf(service);
                if (code == null || !entitlement.holds(Permission.RECORD_OUTAGES, code, null)) {
                    throw Entitlement.refusal(String.valueOf(code));
                }
            }
        }
    }
}
