package se.styrkort.availability;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import se.styrkort.web.Page;

/** Availability and its seconds as a reader of one language reads them. */
public final class AvailabilityWords {
    private static final int MINUTE_S = 60;

    /** Two decimals: 99,99 and 99,9 percent of a month are four and forty minutes. */
    private static final int DECIMALS = 2;

    private final Page page;

    public AvailabilityWords(Page page) {
        this.page = page;
    }

    /** {@code 99,60 %}. What is not all of the time is never rounded to 100 %. */
    public String ratio(BigDecimal ratio) {
        BigDecimal rounded = ratio.setScale(DECIMALS + 2, RoundingMode.HALF_UP);
        boolean flattered = rounded.compareTo(BigDecimal.ONE) == 0 && ratio.compareTo(BigDecimal.ONE) < 0;
        return page.format()
                .fixedPercent(flattered ? ratio.setScale(DECIMALS + 2, RoundingMode.DOWN) : rounded, DECIMALS);
    }

    /** {@code 99,60 %}, or {@code 98,10–99,60 %} where some time was not measured. */
    public String range(Availability time) {
        Optional<BigDecimal> low = time.low();
        Optional<BigDecimal> high = time.ratio();
        if (low.isEmpty() || high.isEmpty()) {
            return "–";
        }
        String highest = ratio(high.get());
        String lowest = ratio(low.get());
        return lowest.equals(highest) ? highest : page.t("outage.range", lowest, highest);
    }

    /** {@code 26 h 5 min}; what is less than a minute in seconds. */
    public String duration(long seconds) {
        if (seconds > 0 && seconds < MINUTE_S) {
            return page.t("report.seconds", page.format().whole(seconds));
        }
        long minutes = Math.round(seconds / (double) MINUTE_S);
        long hours = minutes / MINUTE_S;
        String rest = page.t("report.minutes", minutes % MINUTE_S);
        if (hours == 0) {
            return rest;
        }
        String whole = page.t("report.hours", page.format().whole(hours));
        return minutes % MINUTE_S == 0 ? whole : whole + " " + rest;
    }
}
