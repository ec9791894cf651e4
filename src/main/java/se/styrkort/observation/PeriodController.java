package se.styrkort.observation;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.serde.annotation.Serdeable;
import se.styrkort.calendar.Period;
import se.styrkort.security.Actor;
import se.styrkort.web.ProblemException;

/** Closes and reopens periods. */
@Controller("/api/v1/periods")
class PeriodController {
    private final PeriodRepository periods;

    PeriodController(PeriodRepository periods) {
        this.periods = periods;
    }

    /** @param revision absent when the period already was as asked */
    @Serdeable
    record PeriodView(String period, String state, @Nullable Long revision) {}

    @Post("/{period}/close")
    PeriodView close(String period, Actor actor) {
        return new PeriodView(
                period,
                "closed",
                periods.close(wanted(period), true, actor.name()).orElse(null));
    }

    @Post("/{period}/reopen")
    PeriodView reopen(String period, Actor actor) {
        return new PeriodView(
                period,
                "open",
                periods.close(wanted(period), false, actor.name()).orElse(null));
    }

    private static Period wanted(String period) {
        return Period.parse(period)
                .filter(PeriodRepository::consistsOfMonths)
                .orElseThrow(() -> ProblemException.invalidParameter("period", period));
    }
}
