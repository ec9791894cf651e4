package se.styrkort.comparison;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Organisation;
import se.styrkort.scorecard.Measure;
import se.styrkort.scorecard.Perspective;
import se.styrkort.scorecard.PerspectiveScore;
import se.styrkort.scorecard.Scorecard;
import se.styrkort.scorecard.ScorecardAddress;
import se.styrkort.scorecard.ScorecardChoices;
import se.styrkort.scorecard.ScorecardReading;
import se.styrkort.scorecard.ScorecardWords;
import se.styrkort.scorecard.Subject;
import se.styrkort.scorecard.TargetCount;

/**
 * Organisations beside each other, by name and never by a number: a scorecard is a balance, not a league.
 *
 * @param comparison what the figures can tell about the group
 * @param relative whether the reader wants to see where each stands among the others
 */
public record ComparisonPage(
        PeerGroup group,
        Comparison comparison,
        boolean relative,
        ScorecardChoices choices,
        ScorecardAddress address,
        ScorecardWords words,
        ComparisonWords phrases) {
    /** More are not shown pair by pair: of twelve there are 66. */
    static final int PAIRS_SHOWN_OF = 12;

    /**
     * One organisation.
     *
     * @param scorecard absent when the organisation has no figures in the period
     */
    public record Row(Organisation organisation, @Nullable Scorecard scorecard) {
        public Subject subject() {
            return Subject.organisation(organisation.code());
        }
    }

    public ScorecardReading reading() {
        return group.reading();
    }

    public ComparisonFilter filter() {
        return group.filter();
    }

    /** Every organisation of the group. */
    public List<Row> rows(Locale locale) {
        return PeerGroup.byName(group.members(), locale).stream()
                .map(organisation -> new Row(
                        organisation,
                        reading().of(Subject.organisation(organisation.code())).orElse(null)))
                .toList();
    }

    public TargetCount targets(PerspectiveScore score) {
        return TargetCount.of(score.measures());
    }

    /** Whether there is no organisation whose scorecard the reader may see. */
    public boolean isOutOfScope() {
        return group.seen().isEmpty();
    }

    /** Whether one can be held against another at all. */
    public boolean isComparable() {
        return comparison.rankings().stream()
                .anyMatch(ranking -> ranking.ranges().size() > 1);
    }

    /** Whether the pairs of a ranking are few enough to be read one by one. */
    public boolean showsPairs(Ranking ranking) {
        return ranking.ranges().size() > 1 && ranking.ranges().size() <= PAIRS_SHOWN_OF;
    }

    /** Whether who is ahead in every perspective was looked for: not among too many. */
    public boolean tellsLeads() {
        return group.peers().size() <= RankStudy.PAIRED;
    }

    /** Whether there is anything to say of that: that nobody leads says nothing where fewer than two can. */
    public boolean isLedOrNot() {
        return !tellsLeads() || comparison.whole() > 1;
    }

    /** Measures that are left out of the places, as the model names them. */
    public List<Measure> incomparable() {
        return reading().model().measures().stream()
                .filter(measure -> comparison.incomparable().contains(measure.code()))
                .toList();
    }

    public Standings standings() {
        return new Standings(
                reading().model(),
                rows(Locale.ROOT).stream()
                        .map(Row::scorecard)
                        .filter(scorecard -> scorecard != null)
                        .toList(),
                new HashSet<>(comparison.incomparable()));
    }

    public String node(Perspective perspective, Measure measure) {
        return perspective.code() + "/" + measure.code();
    }

    public String whatIf() {
        return address.whatIf() + filter().query();
    }
}
