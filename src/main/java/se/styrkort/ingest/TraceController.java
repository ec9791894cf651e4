package se.styrkort.ingest;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.EntitlementRepository;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Metric;
import se.styrkort.observation.ObservationRepository;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.Instants;
import se.styrkort.web.ProblemException;

/** From a figure to the rows it was made of. */
@Needs({Permission.READ_FIGURES, Permission.READ_AVAILABILITY})
@Controller("/api/v1/observations/trace")
class TraceController {
    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;
    private final ObservationRepository observations;
    private final TraceRepository traces;
    private final EntitlementRepository entitlements;
    private final ImportLogRepository imports;
    private final List<Intake> intakes;

    TraceController(
            TransactionFactory transactions,
            RevisionRepository revisions,
            CatalogRepository catalogs,
            ObservationRepository observations,
            TraceRepository traces,
            EntitlementRepository entitlements,
            ImportLogRepository imports,
            List<Intake> intakes) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.observations = observations;
        this.traces = traces;
        this.entitlements = entitlements;
        this.imports = imports;
        this.intakes = intakes;
    }

    @Get
    Trace trace(
            Actor actor,
            @QueryValue String metric,
            @Nullable @QueryValue String service,
            @Nullable @QueryValue String organisation,
            @Nullable @QueryValue String qualifier,
            @QueryValue String period,
            @Nullable @QueryValue String asOf) {
        long revision = revisions.at(Instants.read("asOf", asOf));
        return transactions.inSnapshot(connection -> {
            Catalog catalog = catalogs.read(connection, revision);
            Entitlement entitlement = entitlements.of(connection, actor);
            if (!entitlement.seesFigure(metric, blankToNull(service), blankToNull(organisation))) {
                throw Entitlement.refusal(Objects.requireNonNullElse(blankToNull(organisation), metric));
            }
            Metric known = catalog.metric(metric);
            if (known == null) {
                throw ProblemException.invalidParameter("metric", metric);
            }
            Period wanted = Period.parse(period)
                    .filter(p -> p.granularity() == known.granularity())
                    .orElseThrow(() -> ProblemException.invalidParameter("period", period));
            Optional<Long> series = observations.series(
                    connection,
                    id(catalog, Kind.METRIC, "metric", metric),
                    id(catalog, Kind.SERVICE, "service", service),
                    id(catalog, Kind.ORGANISATION, "organisation", organisation),
                    qualifier == null ? "" : qualifier);
            List<Trace.Version> versions =
                    series.isEmpty() ? List.of() : traces.versions(connection, series.get(), wanted.first(), revision);
            if (!entitlement.isOfEverything(Permission.READ_FIGURES)) {
                versions = withoutForeignRows(connection, versions);
            }
            versions = withOrigins(
                    connection,
                    entitlement,
                    versions,
                    new Intake.Figure(
                            metric,
                            blankToNull(service),
                            blankToNull(organisation),
                            qualifier == null ? "" : qualifier,
                            wanted));
            boolean inForce = !versions.isEmpty() && versions.getFirst().ended() == null;
            return new Trace(
                    metric,
                    blankToNull(service),
                    blankToNull(organisation),
                    qualifier == null ? "" : qualifier,
                    wanted.code(),
                    inForce ? versions.getFirst() : null,
                    inForce ? versions.subList(1, versions.size()) : versions);
        });
    }

    /** A row of a wide file holds figures of many; only who sees everything sees it. */
    private List<Trace.Version> withoutForeignRows(Connection connection, List<Trace.Version> versions)
            throws SQLException {
        List<Trace.Version> seen = new ArrayList<>();
        for (Trace.Version version : versions) {
            seen.add(imports.rowsAreSingleFigures(connection, version.importId()) ? version : version.withoutText());
        }
        return seen;
    }

    /** What each version was computed from, as it was known then; of services that the reader sees. */
    private List<Trace.Version> withOrigins(
            Connection connection, Entitlement entitlement, List<Trace.Version> versions, Intake.Figure figure)
            throws SQLException {
        List<Trace.Version> found = new ArrayList<>();
        for (Trace.Version version : versions) {
            List<Trace.Origin> origins = new ArrayList<>();
            for (Intake intake : intakes) {
                if (intake.computes(version.source())) {
                    intake.origins(connection, figure, version.revision()).stream()
                            .filter(origin -> entitlement.seesAvailabilityOf(origin.service()))
                            .forEach(origins::add);
                }
            }
            found.add(version.with(origins));
        }
        return found;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static long id(Catalog catalog, Kind kind, String parameter, @Nullable String code) {
        if (code == null || code.isBlank()) {
            return 0;
        }
        return catalog.find(kind, code)
                .orElseThrow(() -> ProblemException.invalidParameter(parameter, code))
                .id();
    }
}
