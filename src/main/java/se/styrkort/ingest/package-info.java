/**
 * The only door in. A delivered file becomes raw rows through a {@code Profile}, each row is judged, and the good
 * ones are merged as observations in one transaction; the delivered bytes and every rejected row are kept. Knows
 * no scorecard.
 *
 * <pre>
 * Delivery ─► Table (CSV, XLSX, JSON, NDJSON) ─► RawRow ─► Validator ─► Verdict ─► ImportRepository ─► merge (observation)
 *     │                                                                 │
 *     └─ Proposal: tried, seen, confirmed or discarded                  └─ Rejection ─► Quarantine ─► Replay: read again
 * </pre>
 *
 * A rejected row waits in quarantine: a steward says what an unknown text means (an alias, or a mapping of one source),
 * corrects a cell, releases what only looks implausible, or dismisses the row, and the whole file is read again with that.
 * What a later import brought is never overwritten by it.
 */
@NullMarked
package se.styrkort.ingest;

import org.jspecify.annotations.NullMarked;
