package se.styrkort.availability;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import se.styrkort.calendar.AgreedTime;
import se.styrkort.calendar.Spans;
import se.styrkort.catalog.AgreedTimes;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Service;
import se.styrkort.ingest.Intake;
import se.styrkort.ingest.Trace;

/** What a service's month was computed from: outages and runs of probes, its own and those of its parts. */
@Singleton
class OriginRepository {
    private final CatalogRepository catalogs;
    private final AvailabilityInputRepository inputs;

    OriginRepository(CatalogRepository catalogs, AvailabilityInputRepository inputs) {
        this.catalogs = catalogs;
        this.inputs = inputs;
    }

    /** A month of a service as it was known. */
    private record Known(Catalog catalog, Instant from, Instant until, AvailabilityInputRepository.Inputs inputs) {}

    private Optional<Known> known(Connection connection, Intake.Figure figure, long revision) throws SQLException {
        if (figure.service() == null || !AvailabilityFigure.METRICS.contains(figure.metric())) {
            return Optional.empty();
        }
        Catalog catalog = catalogs.read(connection, revision);
        Optional<Catalog.Version> service = catalog.find(Kind.SERVICE, Objects.requireNonNull(figure.service()));
        Optional<AgreedTime> agreed = service.flatMap(version -> AgreedTimes.of(catalog, (Service) version.entry()));
        if (service.isEmpty() || agreed.isEmpty()) {
            return Optional.empty();
        }
        Spans.Span month = agreed.get().month(YearMonth.from(figure.period().first()));
        Instant from = Instant.ofEpochSecond(month.from());
        Instant until = Instant.ofEpochSecond(month.until());
        List<Long> ids = List.of(service.get().id());
        return Optional.of(
                new Known(catalog, from, until, inputs.read(connection, catalog, ids, from, until, revision, null)));
    }

    List<Trace.Origin> outages(Connection connection, Intake.Figure figure, long revision) throws SQLException {
        Optional<Known> known = known(connection, figure, revision);
        if (known.isEmpty()) {
            return List.of();
        }
        return known.get().inputs.outages().values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(version -> version.outage().start()))
                .limit(Intake.ORIGINS)
                .map(version -> new Trace.Origin(
                        "outage",
                        String.valueOf(version.id()),
                        code(known.get().catalog, version.outage().service()),
                        version.outage().start(),
                        version.outage().end(),
                        version.outage().kind().code(),
                        version.outage().reason(),
                        version.importId(),
                        version.importId() == null ? null : (long) version.line()))
                .toList();
    }

    /** The runs that found it down, and the others that reach into the month as far as there is room. */
    List<Trace.Origin> probes(Connection connection, Intake.Figure figure, long revision) throws SQLException {
        Optional<Known> known = known(connection, figure, revision);
        if (known.isEmpty()) {
            return List.of();
        }
        Known month = known.get();
        List<ProbeRunRepository.Seen> runs = new ArrayList<>();
        for (Map<Long, List<ProbeRunRepository.Seen>> bySource :
                month.inputs.runs().values()) {
            bySource.values().forEach(runs::addAll);
        }
        return runs.stream()
                .filter(seen -> seen.run().until() >= month.from.getEpochSecond()
                        && seen.run().from() < month.until.getEpochSecond())
                .sorted(Comparator.comparing(
                                (ProbeRunRepository.Seen seen) -> seen.run().up())
                        .thenComparing(seen -> seen.run().from()))
                .limit(Intake.ORIGINS)
                .sorted(Comparator.comparing(seen -> seen.run().from()))
                .map(seen -> new Trace.Origin(
                        "probe_run",
                        null,
                        code(month.catalog, seen.service()),
                        Instant.ofEpochSecond(seen.run().from()),
                        Instant.ofEpochSecond(seen.run().until()),
                        seen.run().up() ? "up" : "down",
                        null,
                        seen.run().importId(),
                        (long) seen.run().line()))
                .toList();
    }

    private static String code(Catalog catalog, long service) {
        return Objects.requireNonNullElse(catalog.codeOf(service), "");
    }
}
