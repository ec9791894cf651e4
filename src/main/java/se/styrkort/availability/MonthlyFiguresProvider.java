package se.styrkort.availability;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;

/** Computes observations of months from inputs that are finer than a month. Reads only, in one snapshot. */
public interface MonthlyFiguresProvider {
    /** The kind in table {@code due}, and the code of the source that the observations belong to. */
    String kind();

    /** A metric that every computed month of a service has, by its code. */
    String metric();

    /** The services, by the ids of their entries, whose month is computed when it ends; 0: figures without a service. */
    Collection<Long> measured(Connection connection, long revision, Period month) throws SQLException;

    /** The services, by the ids of their entries, whose months another catalog makes different. */
    default Set<Long> changed(Catalog before, Catalog after) {
        return Set.of();
    }

    /** The months of services, up to the last that is over, that something is known of although they may have no figures. */
    default Collection<DueRepository.Mark> withInputs(Connection connection, Collection<Long> services, Period last)
            throws SQLException {
        return List.of();
    }

    /**
     * The figures of a month as of the revision; none for a service of which nothing is known.
     *
     * @param services ids of their catalog entries
     */
    List<MonthlyFigure> figures(Connection connection, long revision, Period month, List<Long> services)
            throws SQLException;
}
