package se.styrkort.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Wording;

/**
 * Closed and short days (kalender): the public holidays of a country and, on top of its law, what the municipality has
 * decided. Days are as written: a name such as {@code julafton} or {@code klamdag}, or a date {@code 2026-05-15}.
 *
 * @param country {@code SE}
 * @param closed days that are closed every year, or on their date
 * @param closedInPeriods days that are closed in part of the time only
 * @param open dates that are open whatever the law and the lists say
 */
public record ServiceCalendar(
        String code,
        Wording name,
        String country,
        List<String> closed,
        List<ClosedDay> closedInPeriods,
        List<ShortDay> shortDays,
        List<String> open)
        implements CatalogEntry {
    /**
     * A day that is closed from a period to another, both inclusive, such as {@code 2024} or {@code 2026-03}.
     */
    public record ClosedDay(
            String day, @Nullable String from, @Nullable String to) {}

    /**
     * A day that ends early: on a date {@code 2026-04-30} or a day with a name, at the time {@code 12:00}.
     *
     * @param from first period in which it does; absent when unlimited
     * @param to last such period
     */
    public record ShortDay(
            @Nullable String date,
            @Nullable String day,
            String until,
            @Nullable String from,
            @Nullable String to) {}

    @Override
    public Kind entryKind() {
        return Kind.CALENDAR;
    }
}
