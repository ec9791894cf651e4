package se.styrkort.comparison;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Collator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Organisation;
import se.styrkort.scorecard.Coverage;
import se.styrkort.scorecard.Perspective;
import se.styrkort.scorecard.PerspectiveScore;
import se.styrkort.scorecard.Scorecard;
import se.styrkort.scorecard.ScorecardReading;
import se.styrkort.scorecard.Subject;
import se.styrkort.web.Page;

/** What a comparison can tell, in words that a board member reads. */
public final class ComparisonWords {
    /** More than these are counted, not named. */
    private static final int NAMED = 6;

    private final Page page;
    private final ScorecardReading reading;

    public ComparisonWords(Page page, ScorecardReading reading) {
        this.page = page;
        this.reading = reading;
    }

    /** The name of a perspective, or of all together. */
    public String node(String code) {
        return reading.model().perspectives().stream()
                .filter(perspective -> perspective.code().equals(code))
                .findFirst()
                .map(perspective -> perspective.name().in(page.locale()))
                .orElseGet(() -> page.t("comparison.all_perspectives"));
    }

    public String name(Subject subject) {
        Organisation organisation = reading.catalog().organisation(subject.code());
        return organisation == null ? subject.code() : organisation.name().in(page.locale());
    }

    /** In alphabetical order, which ranks nobody. */
    private List<String> names(Stream<Subject> subjects) {
        return subjects.map(this::name)
                .sorted(Collator.getInstance(page.locale()))
                .toList();
    }

    /** {@code plats 2–4 av 9}. */
    public String place(RankRange range) {
        return range.from() == range.until()
                ? page.t("comparison.place", range.from(), range.of())
                : page.t("comparison.places", range.from(), range.until(), range.of());
    }

    /** Why one has no place. */
    public String unranked(String node, Scorecard scorecard) {
        if (!node.equals(Scorecard.TOTAL)) {
            return unranked(scorecard.perspective(node).orElseThrow());
        }
        List<String> without = scorecard.perspectives().stream()
                .filter(perspective -> perspective.score() == null)
                .map(perspective -> node(perspective.code()))
                .toList();
        return without.isEmpty()
                ? page.t("comparison.unranked.incomparable")
                : page.t("comparison.unranked.total", list(without));
    }

    private String unranked(PerspectiveScore score) {
        Coverage coverage = score.coverage();
        if (coverage.measures().getLast() == 0) {
            return page.t("comparison.unranked.not_applicable");
        }
        return score.score() != null
                ? page.t("comparison.unranked.incomparable")
                : page.t(
                        "comparison.unranked.missing",
                        coverage.measures().getFirst(),
                        coverage.measures().getLast());
    }

    /** How far the order is established in one ranking. */
    public String established(Ranking ranking) {
        int ranked = ranking.ranges().size();
        if (ranked < 2) {
            return page.t("comparison.too_few");
        }
        return ranking.pairs().isEmpty()
                ? page.t("comparison.too_many_pairs", ranked)
                : page.t(
                        "comparison.established",
                        ranking.established(),
                        ranking.pairs().size());
    }

    /** Who is first, where anybody can be called so. */
    public String first(Ranking ranking) {
        List<String> possible = names(ranking.possiblyFirst().stream());
        return ranking.soleFirst()
                .map(first -> page.t("comparison.first", name(first)))
                .orElseGet(() -> possible.size() == 1
                        ? page.t("comparison.mostly_first", possible.getFirst())
                        : page.t("comparison.no_first", list(possible)));
    }

    /**
     * Who is ahead of whom in every perspective.
     *
     * @param behind by name, all of them
     * @param certain those of them where the bounds of what is not known change nothing
     */
    public record Lead(
            String ahead, String behind, @Nullable String certain) {}

    public List<Lead> leads(List<Dominance> dominances) {
        Map<Subject, List<Dominance>> byAhead = new LinkedHashMap<>();
        dominances.forEach(each ->
                byAhead.computeIfAbsent(each.ahead(), key -> new ArrayList<>()).add(each));
        return byAhead.entrySet().stream()
                .map(entry -> {
                    List<String> behind = names(entry.getValue().stream().map(Dominance::behind));
                    List<String> certain = names(
                            entry.getValue().stream().filter(Dominance::certain).map(Dominance::behind));
                    return new Lead(name(entry.getKey()), list(behind), certain.isEmpty() ? null : list(certain));
                })
                .toList();
    }

    /** {@code 83 av 100}, never more than it is: what is not quite established must not look so. */
    public String share(double share) {
        return page.t(
                "comparison.of_100",
                BigDecimal.valueOf(share)
                        .movePointRight(2)
                        .setScale(0, RoundingMode.DOWN)
                        .toPlainString());
    }

    /** {@code ± 25 %}. */
    public String noise(Comparison.Recomputation recomputed) {
        return page.format().percent(BigDecimal.valueOf(recomputed.weightNoise()), 0);
    }

    /** {@code bättre än 73 % av de andra}. */
    public String betterThan(double worse) {
        return page.t("comparison.better_than", page.format().percent(BigDecimal.valueOf(worse), 0));
    }

    public String zScore(double zScore) {
        return page.t("comparison.z_score", page.format().fixed(BigDecimal.valueOf(zScore), 1));
    }

    public String third(Relative.Third third) {
        return page.t("comparison.third." + third.name().toLowerCase(Locale.ROOT));
    }

    /** A sign that repeats the third for the eye. */
    public String sign(Relative.Third third) {
        return switch (third) {
            case BETTER -> "▲";
            case MIDDLE -> "■";
            case WORSE -> "▼";
        };
    }

    /** Of which organisations the size is near, and how large they are. */
    public String band(SizeBand band) {
        String like = band.like().name().in(page.locale());
        BigDecimal size = band.size();
        if (band.metric() == null) {
            return page.t("comparison.size_undefined");
        }
        if (size == null) {
            return page.t("comparison.size_unknown", like);
        }
        return page.t(
                "comparison.size_band",
                like,
                band.metric().name().in(page.locale()),
                page.format().number(size.divide(BigDecimal.valueOf(2)), 0),
                page.format().number(size.multiply(BigDecimal.valueOf(2)), 0));
    }

    /** {@code A, B och C}; of many only how many. */
    public String list(List<String> names) {
        if (names.size() > NAMED) {
            return page.t("comparison.so_many", names.size());
        }
        return names.size() < 2
                ? String.join("", names)
                : page.t("comparison.and", String.join(", ", names.subList(0, names.size() - 1)), names.getLast());
    }

    /** All perspectives of the model and then all together. */
    public List<String> nodes() {
        List<String> nodes = new ArrayList<>(
                reading.model().perspectives().stream().map(Perspective::code).toList());
        nodes.add(Scorecard.TOTAL);
        return nodes;
    }
}
