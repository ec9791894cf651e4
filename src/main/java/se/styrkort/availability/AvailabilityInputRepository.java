package se.styrkort.availability;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Service;

/** Reads what is known of services in an interval, and of those that they are made of: one question per kind of input. */
@Singleton
class AvailabilityInputRepository {
    private final OutageRepository outages;
    private final ProbeRunRepository runs;
    private final ReachRepository reaches;

    AvailabilityInputRepository(OutageRepository outages, ProbeRunRepository runs, ReachRepository reaches) {
        this.outages = outages;
        this.runs = runs;
        this.reaches = reaches;
    }

    /**
     * What is known, by the ids of services' catalog entries; services of which nothing is known are not there.
     *
     * @param runs by source, ascending
     * @param lastProbes of the sources, seconds since 1970
     * @param reach until when it is known what was down; empty: nobody ever said
     */
    record Inputs(
            Map<Long, List<OutageVersion>> outages,
            Map<Long, Map<Long, List<ProbeRunRepository.Seen>>> runs,
            Map<Long, Long> lastProbes,
            Optional<ReachRepository.Reach> reach) {}

    /**
     * Reads them as they were at a revision.
     *
     * @param asOf the instant of that revision; null: now
     */
    Inputs read(
            Connection connection,
            Catalog catalog,
            Collection<Long> services,
            Instant from,
            Instant until,
            long revision,
            @Nullable Instant asOf)
            throws SQLException {
        Set<Long> all = withParts(catalog, services);
        Map<Long, List<OutageVersion>> ofServices = new HashMap<>();
        for (OutageVersion version : outages.overlapping(connection, all, from, until, revision)) {
            ofServices
                    .computeIfAbsent(version.outage().service(), key -> new ArrayList<>())
                    .add(version);
        }
        Map<Long, Map<Long, List<ProbeRunRepository.Seen>>> seen = new HashMap<>();
        Set<Long> sources = new HashSet<>();
        for (ProbeRunRepository.Seen run : runs.reaching(connection, all, from, until, revision)) {
            seen.computeIfAbsent(run.service(), key -> new HashMap<>())
                    .computeIfAbsent(run.source(), key -> new ArrayList<>())
                    .add(run);
            sources.add(run.source());
        }
        Map<Long, Long> lastProbes = new HashMap<>();
        for (long source : sources) {
            runs.last(connection, source, revision).ifPresent(last -> lastProbes.put(source, last));
        }
        return new Inputs(ofServices, seen, lastProbes, reaches.last(connection, asOf));
    }

    /** The services and all that they are made of. */
    private static Set<Long> withParts(Catalog catalog, Collection<Long> services) {
        Set<Long> all = new LinkedHashSet<>();
        Deque<Long> open = new ArrayDeque<>(services);
        while (!open.isEmpty()) {
            long id = open.pop();
            if (all.add(id)) {
                catalog.find(id)
                        .map(version -> ((Service) version.entry()).parts())
                        .ifPresent(parts -> parts.services()
                                .flatMap(code -> catalog.find(Kind.SERVICE, code).stream())
                                .forEach(part -> open.push(part.id())));
            }
        }
        return all;
    }

    /** The months from the first input of each service to the last month that is over. */
    List<DueRepository.Mark> months(Connection connection, Collection<Long> services, Period last) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select service_id, min(at) as at from (
                    select service_id, from_at as at from styrkort.probe_run where service_id = any (?) and ended is null
                    union all
                    select service_id, started_at from styrkort.outage where service_id = any (?) and ended is null) i
                group by service_id""")) {
            query.setArray(1, connection.createArrayOf("bigint", services.toArray()));
            query.setArray(2, connection.createArrayOf("bigint", services.toArray()));
            List<DueRepository.Mark> marks = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Period first = Period.containing(
                            Granularity.MONTH,
                            LocalDate.ofInstant(OutageRepository.required(row, "at"), ZoneOffset.UTC));
                    for (Period month = first; month.compareTo(last) <= 0; month = month.next()) {
                        marks.add(new DueRepository.Mark(row.getLong("service_id"), month));
                    }
                }
            }
            return marks;
        }
    }
}
