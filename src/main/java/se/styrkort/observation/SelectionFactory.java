package se.styrkort.observation;

import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.Kind;
import se.styrkort.security.Actor;
import se.styrkort.security.Permission;
import se.styrkort.store.RevisionRepository;
import se.styrkort.web.Cursor;
import se.styrkort.web.ProblemException;

/**
 * Which observations a request is about: its parameters {@code metric}, {@code service}, {@code organisation} and
 * {@code qualifier}, each as often as one likes, and the periods {@code from} and {@code to}, inclusive; and of those what
 * the actor may see.
 */
@Singleton
class SelectionFactory {
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;

    SelectionFactory(RevisionRepository revisions, CatalogRepository catalogs) {
        this.revisions = revisions;
        this.catalogs = catalogs;
    }

    /** What is asked for, at which revision. */
    record Selection(Catalog catalog, RollupRepository.At at, ObservationQuery query) {}

    /**
     * Reads the request.
     *
     * @param asked the revision, or negative for the last
     * @throws ProblemException 400 for what does not exist, 403 for what is asked for by name and not the actor's
     */
    Selection of(Connection connection, HttpRequest<?> request, Actor actor, long asked) throws SQLException {
        long last = revisions.at(connection, null);
        long revision = asked < 0 ? last : asked;
        Catalog catalog = catalogs.read(connection, revision);
        Catalog now = catalogs.read(connection, last);
        Entitlement entitlement = Entitlement.of(actor, now);
        requireScope(request, "organisation", entitlement::holdsOrganisation);
        requireScope(request, "service", entitlement::holdsService);
        ObservationQuery query = new ObservationQuery(
                ids(request, catalog, Kind.METRIC, "metric"),
                ids(request, catalog, Kind.SERVICE, "service"),
                ids(request, catalog, Kind.ORGANISATION, "organisation"),
                request.getParameters().getAll("qualifier"),
                Visible.of(entitlement, now),
                bound(request, "from"),
                bound(request, "to"));
        return new Selection(catalog, new RollupRepository.At(revision, revision == last), query);
    }

    private static List<Long> ids(HttpRequest<?> request, Catalog catalog, Kind kind, String parameter) {
        return request.getParameters().getAll(parameter).stream()
                .filter(code -> !code.isBlank())
                .map(code -> catalog.find(kind, code)
                        .orElseThrow(() -> ProblemException.invalidParameter(parameter, code))
                        .id())
                .toList();
    }

    /** What is asked for by name and not the actor's is refused; what is not asked for by name is left out. */
    private static void requireScope(HttpRequest<?> request, String parameter, BiPredicate<Permission, String> holds) {
        for (String code : request.getParameters().getAll(parameter)) {
            if (!code.isBlank()
                    && !holds.test(Permission.READ_FIGURES, code)
                    && !holds.test(Permission.READ_AVAILABILITY, code)) {
                throw Entitlement.refusal(code);
            }
        }
    }

    private static @Nullable LocalDate bound(HttpRequest<?> request, String parameter) {
        String text = request.getParameters().get(parameter);
        if (text == null || text.isBlank()) {
            return null;
        }
        Period period = Period.parse(text).orElseThrow(() -> ProblemException.invalidParameter(parameter, text));
        return parameter.equals("from") ? period.first() : period.last();
    }

    /** The series that a list of observations has been read to; 0 at its beginning. */
    static long series(@Nullable Cursor cursor) {
        try {
            return cursor == null ? 0 : Long.parseLong(cursor.parts().getFirst());
        } catch (NumberFormatException e) {
            throw ProblemException.invalidParameter("cursor", cursor.text());
        }
    }

    /** The first day of the period that it has been read to, within that series; null at its beginning. */
    static @Nullable LocalDate day(@Nullable Cursor cursor) {
        try {
            return cursor == null ? null : LocalDate.parse(cursor.parts().getLast());
        } catch (DateTimeException e) {
            throw ProblemException.invalidParameter("cursor", cursor.text());
        }
    }
}
