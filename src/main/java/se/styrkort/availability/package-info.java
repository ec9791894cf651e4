/**
 * Availability (tillgänglighet): what part of the agreed time a service was there, with bounds for time that nobody
 * measured. Takes outages, maintenance and probes in as versions, from files and from operators, and makes monthly
 * observations of them; knows no scorecard and no target but those of the catalog.
 *
 * <pre>
 * file ─► ingest ─► OutageIntake ─► outage       ┐   due ─► MonthlyFiguresJob ─► AvailabilityFiguresProvider ─► Ingest
 *              └──► ProbeIntake ──► probe_run    ├─► (service, month)                        │                (observations)
 * operator ─► OutageEntryRepository ─► outage    ┘                                           │
 *                                                                                            ▼
 *     Outages, ProbeSource ─► States (planned, down, unknown, up, second by second) ─► ServiceMonth ─► Availability
 * </pre>
 *
 * Whatever touches a month that is over makes it due, and it is computed and delivered through the only door in, so that a
 * corrected outage restates its month with history, reason and trace. The running month is computed when it is read. The
 * arithmetic is pure: {@code Spans} of seconds, united and intersected, never ratios multiplied.
 */
@NullMarked
package se.styrkort.availability;

import org.jspecify.annotations.NullMarked;
