package se.styrkort.ingest;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.AliasRepository;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.Kind;
import se.styrkort.security.Actor;
import se.styrkort.security.Permission;
import se.styrkort.security.Trail;
import se.styrkort.web.ProblemException;

/** What stewards do with rejected rows (karantän), from a page or a program: checked, written down, and read again. */
@Singleton
final class Quarantine {
    private static final int TEXT_LIMIT = 1_000;
    private static final int COLUMN_LIMIT = 200;

    private final QuarantineRepository rows;
    private final SourceMappingRepository mappings;
    private final AliasRepository aliases;
    private final ImportLogRepository imports;
    private final ContentRepository contents;
    private final Reception reception;
    private final Trail trail;

    Quarantine(
            QuarantineRepository rows,
            SourceMappingRepository mappings,
            AliasRepository aliases,
            ImportLogRepository imports,
            ContentRepository contents,
            Reception reception,
            Trail trail) {
        this.rows = rows;
        this.mappings = mappings;
        this.aliases = aliases;
        this.imports = imports;
        this.contents = contents;
        this.reception = reception;
        this.trail = trail;
    }

    List<QuarantineRepository.Cause> causes(Actor actor, int limit) {
        return rows.causes(ImportSight.of(actor), limit);
    }

    List<WaitingRow> rows(Actor actor, long id, @Nullable String code, long after, int limit) {
        return rows.rows(find(actor, id), code, after, limit);
    }

    /** Rows that were set aside, and can be taken up again. */
    List<WaitingRow> dismissed(Actor actor, long id, int limit) {
        return rows.dismissed(find(actor, id), limit);
    }

    long waiting(long id) {
        return rows.waiting(id);
    }

    /** The import whose rows wait; of a replay, the first reading of its file. */
    ImportReport find(Actor actor, long id) {
        ImportReport report = ImportSight.required(actor, id, imports.find(id));
        Long first = report.replayOf();
        return first == null ? report : ImportSight.required(actor, first, imports.find(first));
    }

    /**
     * The import whose rows the actor may settle: their own, or with no limits anybody's.
     *
     * @throws ProblemException also of a replay, whose rows wait under the first reading of its file
     */
    private ImportReport settleable(Actor actor, long id) {
        ImportReport report = ImportSight.required(actor, id, imports.find(id));
        if (!actor.mayEverywhere(Permission.IMPORT) && !actor.name().equals(report.actor())) {
            throw Entitlement.refusal(String.valueOf(id));
        }
        if (report.replayOf() != null) {
            throw new ProblemException(409, "replay_of_replay", String.valueOf(id), String.valueOf(report.replayOf()));
        }
        return report;
    }

    RowDecision decide(
            Actor actor,
            long id,
            long line,
            @Nullable String decision,
            @Nullable String column,
            @Nullable String value,
            @Nullable String comment) {
        settleable(actor, id);
        RowDecision.Kind kind = Arrays.stream(RowDecision.Kind.values())
                .filter(each -> each.code().equals(decision))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        400,
                        "unknown_decision",
                        String.valueOf(decision),
                        Arrays.stream(RowDecision.Kind.values())
                                .map(RowDecision.Kind::code)
                                .collect(Collectors.joining(", "))));
        boolean corrects = kind == RowDecision.Kind.CORRECTED;
        String why = limited("comment", comment);
        if (why == null && (kind == RowDecision.Kind.DISMISSED || kind == RowDecision.Kind.RELEASED)) {
            throw new ProblemException(400, "comment_missing");
        }
        if (corrects && (column == null || column.isEmpty())) {
            throw ProblemException.invalidParameter("column", String.valueOf(column));
        }
        String corrected = value == null ? "" : value;
        requireShort("column", corrects && column != null ? column : "", COLUMN_LIMIT);
        requireShort("value", corrected, TEXT_LIMIT);
        if (kind == RowDecision.Kind.RELEASED && !rows.isHeld(id, line)) {
            throw new ProblemException(409, "not_held", String.valueOf(line), String.valueOf(id));
        }
        RowDecision made = new RowDecision(
                line, kind, corrects ? column : null, corrects ? corrected : null, why, actor.name(), Instant.now());
        if (!rows.decide(id, made)) {
            throw new ProblemException(409, "no_waiting_row", String.valueOf(line), String.valueOf(id));
        }
        trail.note(
                actor,
                "row.decided",
                "import " + id + ", line " + line + ": " + kind.code() + (corrects ? " " + column : "")
                        + (why == null ? "" : " – " + why));
        return made;
    }

    private static @Nullable String limited(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        requireShort(name, text, TEXT_LIMIT);
        return text.strip();
    }

    /** PostgreSQL stores no NUL. */
    private static void requireShort(String name, String text, int limit) {
        if (text.length() > limit || text.indexOf('\u0000') >= 0) {
            throw ProblemException.invalidParameter(name, text.substring(0, Math.min(100, text.length())));
        }
    }

    /** With limits only those that the actor made: the texts may stand in anyone's files. */
    List<SourceMappingRepository.Mapping> mappings(Actor actor) {
        return mappings.list(ImportSight.of(actor));
    }

    /** Says what a text stands for: of one source, or as an alias in the catalog of everybody. */
    void map(
            Actor actor,
            @Nullable String source,
            @Nullable String kindCode,
            @Nullable String text,
            @Nullable String code) {
        Kind kind = Arrays.stream(new Kind[] {Kind.METRIC, Kind.SERVICE, Kind.ORGANISATION})
                .filter(each -> each.code().equals(kindCode))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalidParameter("kind", String.valueOf(kindCode)));
        String meant = limited("text", text);
        if (meant == null) {
            throw ProblemException.invalidParameter("text", "");
        }
        String target = aliases.require(kind, code == null ? "" : code.strip());
        String from = limited("source", source);
        if (from == null) {
            aliases.add(kind, target, meant, actor.name());
        } else if (!mappings.store(
                new SourceMappingRepository.Mapping(from, kind.code(), meant, target, actor.name()))) {
            throw new ProblemException(404, "unknown_source", from);
        }
        trail.note(actor, "text.mapped", (from == null ? "" : from + ": ") + meant + " → " + target);
    }

    ImportReport replay(Actor actor, long id, @Nullable String reason, boolean dryRun, Locale language)
            throws IOException {
        ImportReport first = settleable(actor, id);
        try (InputStream bytes =
                contents.open(id).orElseThrow(() -> new ProblemException(409, "nothing_kept", String.valueOf(id)))) {
            ImportParameters wishes = new ImportParameters(
                    first.profile(),
                    first.source(),
                    imports.decimalSign(id),
                    String.valueOf(dryRun),
                    null,
                    null,
                    reason,
                    null);
            return reception.replay(bytes, first.fileName(), wishes, new Replay(id, rows.decided(id)), actor, language);
        }
    }
}
