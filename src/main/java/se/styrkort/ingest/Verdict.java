package se.styrkort.ingest;

import java.util.List;
import se.styrkort.observation.Draft;

/** What became of a raw row. */
sealed interface Verdict {
    /** At least one rule matched, and none failed. */
    record Accepted(List<Draft> drafts) implements Verdict {}

    /** All fields of a row that is no observation yet could be read. */
    record Entered(IntakeRow row) implements Verdict {}

    /** A rule failed: nothing of the row goes in. */
    record Rejected(List<Rejection> rejections) implements Verdict {}

    /** No rule of the profile wants the row. */
    record Filtered() implements Verdict {}

    record Blank() implements Verdict {}
}
