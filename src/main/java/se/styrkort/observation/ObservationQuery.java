package se.styrkort.observation;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which observations are wanted; an empty list or an absent bound leaves all.
 *
 * @param metrics ids of catalog entries, as are services and organisations
 * @param visible the parts of all series that count; those in none of them do not
 * @param from first day of the first period, inclusive
 * @param to last day on which a period may begin, inclusive
 */
record ObservationQuery(
        List<Long> metrics,
        List<Long> services,
        List<Long> organisations,
        List<String> qualifiers,
        List<Visible> visible,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {}
