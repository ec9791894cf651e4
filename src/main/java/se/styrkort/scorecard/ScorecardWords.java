package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.observation.Quality;
import se.styrkort.observation.State;
import se.styrkort.web.Page;

/** Scores, values, statuses and formulas as a reader of one language reads them. */
public final class ScorecardWords {
    private static final int DECIMALS = 2;
    private static final int OBSERVED_DECIMALS = 6;

    /** From here on öre only disturb; below it indices need a third decimal. */
    private static final BigDecimal LARGE_SUM = BigDecimal.valueOf(1_000);

    private static final BigDecimal SMALL = BigDecimal.TEN;
    private static final int FORMULA_DECIMALS = 8;

    /** A number of a formula, not the digits of a name. */
    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\p{L}\\p{N}_.])[0-9]+(?:\\.[0-9]+)?(?![\\p{L}\\p{N}_])");

    /** Operators stand between spaces; a minus inside a name does not. */
    private static final Pattern OPERATOR = Pattern.compile("(?<= )[-*/](?= )");

    private static final Pattern STATE = Pattern.compile("\\b(MISSING|NOT_APPLICABLE|SECRET)\\b");
    private static final Pattern AGGREGATION = Pattern.compile("^(arithmetic|geometric|harmonic): ");

    private final Page page;

    public ScorecardWords(Page page) {
        this.page = page;
    }

    /** {@code 66,7}: one decimal, so that a column lines up. */
    public String score(BigDecimal score) {
        return page.format().fixed(score, 1);
    }

    /** A measure's value: shares as percent, money as kronor, the rest with the words of its unit. Rounded to be read. */
    public String value(@Nullable String unit, BigDecimal value) {
        return switch (unit == null ? "" : unit) {
            case "ratio" -> page.format().percent(value, DECIMALS);
            case "SEK" ->
                value.abs().compareTo(LARGE_SUM) < 0
                        ? page.format().kronor(value)
                        : page.format().wholeKronor(value);
            default -> number(unit, value, value.abs().compareTo(SMALL) < 0 ? DECIMALS + 1 : DECIMALS);
        };
    }

    /** An observed value, or why there is none; as exact as a reader may want to find it again in a file. */
    public String observed(@Nullable String unit, State state, @Nullable BigDecimal value) {
        if (value == null) {
            return state(state);
        }
        return "SEK".equals(unit) ? page.format().kronor(value) : number(unit, value, OBSERVED_DECIMALS);
    }

    private String number(@Nullable String unit, BigDecimal value, int decimals) {
        String figure = page.format().number(value, decimals);
        return unit == null || unit.isEmpty() || unit.equals("1") ? figure : figure + "\u00a0" + unit(unit);
    }

    public String unit(String unit) {
        return page.orElse("catalog.unit." + unit, unit);
    }

    public String valueOr(@Nullable String unit, State state, @Nullable BigDecimal value) {
        return value == null ? state(state) : value(unit, value);
    }

    /** {@code minst 99,5 %}. */
    public String target(@Nullable String unit, BigDecimal target, boolean lowerIsBetter) {
        return lowerIsBetter
                ? page.t("scorecard.at_most", value(unit, target))
                : page.t("scorecard.at_least", value(unit, target));
    }

    public String status(String code) {
        return page.t("scorecard.status." + code);
    }

    /** A sign that repeats the status for the eye; its shape differs, not only its colour. */
    public String sign(String status) {
        return switch (status) {
            case "met" -> "✓";
            case "near" -> "≈";
            case "below" -> "✕";
            case "no_information" -> "?";
            default -> "–";
        };
    }

    /** How a perspective's measures stand to their targets: the weakest first. */
    public String targets(TargetCount count) {
        return switch (count.worst()) {
            case "below" -> page.t("scorecard.count.below", count.below());
            case "near" -> page.t("scorecard.count.near", count.near());
            case "met" -> page.t("scorecard.count.met");
            default -> page.t("scorecard.count.none");
        };
    }

    public String trend(String code) {
        return page.t("scorecard.trend." + code);
    }

    /** Which way the value went, none where that says nothing; whether it is better is said in words. */
    public String arrow(String trend, @Nullable BigDecimal value, @Nullable BigDecimal previous) {
        if (value == null || previous == null) {
            return "";
        }
        if (trend.equals(Trend.UNCHANGED.code())) {
            return "→";
        }
        int change = value.compareTo(previous);
        return change > 0 ? "↑" : change < 0 ? "↓" : "→";
    }

    public String coverage(Coverage coverage) {
        return page.t(
                "scorecard.coverage",
                coverage.measures().getFirst(),
                coverage.measures().getLast());
    }

    public String state(State state) {
        return page.t("scorecard.state." + state.name().toLowerCase(Locale.ROOT));
    }

    public String quality(Quality quality) {
        return page.t("scorecard.quality." + quality.name().toLowerCase(Locale.ROOT));
    }

    /** {@code mars 2026}, {@code kvartal 1 2026}. */
    public String period(Period period) {
        String year = String.valueOf(period.first().getYear());
        int month = period.first().getMonthValue();
        return switch (period.granularity()) {
            case MONTH -> page.format().month(YearMonth.from(period.first()));
            case QUARTER -> page.t("scorecard.quarter", (month - 1) / 3 + 1, year);
            case TERTIAL -> page.t("scorecard.tertial", (month - 1) / 4 + 1, year);
            case HALF_YEAR -> page.t("scorecard.half_year", (month - 1) / 6 + 1, year);
            case DAY, WEEK, YEAR -> period.code();
        };
    }

    /** A period's code as words, where it is one. */
    public String period(String code) {
        return Period.parse(code)
                .filter(period -> period.granularity() != Granularity.WEEK)
                .map(this::period)
                .orElse(code);
    }

    /** {@code de senaste tolv månaderna}. */
    public String window(String code) {
        return Window.parse(code)
                .map(window ->
                        page.t("scorecard.window." + window.kind().name().toLowerCase(Locale.ROOT), window.months()))
                .orElse(code);
    }

    /** {@code Summan av Aktiva användare}, of a term as the expression language writes it. */
    public String term(String written, String metric) {
        int open = written.indexOf('(');
        return open < 0 ? metric : page.t("scorecard.function." + written.substring(0, open), metric);
    }

    /** A formula with its numbers and states as this reader writes them. */
    public String formula(String formula) {
        String worded = AGGREGATION
                .matcher(formula)
                .replaceFirst(
                        match -> Matcher.quoteReplacement(page.t("scorecard.aggregation." + match.group(1)) + ": "));
        worded = STATE.matcher(worded)
                .replaceAll(match -> Matcher.quoteReplacement(state(State.valueOf(match.group(1)))));
        worded = OPERATOR.matcher(worded).replaceAll(match -> switch (match.group()) {
            case "-" -> "−";
            case "*" -> "×";
            default -> "÷";
        });
        return NUMBER.matcher(worded)
                .replaceAll(match -> Matcher.quoteReplacement(
                        page.format().number(new BigDecimal(match.group()), FORMULA_DECIMALS)));
    }
}
