package se.styrkort.ingest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import se.styrkort.observation.FigureChange;
import se.styrkort.web.Messages;
import se.styrkort.web.Page;

/**
 * An import as the API shows it, with the fields of {@link ImportReport}.
 *
 * @param absent how many of the changes are figures that the last delivery had and this one lacks; of a dry run only
 * @param changes the first that a dry run found; absent otherwise
 * @param rejections absent in lists of imports; otherwise the first thousand
 */
public record ImportView(
        @Nullable Long id,
        String profile,
        int profileVersion,
        String source,
        String fileName,
        String sha256,
        long size,
        String format,
        String encoding,
        String delimiter,
        Instant receivedAt,
        String actor,
        @Nullable String reason,
        boolean dryRun,
        long rows,
        long used,
        long filtered,
        long blank,
        long rejected,
        long created,
        long unchanged,
        long restated,
        long emptied,
        @Nullable List<Row> rejections,
        @Nullable Long revision,
        @Nullable Long replayOf,
        @Nullable Long absent,
        @Nullable List<Change> changes) {

    /** What a dry run found that the delivery would do to one observation. */
    public record Change(
            String change,
            String metric,
            @Nullable String service,
            @Nullable String organisation,
            String qualifier,
            String period,
            @JsonProperty("old") FigureChange.@Nullable Figure before,
            @JsonProperty("new") FigureChange.@Nullable Figure after) {
        static Change of(FigureChange change) {
            return new Change(
                    change.change().code(),
                    change.metric(),
                    change.service(),
                    change.organisation(),
                    change.qualifier(),
                    change.period(),
                    change.before(),
                    change.after());
        }
    }

    /** A rejection with its sentence. */
    public record Row(long line, String column, String code, String message, String value) {
        static Row of(Rejection rejection, Messages messages, Locale locale) {
            return of(
                    rejection,
                    messages.text(locale, key(rejection), rejection.args().toArray()));
        }

        static Row of(Rejection rejection, Page page) {
            return of(rejection, page.t(key(rejection), rejection.args().toArray()));
        }

        private static Row of(Rejection rejection, String message) {
            return new Row(rejection.line(), rejection.column(), rejection.code(), message, rejection.value());
        }

        private static String key(Rejection rejection) {
            return "rejection." + rejection.code();
        }
    }

    public static ImportView of(ImportReport report, Messages messages, Locale locale) {
        return of(
                report,
                report.rejections().stream()
                        .map(rejection -> Row.of(rejection, messages, locale))
                        .toList());
    }

    static ImportView of(ImportReport r, @Nullable List<Row> rejections) {
        return new ImportView(
                r.id(),
                r.profile(),
                r.profileVersion(),
                r.source(),
                r.fileName(),
                r.sha256(),
                r.size(),
                r.format(),
                r.encoding(),
                r.delimiter(),
                r.receivedAt(),
                r.actor(),
                r.reason(),
                r.dryRun(),
                r.rows(),
                r.used(),
                r.filtered(),
                r.blank(),
                r.rejected(),
                r.created(),
                r.unchanged(),
                r.restated(),
                r.emptied(),
                rejections,
                r.revision(),
                r.replayOf(),
                r.difference() == null ? null : r.difference().absent(),
                r.difference() == null
                        ? null
                        : r.difference().changes().stream().map(Change::of).toList());
    }
}
