package se.styrkort.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.web.Problem;

/**
 * What the page of one import's rows in quarantine shows.
 *
 * @param waiting how many rows wait in all
 * @param code of the reasons that the page is limited to; null: all
 * @param next the line after which the next page begins; absent on the last
 * @param dismissed the first rows that were set aside; empty on all pages but the first
 * @param fault why what was just sent was refused
 */
public record WaitingPage(
        ImportReport report,
        List<WaitingRow> rows,
        long waiting,
        @Nullable String code,
        @Nullable Long next,
        List<WaitingRow> dismissed,
        @Nullable Problem fault) {
    /** Rows that were set aside are shown up to so many. */
    static final int DISMISSED = 500;

    public WaitingPage {
        rows = List.copyOf(rows);
        dismissed = List.copyOf(dismissed);
    }

    public boolean showsAllDismissed() {
        return dismissed.size() < DISMISSED;
    }

    /** Whether a row only looks implausible, so that it can be released. */
    public boolean isHeld(WaitingRow row) {
        return row.rejections().stream().allMatch(each -> each.code().startsWith("held_"));
    }
}
