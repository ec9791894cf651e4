package se.styrkort.publication;

import java.math.BigDecimal;
import java.text.Collator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Organisation;
import se.styrkort.document.Wording;
import se.styrkort.scorecard.PerspectiveScore;
import se.styrkort.scorecard.Scorecard;
import se.styrkort.scorecard.ScorecardAddress;
import se.styrkort.scorecard.ScorecardModel;
import se.styrkort.scorecard.ScorecardReading;
import se.styrkort.scorecard.ScorecardWords;
import se.styrkort.scorecard.Subject;
import se.styrkort.web.Page;

/**
 * A publication as it was beside the same scorecards as they are known now.
 *
 * @param model as it was published; absent when this release cannot read it
 * @param scorecards those that the reader may see
 * @param names what each subject was called
 * @param now those that the reader may see
 * @param made whether it has just been made
 * @param mayVerify whether the reader may have it verified
 * @param damaged whether the stored content is not what was published
 */
public record PublicationPage(
        Publication publication,
        @Nullable ScorecardModel model,
        List<Scorecard> scorecards,
        Map<Subject, Wording> names,
        ScorecardReading now,
        boolean made,
        boolean damaged,
        boolean mayVerify,
        Page page,
        ScorecardWords words) {
    /** From here on a difference is seen with one decimal. */
    private static final BigDecimal SEEN = new BigDecimal("0.05");

    /** One organisation. */
    public record Row(
            String name, Scorecard published, @Nullable Scorecard now) {}

    public List<Row> rows() {
        Locale locale = page.locale();
        Collator alphabet = Collator.getInstance(locale);
        return scorecards.stream()
                .map(card -> new Row(
                        names.getOrDefault(card.subject(), new Wording("", "")).in(locale),
                        card,
                        now.of(card.subject()).orElse(null)))
                .sorted(Comparator.comparing(Row::name, alphabet))
                .toList();
    }

    /** The codes of all perspectives, and of the total where there is one. */
    public List<String> nodes() {
        List<String> nodes = new ArrayList<>();
        scorecards.stream().findFirst().ifPresent(card -> {
            card.perspectives().forEach(perspective -> nodes.add(perspective.code()));
            if (card.total() != null) {
                nodes.add(Scorecard.TOTAL);
            }
        });
        return nodes;
    }

    public String nodeName(String node) {
        if (node.equals(Scorecard.TOTAL)) {
            return page.t("scorecard.total");
        }
        return model == null
                ? node
                : model.perspectives().stream()
                        .filter(perspective -> perspective.code().equals(node))
                        .findFirst()
                        .map(perspective -> perspective.name().in(page.locale()))
                        .orElse(node);
    }

    public @Nullable PerspectiveScore score(@Nullable Scorecard card, String node) {
        return card == null
                ? null
                : node.equals(Scorecard.TOTAL)
                        ? card.total()
                        : card.perspective(node).orElse(null);
    }

    public String text(@Nullable PerspectiveScore score) {
        if (score == null) {
            return page.t("publication.none");
        }
        BigDecimal known = score.score();
        return known != null
                ? words.score(known)
                : page.t(score.coverage().measures().getLast() == 0 ? "scorecard.not_applicable" : "scorecard.missing");
    }

    /** {@code 61,0–70,2}; null where nothing uncertain is known. */
    public @Nullable String bounds(@Nullable PerspectiveScore score) {
        BigDecimal low = score == null ? null : score.low();
        BigDecimal high = score == null ? null : score.high();
        return low == null || high == null || words.score(low).equals(words.score(high))
                ? null
                : page.t("publication.bounds", words.score(low), words.score(high));
    }

    /** What has become of a score since, in words. */
    public String change(@Nullable PerspectiveScore published, @Nullable PerspectiveScore current) {
        BigDecimal before = published == null ? null : published.score();
        BigDecimal after = current == null ? null : current.score();
        if (before == null || after == null) {
            return page.t(
                    before == null && after == null
                            ? "publication.unchanged"
                            : before == null ? "publication.scored" : "publication.no_longer");
        }
        BigDecimal difference = after.subtract(before);
        if (difference.signum() == 0) {
            return page.t("publication.unchanged");
        }
        boolean higher = difference.signum() > 0;
        return difference.abs().compareTo(SEEN) < 0
                ? page.t(higher ? "publication.slightly_higher" : "publication.slightly_lower")
                : page.t(higher ? "publication.higher" : "publication.lower", words.score(difference.abs()));
    }

    public boolean isChanged(@Nullable PerspectiveScore published, @Nullable PerspectiveScore current) {
        BigDecimal before = published == null ? null : published.score();
        BigDecimal after = current == null ? null : current.score();
        if (before == null || after == null) {
            return before != null || after != null;
        }
        return before.compareTo(after) != 0;
    }

    /** How many of the scores shown are others now. */
    public long changed() {
        return rows().stream()
                .mapToLong(row -> nodes().stream()
                        .filter(node -> isChanged(score(row.published(), node), score(row.now(), node)))
                        .count())
                .sum();
    }

    /** Organisations that have figures for the period now and had none then, by name. */
    public List<String> newcomers() {
        return now.scorecards().stream()
                .map(Scorecard::subject)
                .filter(subject -> !names.containsKey(subject))
                .map(subject -> {
                    Organisation organisation = now.catalog().organisation(subject.code());
                    return organisation == null
                            ? subject.code()
                            : organisation.name().in(page.locale());
                })
                .sorted(Collator.getInstance(page.locale()))
                .toList();
    }

    /** Where the scorecards are as they were known. */
    public ScorecardAddress then() {
        return new ScorecardAddress(
                publication.model(), publication.version(), publication.period(), publication.asOf());
    }

    public ScorecardAddress current() {
        return then().now();
    }

    /** Of the total the whole scorecard is explained. */
    public String path(String node) {
        return node.equals(Scorecard.TOTAL) ? "" : node;
    }

    public boolean anySynthetic() {
        return scorecards.stream().anyMatch(Scorecard::anySynthetic);
    }
}
