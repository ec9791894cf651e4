package se.styrkort.availability;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The form of an outage, as a page shows it and as it is sent; times as {@link WallTime}.
 *
 * @param published {@code true} or absent
 * @param shown what of it was shown with its effect, see {@link #mark()}; absent before
 * @param step {@code save} or the wish to see the effect
 */
public record OutageForm(
        @Nullable String service,
        @Nullable String kind,
        @Nullable String start,
        @Nullable String end,
        @Nullable String announcedAt,
        @Nullable String reason,
        @Nullable String published,
        @Nullable String message,
        @Nullable String changeReason,
        @Nullable String approver,
        @Nullable String shown,
        @Nullable String step) {
    static OutageForm empty(@Nullable String service) {
        return new OutageForm(service, OutageKind.UNPLANNED.code(), "", "", "", "", null, "", "", "", null, null);
    }

    static OutageForm of(String service, Outage outage) {
        return new OutageForm(
                service,
                outage.kind().code(),
                WallTime.write(outage.start()),
                WallTime.write(outage.end()),
                WallTime.write(outage.announcedAt()),
                outage.reason(),
                outage.published() ? "true" : null,
                outage.message(),
                "",
                "",
                null,
                null);
    }

    OutageForm because(@Nullable String why, @Nullable String who) {
        return new OutageForm(
                service, kind, start, end, announcedAt, reason, published, message, why, who, shown, step);
    }

    OutageForm asked(@Nullable String seen, @Nullable String wanted) {
        return new OutageForm(
                service,
                kind,
                start,
                end,
                announcedAt,
                reason,
                published,
                message,
                changeReason,
                approver,
                seen,
                wanted);
    }

    /** @param before what the form was filled with; null: it was empty */
    OutageWish wish(@Nullable Outage before) {
        Instant start = before == null ? null : before.start();
        Instant end = before == null ? null : before.end();
        Instant announced = before == null ? null : before.announcedAt();
        return new OutageWish(
                service,
                WallTime.read("start", this.start, start),
                WallTime.read("end", this.end, end),
                kind,
                WallTime.read("announcedAt", announcedAt, announced),
                reason,
                isPublished(),
                message,
                changeReason,
                approver);
    }

    public boolean isPublished() {
        return "true".equals(published);
    }

    public boolean isPlanned() {
        return OutageKind.PLANNED.code().equals(kind);
    }

    /** Names what decides the effect, so that nobody saves what they have not seen. */
    public String mark() {
        return String.join("|", text(service), text(kind), text(start), text(end), text(announcedAt));
    }

    /** Whether it is to be saved as it was shown. */
    boolean isToBeSaved() {
        return "save".equals(step) && mark().equals(shown);
    }

    private static String text(@Nullable String field) {
        return field == null ? "" : field.strip();
    }
}
