package se.styrkort.catalog;

import java.util.List;
import se.styrkort.document.Wording;

/**
 * Closed and short days (kalender) of a country and, on top of its law, of the municipality.
 *
 * @param closed names of eves that are closed too
 */
public record ServiceCalendar(String code, Wording name, String country, List<String> closed, List<ShortDay> shortDays)
        implements CatalogEntry {
    /** A day that closes early: a date {@code 2026-04-30} and the time {@code 12:00}. */
    public record ShortDay(String date, String until) {}

    @Override
    public Kind entryKind() {
        return Kind.CALENDAR;
    }
}
