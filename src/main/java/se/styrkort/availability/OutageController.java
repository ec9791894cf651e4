package se.styrkort.availability;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.web.Instants;
import se.styrkort.web.Listing;

/** Outages and maintenance: what is known of them, and what operators say of them. */
@Controller("/api/v1/outages")
class OutageController {
    private final OutageReadingRepository readings;
    private final OutageEntryRepository entries;

    OutageController(OutageReadingRepository readings, OutageEntryRepository entries) {
        this.readings = readings;
        this.entries = entries;
    }

    /**
     * A version of an outage.
     *
     * @param end exclusive; absent while it goes on
     * @param superseded whether a later version is in force
     */
    @Serdeable
    record OutageView(
            long id,
            String service,
            String kind,
            Instant start,
            @Nullable Instant end,
            @Nullable Instant announcedAt,
            @Nullable String reason,
            boolean published,
            @Nullable String message,
            boolean withdrawn,
            @Nullable String changeReason,
            @Nullable String approver,
            String source,
            String actor,
            @Nullable Long importId,
            @Nullable Integer line,
            long revision,
            Instant committedAt,
            boolean superseded) {
        static OutageView of(OutageReadingRepository.Named named) {
            OutageVersion version = named.version();
            Outage outage = version.outage();
            return new OutageView(
                    version.id(),
                    named.service(),
                    outage.kind().code(),
                    outage.start(),
                    outage.end(),
                    outage.announcedAt(),
                    outage.reason(),
                    outage.published(),
                    outage.message(),
                    version.withdrawn(),
                    version.changeReason(),
                    version.approver(),
                    version.source(),
                    version.actor(),
                    version.importId(),
                    version.importId() == null ? null : version.line(),
                    version.revision(),
                    version.committedAt(),
                    version.ended() != null);
        }
    }

    /** What an entry does to a month. */
    @Serdeable
    record MonthView(AvailabilityItem before, AvailabilityItem after) {
        static MonthView of(OutageEffect.Change change) {
            return new MonthView(item(change.before()), item(change.after()));
        }

        private static AvailabilityItem item(AvailabilityReadingRepository.Month month) {
            return AvailabilityItem.of(month.service().entry().code(), month.period(), month.availability());
        }
    }

    /**
     * What an entry did, or would do.
     *
     * @param objection what stands against it: {@code closed_without_reason} or {@code closed_without_right}
     * @param objectionMonth the closed month that it is about
     */
    @Serdeable
    record EffectView(
            OutageView outage,
            @Nullable Long revision,
            boolean dryRun,
            @Nullable String objection,
            @Nullable String objectionMonth,
            List<MonthView> effect) {}

    private EffectView view(OutageEffect effect, boolean dryRun) {
        return new EffectView(
                OutageView.of(readings.named(effect.outage())),
                effect.revision(),
                dryRun,
                effect.objection(),
                effect.objectionMonth(),
                effect.months().stream().map(MonthView::of).toList());
    }

    /** Those that are or were between two periods, of all services or those named, the latest start first. */
    @Needs(Permission.READ_AVAILABILITY)
    @Get
    Listing<OutageView> list(
            HttpRequest<?> request,
            Actor actor,
            @Nullable @QueryValue String from,
            @Nullable @QueryValue String to,
            @Nullable @QueryValue String asOf) {
        return Listing.whole(
                readings
                        .list(actor, request.getParameters().getAll("service"), from, to, Instants.read("asOf", asOf))
                        .stream()
                        .map(OutageView::of)
                        .toList());
    }

    /** All versions, the newest first. */
    @Needs(Permission.READ_AVAILABILITY)
    @Get("/{id}")
    Listing<OutageView> versions(Actor actor, long id, @Nullable @QueryValue String asOf) {
        return Listing.whole(readings.versions(actor, id, Instants.read("asOf", asOf)).stream()
                .map(OutageView::of)
                .toList());
    }

    /** An entry as it is sent; instants as {@code 2026-06-01T08:00:00Z}. */
    @Serdeable
    record Sent(
            @Nullable String service,
            @Nullable String start,
            @Nullable String end,
            @Nullable String kind,
            @Nullable String announcedAt,
            @Nullable String reason,
            @Nullable Boolean published,
            @Nullable String message,
            @Nullable String changeReason,
            @Nullable String approver) {
        OutageWish wish() {
            return new OutageWish(
                    service,
                    Instants.read("start", start),
                    Instants.read("end", end),
                    kind,
                    Instants.read("announcedAt", announcedAt),
                    reason,
                    published,
                    message,
                    changeReason,
                    approver);
        }
    }

    @Needs(Permission.RECORD_OUTAGES)
    @Post
    EffectView record(Actor actor, @QueryValue(defaultValue = "false") boolean dryRun, @Body Sent sent) {
        return view(entries.enter(actor, null, sent.wish(), dryRun), dryRun);
    }

    /** A correction says the whole outage anew, why, and who approved it. */
    @Needs(Permission.RECORD_OUTAGES)
    @Put("/{id}")
    EffectView correct(Actor actor, long id, @QueryValue(defaultValue = "false") boolean dryRun, @Body Sent sent) {
        return view(entries.enter(actor, id, sent.wish(), dryRun), dryRun);
    }

    /** Why it never was, and who approved that. */
    @Serdeable
    record Withdrawal(
            @Nullable String changeReason, @Nullable String approver) {}

    @Needs(Permission.RECORD_OUTAGES)
    @Post("/{id}/withdraw")
    EffectView withdraw(
            Actor actor, long id, @QueryValue(defaultValue = "false") boolean dryRun, @Body Withdrawal sent) {
        return view(entries.withdraw(actor, id, sent.changeReason(), sent.approver(), dryRun), dryRun);
    }

    /** Word that nothing else was down until now. */
    @Needs(Permission.RECORD_OUTAGES)
    @Post("/complete")
    Map<String, Boolean> complete(Actor actor) {
        entries.complete(actor);
        return Map.of("complete", true);
    }
}
