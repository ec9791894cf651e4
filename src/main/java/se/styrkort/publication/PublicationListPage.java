package se.styrkort.publication;

import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.scorecard.ScorecardWords;

/**
 * Publications, the newest first.
 *
 * @param before the number before which older ones are found; absent when there are none
 */
public record PublicationListPage(
        List<Publication> publications, @Nullable Long before, ScorecardWords words) {}
