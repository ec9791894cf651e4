package se.styrkort.scorecard;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;

/**
 * Where the pages of scorecards are, so that one leads to the other without losing what was chosen.
 *
 * @param version only when it was asked for; otherwise the one that is valid for the period
 * @param asOf only when it was asked for; otherwise what is known now
 */
public record ScorecardAddress(
        String model,
        @Nullable Integer version,
        Period period,
        @Nullable Instant asOf) {
    private static final String ROOT = "/scorecards";

    public ScorecardAddress of(Period other) {
        return new ScorecardAddress(model, version, other, asOf);
    }

    /** The same as it is known now. */
    public ScorecardAddress now() {
        return new ScorecardAddress(model, version, period, null);
    }

    /** The comparison of all organisations. */
    public String comparison() {
        return ROOT + query();
    }

    /** What would be if a weight or a target were another. */
    public String whatIf() {
        return ROOT + "/what-if" + query();
    }

    /** The scorecard of one organisation. */
    public String card(String organisation) {
        return cardPath(organisation) + query();
    }

    /** Where a form that chooses another model or period leads. */
    public static String cardPath(String organisation) {
        return ROOT + "/" + path(organisation);
    }

    /** How a score of one organisation came about; an empty node is the whole scorecard. */
    public String explanation(String organisation, String node) {
        String where = node.isEmpty() ? "" : "&node=" + encoded(node);
        return cardPath(organisation) + "/explain" + query() + where;
    }

    /** What is read there: the scorecards of some, or of all. */
    public ScorecardQuestion question(List<Subject> subjects) {
        return new ScorecardQuestion(model, version, period, subjects, null, asOf);
    }

    private String query() {
        return "?model=" + encoded(model)
                + (version == null ? "" : "&version=" + version)
                + "&period=" + encoded(period.code())
                + (asOf == null ? "" : "&asOf=" + encoded(asOf.toString()));
    }

    private static String path(String organisation) {
        return encoded(organisation).replace("+", "%20");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
