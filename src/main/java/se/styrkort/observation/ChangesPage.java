package se.styrkort.observation;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.store.Revision;

/**
 * What the page of changes shows.
 *
 * @param since first day, inclusive
 * @param until last day, inclusive
 * @param next cursor of the next page; absent on the last
 * @param revisions of anything but figures, the newest first: catalog, models, profiles, closing of periods
 */
public record ChangesPage(
        LocalDate since,
        LocalDate until,
        List<FigureChange> changes,
        @Nullable String next,
        List<Revision> revisions) {
    public ChangesPage {
        changes = List.copyOf(changes);
        revisions = List.copyOf(revisions);
    }
}
