package se.styrkort.publication;

import org.jspecify.annotations.Nullable;
import se.styrkort.scorecard.ScorecardWords;
import se.styrkort.scorecard.Subject;
import se.styrkort.web.Page;

/** What came of verifying a publication, in words. */
public record VerificationPage(Verification verification, Page page, ScorecardWords words) {
    private static final int LONGEST = 90;

    public String result(Check check) {
        int found = verification.found(check);
        return found == 0 ? page.t("publication.holds") : page.t("publication.differs", found);
    }

    public String check(Check check) {
        return page.t("publication.check." + check.code());
    }

    public String why(Difference difference) {
        return page.t("publication.why." + difference.why().code());
    }

    public String about(Difference difference) {
        Subject subject = difference.subject();
        String node = difference.node();
        return subject == null ? "" : node == null ? subject.code() : subject.code() + ", " + node;
    }

    /** A fact's text, cut where it would fill the page; the API has all of it. */
    public String fact(@Nullable String text) {
        return text == null
                ? page.t("publication.nothing")
                : text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
