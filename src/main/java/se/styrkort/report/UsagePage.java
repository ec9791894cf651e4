package se.styrkort.report;

import java.math.BigDecimal;
import java.text.Collator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.ObjectProduct;
import se.styrkort.observation.PeriodValue;
import se.styrkort.web.Sparkline;

/**
 * The object owner's door: the services of an object or object product beside each other.
 *
 * @param services all that the reader sees
 * @param costs cost of the month by product
 * @param since when the reader last looked, before this visit
 * @param news how many figures of a service have come since the last visit
 */
public record UsagePage(
        DoorView door,
        List<ServiceUse> services,
        Map<String, PeriodValue> costs,
        @Nullable Instant since,
        Map<String, Long> news,
        ReportWords words) {
    /** The month, the year before it and the same month of that year. */
    static final int MONTHS = 13;

    /** A product and those of its services that have figures. */
    public record Section(ObjectProduct product, @Nullable PeriodValue cost, List<ServiceUse> services) {}

    public List<Section> sections(Locale locale) {
        List<Section> sections = new ArrayList<>();
        for (DoorView.Branch branch : door.branches(locale)) {
            for (ObjectProduct product : branch.products()) {
                List<ServiceUse> uses = sorted(locale).stream()
                        .filter(use -> use.service().product().equals(product.code()))
                        .filter(use -> use.figures().hasFigures())
                        .toList();
                if (!uses.isEmpty()) {
                    sections.add(new Section(product, costs.get(product.code()), uses));
                }
            }
        }
        return sections;
    }

    /** Services that nobody has delivered any figures of in the months shown. */
    public List<ServiceUse> without(Locale locale) {
        return sorted(locale).stream()
                .filter(use -> !use.figures().hasFigures())
                .toList();
    }

    private List<ServiceUse> sorted(Locale locale) {
        return services.stream()
                .sorted(Comparator.comparing(use -> use.service().name().in(locale), Collator.getInstance(locale)))
                .toList();
    }

    public Sparkline sparkline(ServiceUse use) {
        List<@Nullable BigDecimal> values = new ArrayList<>();
        for (Period month : door.monthsBefore(MONTHS)) {
            values.add(use.figures().use(month).value());
        }
        return Sparkline.of(values);
    }

    public boolean anySynthetic() {
        return services.stream().anyMatch(use -> use.figures().anySynthetic());
    }

    /** How many figures of all services have come since the last visit. */
    public long anyNews() {
        return news.values().stream().mapToLong(Long::longValue).sum();
    }
}
