package se.styrkort.availability;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.EntitlementRepository;
import se.styrkort.catalog.Kind;
import se.styrkort.security.Actor;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.ProblemException;

/** Outages as those see them who may: of their services, by the services' codes. */
@Singleton
class OutageReadingRepository {
    /** Outages at once; whoever wants more asks for a shorter time. */
    private static final int LIMIT = 10_000;

    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;
    private final EntitlementRepository entitlements;
    private final OutageRepository outages;

    OutageReadingRepository(
            TransactionFactory transactions,
            RevisionRepository revisions,
            CatalogRepository catalogs,
            EntitlementRepository entitlements,
            OutageRepository outages) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.entitlements = entitlements;
        this.outages = outages;
    }

    /** A version and the code of its service. */
    record Named(OutageVersion version, String service) {
        static Named of(OutageVersion version, Catalog catalog) {
            return new Named(
                    version,
                    Objects.requireNonNullElse(catalog.codeOf(version.outage().service()), ""));
        }
    }

    Named named(OutageVersion version) {
        return Named.of(version, entitlements.catalog());
    }

    /** Those that are or were between two periods, inclusive; the last twelve months and all ahead by default. */
    List<Named> list(
            Actor actor, List<String> services, @Nullable String from, @Nullable String to, @Nullable Instant asOf) {
        long asked = revisions.at(asOf);
        LocalDate first = from == null || from.isBlank()
                ? LocalDate.now(SWEDEN).minusYears(1)
                : period("from", from).first();
        LocalDate last = to == null || to.isBlank()
                ? LocalDate.now(SWEDEN).plusYears(10)
                : period("to", to).last();
        List<Named> found = transactions.inSnapshot(connection -> {
            Catalog catalog = catalogs.read(connection, asked);
            Entitlement entitlement = entitlements.of(connection, actor);
            List<Long> seen = new ArrayList<>();
            for (Catalog.Version version : catalog.list(Kind.SERVICE)) {
                String code = version.entry().code();
                if (entitlement.seesAvailabilityOf(code) && (services.isEmpty() || services.contains(code))) {
                    seen.add(version.id());
                }
            }
            for (String code : services) {
                if (catalog.find(Kind.SERVICE, code).isEmpty()) {
                    throw ProblemException.invalidParameter("service", code);
                }
                if (!entitlement.seesAvailabilityOf(code)) {
                    throw Entitlement.refusal(code);
                }
            }
            return outages
                    .list(
                            connection,
                            seen,
                            first.atStartOfDay(SWEDEN).toInstant(),
                            last.plusDays(1).atStartOfDay(SWEDEN).toInstant(),
                            asked,
                            LIMIT + 1)
                    .stream()
                    .map(version -> Named.of(version, catalog))
                    .toList();
        });
        if (found.size() > LIMIT) {
            throw new ProblemException(400, "too_many_months", String.valueOf(LIMIT));
        }
        return found;
    }

    /** All versions of one, the newest first. */
    List<Named> versions(Actor actor, long id, @Nullable Instant asOf) {
        long asked = revisions.at(asOf);
        return transactions.inSnapshot(connection -> {
            Catalog catalog = catalogs.read(connection, revisions.at(connection, null));
            Entitlement entitlement = entitlements.of(connection, actor);
            List<Named> versions = outages.versions(connection, id, asked).stream()
                    .map(version -> Named.of(version, catalog))
                    .toList();
            if (versions.isEmpty()) {
                throw new ProblemException(404, "unknown_outage", String.valueOf(id));
            }
            for (Named version : versions) {
                if (!entitlement.seesAvailabilityOf(version.service())) {
                    throw Entitlement.refusal(version.service());
                }
            }
            return versions;
        });
    }

    private static Period period(String parameter, String text) {
        return Period.parse(text).orElseThrow(() -> ProblemException.invalidParameter(parameter, text));
    }
}
