package se.styrkort.observation;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.security.Trail;
import se.styrkort.web.Listing;
import se.styrkort.web.ProblemException;

/** In which state months are, and who put them there. */
@Controller("/api/v1/periods")
class PeriodController {
    private static final int REASON_LIMIT = 1_000;
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    private final PeriodRepository periods;
    private final Trail trail;

    PeriodController(PeriodRepository periods, Trail trail) {
        this.periods = periods;
        this.trail = trail;
    }

    /**
     * @param state that a month is in now; of a longer period the one that was asked for
     * @param revision absent when nothing was changed
     */
    @Serdeable
    record PeriodView(String period, String state, @Nullable Long revision) {}

    /** Refused while the period's last month goes on: what comes of it after that would look like a correction. */
    @Needs(Permission.GOVERN)
    @Post("/{period}/close")
    PeriodView close(String period, @Nullable @QueryValue String reason, Actor actor) {
        if (!wanted(period).last().isBefore(LocalDate.now(SWEDEN))) {
            throw new ProblemException(409, "period_not_over", period);
        }
        return change(period, PeriodState.CLOSED, reason, actor, "period.closed");
    }

    /** Months that were never closed stay as they are; refused where a longer period has no others. */
    @Needs(Permission.GOVERN)
    @Post("/{period}/reopen")
    PeriodView reopen(String period, @Nullable @QueryValue String reason, Actor actor) {
        Period wanted = wanted(period);
        List<PeriodState> now = states(wanted);
        boolean several = wanted.granularity() != Granularity.MONTH;
        if (several && !now.contains(PeriodState.CLOSED) && !now.contains(PeriodState.REOPENED)) {
            throw new ProblemException(409, "period_not_closed", period);
        }
        return change(period, PeriodState.REOPENED, reason, actor, "period.reopened");
    }

    @Needs(Permission.GOVERN)
    @Post("/{period}/preliminary")
    PeriodView preliminary(String period, @Nullable @QueryValue String reason, Actor actor) {
        Period wanted = wanted(period);
        if (states(wanted).contains(PeriodState.CLOSED)) {
            throw new ProblemException(409, "period_closed", period);
        }
        return change(period, PeriodState.PRELIMINARY, reason, actor, "period.preliminary");
    }

    /** Those in force of the period's months, open ones left out. */
    private List<PeriodState> states(Period period) {
        return periods.changes(period, period).stream()
                .filter(change -> change.until() == null)
                .map(PeriodChange::state)
                .toList();
    }

    private PeriodView change(String period, PeriodState state, @Nullable String reason, Actor actor, String action) {
        String why = reason == null || reason.isBlank() ? null : reason.strip();
        if (why != null && (why.length() > REASON_LIMIT || why.indexOf('\u0000') >= 0)) {
            throw ProblemException.invalidParameter("reason", why.substring(0, Math.min(100, why.length())));
        }
        Period wanted = wanted(period);
        Optional<Long> revision = periods.put(wanted, state, actor.name(), why);
        revision.ifPresent(made -> trail.note(actor, action, why == null ? period : period + ": " + why));
        PeriodState now = wanted.granularity() == Granularity.MONTH
                ? states(wanted).stream().findFirst().orElse(PeriodState.OPEN)
                : state;
        return new PeriodView(period, now.code(), revision.orElse(null));
    }

    /** One change of a month's state. */
    @Serdeable
    record ChangeView(
            String period,
            String state,
            Instant at,
            String actor,
            @Nullable String reason,
            @Nullable Instant until) {
        static ChangeView of(PeriodChange change) {
            return new ChangeView(
                    change.month().code(),
                    change.state().code(),
                    change.at(),
                    change.actor(),
                    change.reason(),
                    change.until());
        }
    }

    /** Every change of a period's months: the last of a month, without an end, is the state that it is in. */
    @Needs(Permission.ENTER)
    @Get("/{period}")
    Listing<ChangeView> changes(String period) {
        Period wanted = wanted(period);
        return Listing.whole(
                periods.changes(wanted, wanted).stream().map(ChangeView::of).toList());
    }

    private static Period wanted(String period) {
        return Period.parse(period)
                .filter(PeriodRepository::consistsOfMonths)
                .orElseThrow(() -> ProblemException.invalidParameter("period", period));
    }
}
