package se.styrkort.completeness;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Metric;
import se.styrkort.catalog.Organisation;
import se.styrkort.web.Page;

/**
 * The page of what came and what did not.
 *
 * @param metrics those that can be chosen
 * @param matrix absent where nothing is expected
 * @param asOf as it was asked for; absent: now
 */
public record CompletenessPage(
        List<Metric> metrics,
        List<Organisation> organisations,
        List<Integer> years,
        int year,
        @Nullable String organisation,
        Question.@Nullable Matrix matrix,
        @Nullable String asOf) {
    /** A cell and the sign that is seen at once. */
    public static String sign(Cell cell) {
        return switch (cell.state()) {
            case COMPLETE -> "●";
            case PARTLY -> "◐";
            case EMPTY -> "○";
        };
    }

    public static String stateClass(Cell cell) {
        return switch (cell.state()) {
            case COMPLETE -> "status-met";
            case PARTLY -> "status-near";
            case EMPTY -> isNobodysFault(cell) ? "status-no_information" : "status-below";
        };
    }

    private static boolean isNobodysFault(Cell cell) {
        Cause cause = cell.cause();
        return cause == Cause.NOT_FOLLOWED
                || cause == Cause.PERIOD_NOT_OVER
                || cause == Cause.NOT_APPLICABLE
                || cause == Cause.NOT_YET_IN_OPERATION
                || cause == Cause.AWAITED
                || cause == Cause.SECRET;
    }

    public static String words(Page page, Cell cell) {
        Cause cause = cell.cause();
        if (cell.state() == Cell.State.PARTLY) {
            return page.t("completeness.partly", cell.values(), cell.expected());
        }
        return page.t("completeness.short." + (cause == null ? "complete" : cause.code()));
    }

    /** Where the answer to why is. */
    public String why(Question.Row row, Cell cell) {
        return "/completeness/why?metric=" + encoded(metric()) + "&service="
                + encoded(row.service().code()) + "&period=" + cell.period().code()
                + (organisation == null ? "" : "&organisation=" + encoded(organisation))
                + (asOf == null ? "" : "&asOf=" + encoded(asOf));
    }

    public String metric() {
        return matrix == null ? "" : matrix.metric().code();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** How many cells of those that are waited for are complete, and how many are waited for. */
    public int[] share() {
        int complete = 0;
        int waitedFor = 0;
        for (Question.Row row : matrix == null ? List.<Question.Row>of() : matrix.rows()) {
            for (Cell cell : row.cells()) {
                complete += cell.state() == Cell.State.COMPLETE ? 1 : 0;
                waitedFor += cell.state() == Cell.State.COMPLETE || !isNobodysFault(cell) ? 1 : 0;
            }
        }
        return new int[] {complete, waitedFor};
    }

    static List<Organisation> organisations(Catalog catalog) {
        return catalog.list(se.styrkort.catalog.Kind.ORGANISATION).stream()
                .map(version -> (Organisation) version.entry())
                .toList();
    }
}
