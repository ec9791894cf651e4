package se.styrkort.scorecard;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.observation.SpanRepository;

/**
 * What a reader may choose on a page of scorecards, and has chosen.
 *
 * @param models one of each code, in its newest version
 * @param span months that have figures
 */
public record ScorecardChoices(List<ScorecardModel> models, SpanRepository.Span span, ScorecardAddress address) {
    /** Ten years of months: beyond them a period is written in the address. */
    private static final int MONTHS = 120;

    public ScorecardChoices {
        models = List.copyOf(models);
    }

    /** The newest first; the one chosen is there even when it is none of them. */
    public List<Period> periods() {
        List<Period> periods = new ArrayList<>();
        for (Period month = span.last();
                month.compareTo(span.first()) >= 0 && periods.size() < MONTHS;
                month = month.previous()) {
            periods.add(month);
        }
        if (!periods.contains(address.period())) {
            periods.addFirst(address.period());
        }
        return periods;
    }

    public Period latest() {
        return span.last();
    }

    /** The period before the one chosen, when there are figures that far back. */
    public @Nullable Period previous() {
        return address.period().first().isAfter(span.first().first())
                ? address.period().previous()
                : null;
    }

    public @Nullable Period next() {
        Period next = address.period().next();
        return next.first().isAfter(span.last().first()) ? null : next;
    }

    /** Whether moving on means another month, or a longer period. */
    public boolean ofMonth() {
        return address.period().granularity() == Granularity.MONTH;
    }
}
