package se.styrkort.collector;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;

/** The periods that are read anew in every run, so that the merge finds what has been corrected: the last so many that are over. */
record Window(int periods, Granularity of) {
    static final int MOST = 400;

    Window {
        if (periods < 1 || periods > MOST) {
            throw new IllegalArgumentException("a window has 1 to " + MOST + " periods");
        }
    }

    /** Those that are over on a day, the oldest first. */
    List<Period> on(LocalDate today) {
        Period running = Period.containing(of, today);
        List<Period> found = new ArrayList<>();
        for (int back = periods; back >= 1; back--) {
            found.add(running.plus(-back));
        }
        return found;
    }
}
