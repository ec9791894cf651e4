package se.styrkort.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import se.styrkort.availability.AvailabilityFigure;
import se.styrkort.availability.AvailabilityWords;
import se.styrkort.availability.ErrorBudget;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Metric;
import se.styrkort.observation.Measured;
import se.styrkort.observation.PeriodValue;
import se.styrkort.observation.State;
import se.styrkort.scorecard.ScorecardWords;
import se.styrkort.scorecard.Status;
import se.styrkort.web.Page;

/** The doors' figures as a reader of one language reads them. */
public final class ReportWords {
    private static final int HOUR_S = 3_600;

    private static final int AVAILABILITY_DECIMALS = 2;

    private final Page page;
    private final ScorecardWords words;
    private final AvailabilityWords availability;

    public ReportWords(Page page) {
        this.page = page;
        this.words = new ScorecardWords(page);
        this.availability = new AvailabilityWords(page);
    }

    /** {@code mars 2026}. */
    public String month(Period month) {
        return words.period(month);
    }

    /** {@code mars 2026}, or {@code mars 2026 (öppen)}: its figures may still change. */
    public String month(Period month, boolean closed) {
        return closed ? month(month) : page.t("report.open_month", month(month));
    }

    /** {@code mars}. */
    public String monthName(Period month) {
        return words.period(month).replaceAll(" .*", "");
    }

    /** {@code mar}. */
    public String shortName(Period month) {
        String name = monthName(month);
        return name.substring(0, Math.min(3, name.length()));
    }

    /** {@code mar 26}: as an axis has room for it. */
    public String shortMonth(Period month) {
        String year = String.valueOf(month.first().getYear());
        return shortName(month) + " " + year.substring(2);
    }

    /** See {@link AvailabilityWords#ratio}. */
    public String availability(BigDecimal ratio) {
        return availability.ratio(ratio);
    }

    /** {@code 99,5 %}: a limit that somebody has set, without decimals that say nothing. */
    public String limit(BigDecimal ratio) {
        return page.format().percent(ratio, AVAILABILITY_DECIMALS);
    }

    public String availabilityOr(AvailabilityFigure figure) {
        BigDecimal ratio = figure.ratio();
        if (ratio != null) {
            return availability(ratio);
        }
        return figure.inconsistent() ? page.t("report.inconsistent") : state(figure.state());
    }

    public String percent(@Nullable BigDecimal ratio, int decimals) {
        return ratio == null ? "–" : page.format().percent(ratio, decimals);
    }

    /** See {@link AvailabilityWords#duration}. */
    public String duration(long seconds) {
        return availability.duration(seconds);
    }

    /** {@code 1 h 12 min}, or {@code −20 min (156 %)} where more than the budget is used. */
    public String budget(ErrorBudget budget) {
        BigDecimal left = budget.leftSeconds();
        String text = duration(left.abs());
        String share = percent(budget.usedShare().orElse(null), 0);
        return page.t(left.signum() < 0 ? "report.budget_over" : "report.budget_rest", text, share);
    }

    public String duration(BigDecimal seconds) {
        return duration(seconds.setScale(0, RoundingMode.HALF_UP).longValue());
    }

    /** Seconds, or why there are none. */
    public String duration(Measured seconds) {
        BigDecimal value = seconds.value();
        return value == null ? state(seconds.state()) : duration(value);
    }

    /** Agreed time in hours. */
    public String hours(long seconds) {
        return page.t("report.hours", page.format().whole(Math.round(seconds / (double) HOUR_S)));
    }

    public String count(@Nullable BigDecimal number) {
        return number == null ? "–" : page.format().number(number, 0);
    }

    public String state(State state) {
        return page.t("report.state." + state.name().toLowerCase(Locale.ROOT));
    }

    public String status(Status status) {
        return words.status(status.code());
    }

    public String sign(Status status) {
        return words.sign(status.code());
    }

    /** {@code minst 99,5 %}. */
    public String target(AvailabilityTarget target) {
        return words.target("ratio", target.target(), false);
    }

    public String unit(String unit) {
        return words.unit(unit);
    }

    /** The group's name; what nobody has named is shown by its code. */
    public String group(String code) {
        return page.orElse("report.group." + (code.isEmpty() ? "none" : code), code);
    }

    /** A count in a column whose head names the unit; or why there is none. */
    public String figure(@Nullable PeriodValue value) {
        return value == null ? "–" : figure(seen(value));
    }

    public String kronor(@Nullable PeriodValue value) {
        return value == null ? "–" : kronor(seen(value));
    }

    /** A secret figure is missing for arithmetic, and secret for whoever asks why. */
    private static Measured seen(PeriodValue value) {
        return value.secret() && value.measured().value() == null ? Measured.empty(State.SECRET) : value.measured();
    }

    public String figure(Measured measured) {
        BigDecimal value = measured.value();
        return value == null ? state(measured.state()) : page.format().number(value, 0);
    }

    public String share(Measured measured) {
        BigDecimal value = measured.value();
        return value == null ? state(measured.state()) : page.format().fixedPercent(value, 1);
    }

    /** {@code 1 av 22 uppgifter saknas}; nothing when none is. */
    public String incomplete(@Nullable PeriodValue value) {
        return value == null || value.emptyParts() == 0 || value.parts() == 1
                ? ""
                : page.t(
                        value.secret() ? "report.incomplete_secret" : "report.incomplete",
                        value.emptyParts(),
                        value.parts());
    }

    /** {@code 2 har inte kommit}; nothing when all have. */
    public String outstanding(long series) {
        return series == 0 ? "" : page.t("report.not_come", series);
    }

    /** One observed value with its unit, as exact as it was delivered. */
    public String observed(@Nullable Metric metric, State state, @Nullable BigDecimal value) {
        return words.observed(metric == null ? null : metric.unit(), state, value);
    }

    /** Kronor as a column of them is read: whole, and with öre where they are few. */
    public String kronor(Measured measured) {
        BigDecimal value = measured.value();
        return value == null ? state(measured.state()) : words.value("SEK", value);
    }

    /** {@code +3,2 %}; the sign is always there, so that a change is not taken for a share. */
    public String change(BigDecimal ratio) {
        BigDecimal rounded = ratio.setScale(3, RoundingMode.HALF_UP);
        String text = page.format().fixedPercent(rounded, 1);
        return rounded.signum() > 0 ? "+" + text : rounded.signum() < 0 ? text : "±" + text;
    }

    /** A number for a chart, which is drawn from its table: as a program writes it. */
    public static String plain(@Nullable BigDecimal value) {
        return value == null
                ? ""
                : value.setScale(6, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }
}
