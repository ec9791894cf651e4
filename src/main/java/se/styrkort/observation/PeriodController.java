package se.styrkort.observation;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.serde.annotation.Serdeable;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import se.styrkort.calendar.Period;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.security.Trail;
import se.styrkort.web.ProblemException;

/** Closes and reopens periods. */
@Needs(Permission.GOVERN)
@Controller("/api/v1/periods")
class PeriodController {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    private final PeriodRepository periods;
    private final Trail trail;

    PeriodController(PeriodRepository periods, Trail trail) {
        this.periods = periods;
        this.trail = trail;
    }

    /** @param revision absent when the period already was as asked */
    @Serdeable
    record PeriodView(String period, String state, @Nullable Long revision) {}

    /** Refused while the period's last month goes on: what comes of it after that would look like a correction. */
    @Post("/{period}/close")
    PeriodView close(String period, Actor actor) {
        if (!wanted(period).last().isBefore(LocalDate.now(SWEDEN))) {
            throw new ProblemException(409, "period_not_over", period);
        }
        return new PeriodView(period, "closed", change(period, true, actor, "period.closed"));
    }

    @Post("/{period}/reopen")
    PeriodView reopen(String period, Actor actor) {
        return new PeriodView(period, "open", change(period, false, actor, "period.reopened"));
    }

    private @Nullable Long change(String period, boolean closed, Actor actor, String action) {
        Optional<Long> revision = periods.close(wanted(period), closed, actor.name());
        revision.ifPresent(made -> trail.note(actor, action, period));
        return revision.orElse(null);
    }

    private static Period wanted(String period) {
        return Period.parse(period)
                .filter(PeriodRepository::consistsOfMonths)
                .orElseThrow(() -> ProblemException.invalidParameter("period", period));
    }
}
