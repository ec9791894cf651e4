package se.styrkort.ingest;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.serde.annotation.Serdeable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.web.Cursor;
import se.styrkort.web.Listing;
import se.styrkort.web.Messages;
import se.styrkort.web.ProblemException;

/** Rejected rows over the API: what waits and why, what is decided about it, and the file read again. */
@Controller("/api/v1")
class QuarantineController {
    private static final int CAUSES = 1_000;
    private static final int ROWS = 1_000;

    private final Quarantine quarantine;
    private final Messages messages;

    QuarantineController(Quarantine quarantine, Messages messages) {
        this.quarantine = quarantine;
        this.messages = messages;
    }

    /** Rows that wait for one reason. */
    @Serdeable
    record CauseView(
            String source, String code, String column, String value, String message, long rows, long newestImport) {}

    /** The most frequent thousand and no more: {@code next} is null also where there are others. */
    @Needs(Permission.READ_IMPORTS)
    @Get("/quarantine")
    Listing<CauseView> causes(Actor actor) {
        return Listing.whole(quarantine.causes(actor, CAUSES).stream()
                .map(cause -> new CauseView(
                        cause.source(),
                        cause.code(),
                        cause.column(),
                        cause.value(),
                        messages.text(
                                Messages.ENGLISH,
                                "rejection." + cause.code(),
                                cause.args().toArray()),
                        cause.rows(),
                        cause.importId()))
                .toList());
    }

    /** A row that waits. */
    @Serdeable
    record RowView(long line, @Nullable String raw, List<ImportView.Row> rejections, List<DecisionView> decisions) {}

    /** A decision that was made. */
    @Serdeable
    record DecisionView(
            long line,
            String decision,
            @Nullable String column,
            @Nullable String value,
            @Nullable String comment,
            String actor,
            Instant at) {
        static DecisionView of(RowDecision made) {
            return new DecisionView(
                    made.line(),
                    made.kind().code(),
                    made.column(),
                    made.value(),
                    made.comment(),
                    made.actor(),
                    made.at());
        }
    }

    @Needs(Permission.READ_IMPORTS)
    @Get("/imports/{id}/quarantine")
    Listing<RowView> rows(
            Actor actor, long id, @Nullable @QueryValue String code, @Nullable @QueryValue String cursor) {
        Cursor after = Cursor.read(cursor, 1);
        List<WaitingRow> rows = quarantine.rows(actor, id, code, after == null ? 0 : line(after), ROWS + 1);
        List<RowView> views = rows.stream()
                .limit(ROWS)
                .map(row -> new RowView(
                        row.line(),
                        row.raw(),
                        row.rejections().stream()
                                .map(each -> ImportView.Row.of(each, messages, Messages.ENGLISH))
                                .toList(),
                        row.decisions().stream().map(DecisionView::of).toList()))
                .toList();
        return new Listing<>(
                views,
                rows.size() > ROWS
                        ? Cursor.of(String.valueOf(views.getLast().line())).text()
                        : null);
    }

    private static long line(Cursor cursor) {
        try {
            return Long.parseLong(cursor.parts().getFirst());
        } catch (NumberFormatException e) {
            throw ProblemException.invalidParameter("cursor", cursor.text());
        }
    }

    /** A decision about a row: {@code corrected} needs a column and a value, {@code dismissed} a comment. */
    @Serdeable
    record Decided(
            @Nullable String decision,
            @Nullable String column,
            @Nullable String value,
            @Nullable String comment) {}

    @Needs(Permission.IMPORT)
    @Post("/imports/{id}/rows/{line}")
    DecisionView decide(Actor actor, long id, long line, @Body Decided sent) {
        return DecisionView.of(
                quarantine.decide(actor, id, line, sent.decision(), sent.column(), sent.value(), sent.comment()));
    }

    /** Reads the import's file again, with what was decided; {@code dryRun} shows what would come of it. */
    @Needs(Permission.IMPORT)
    @Post("/imports/{id}/replay")
    ImportView replay(
            Actor actor,
            long id,
            @Nullable @QueryValue String reason,
            @QueryValue(defaultValue = "false") boolean dryRun)
            throws IOException {
        return ImportView.of(
                quarantine.replay(actor, id, reason, dryRun, Messages.ENGLISH), messages, Messages.ENGLISH);
    }

    @Needs(Permission.READ_IMPORTS)
    @Get("/quarantine/mappings")
    Listing<SourceMappingRepository.Mapping> mappings(Actor actor) {
        return Listing.whole(quarantine.mappings(actor));
    }

    /** A text that stands for a code; without a source an alias in the catalog, for everybody. */
    @Serdeable
    record Mapped(
            @Nullable String source,
            @Nullable String kind,
            @Nullable String text,
            @Nullable String code) {}

    @Needs(Permission.GOVERN)
    @Post("/quarantine/mappings")
    Mapped map(Actor actor, @Body Mapped sent) {
        quarantine.map(actor, sent.source(), sent.kind(), sent.text(), sent.code());
        return sent;
    }
}
