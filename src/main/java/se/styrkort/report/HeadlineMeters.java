package se.styrkort.report;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.styrkort.availability.AvailabilityFigure;
import se.styrkort.calendar.Period;
import se.styrkort.store.StoredFigures;

/**
 * The latest closed month's headline figures for Prometheus. History and restatements are not for it: they are in the
 * database and on the pages. No series carries the month, so a series goes on when the next month is closed; which
 * month it is stands in {@code styrkort_period_info}.
 *
 * <pre>
 * styrkort_period_info{period,state}                                         1
 * styrkort_period_end_timestamp_seconds                                      when the month ended
 * styrkort_service_usage_volume{it_service,it_object,org_unit,unit_code}     active users
 * styrkort_service_cost_sek{it_service,it_object,org_unit}                   cost of the month
 * styrkort_service_availability_ratio{it_service,availability_group}         0–1; _lower_ and _upper_ are its bounds,
 *                                                                            absent where nobody said what they are
 * styrkort_service_availability_target_ratio                                 0–1, of the scorecard model
 * styrkort_service_figures_left_out                                          observations beyond the limit; 0: all is shown
 * </pre>
 */
@Singleton
final class HeadlineMeters implements StoredFigures {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    private final HeadlineRepository headlines;
    private final MultiGauge info;
    private final MultiGauge periodEnd;
    private final MultiGauge usage;
    private final MultiGauge cost;
    private final MultiGauge availability;
    private final MultiGauge availabilityLower;
    private final MultiGauge availabilityUpper;
    private final MultiGauge availabilityTarget;
    private final MultiGauge leftOut;

    HeadlineMeters(HeadlineRepository headlines, MeterRegistry registry) {
        this.headlines = headlines;
        info = gauge(registry, "period.info", null, "The latest closed month, of which the figures are");
        periodEnd = gauge(registry, "period.end.timestamp", "seconds", "When the latest closed month ended");
        usage = gauge(registry, "service.usage.volume", null, "Use of a service by an organisation in that month");
        cost = gauge(registry, "service.cost", "sek", "Cost of a service for an organisation in that month");
        availability = ratio(registry, "availability", "Availability of a service in that month");
        availabilityLower = ratio(registry, "availability.lower", "The same if what nobody measured was down");
        availabilityUpper = ratio(registry, "availability.upper", "The same if what nobody measured was up");
        availabilityTarget = ratio(registry, "availability.target", "What the scorecard model asks of availability");
        leftOut = gauge(registry, "service.figures.left.out", null, "Observations of use and cost beyond the limit");
    }

    private static MultiGauge ratio(MeterRegistry registry, String name, String description) {
        return gauge(registry, "service." + name, "ratio", description);
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, @Nullable String unit, String description) {
        return MultiGauge.builder("styrkort." + name)
                .baseUnit(unit)
                .description(description)
                .register(registry);
    }

    @Override
    public String name() {
        return "headlines";
    }

    @Override
    public Object state() {
        return headlines.revision();
    }

    @Override
    public void refresh() {
        Headlines read = headlines.read();
        show(info, Stream.ofNullable(read.month()).map(it -> row(Tags.of("period", it.code(), "state", "closed"), 1)));
        show(periodEnd, Stream.ofNullable(read.month()).map(it -> row(Tags.empty(), end(it))));
        show(usage, read.users().stream().map(it -> row(tags(it).and("unit_code", it.unit()), it.value())));
        show(cost, read.costs().stream().map(it -> row(tags(it), it.value())));
        show(availability, ratios(read.availabilities(), AvailabilityFigure::ratio));
        show(availabilityLower, ratios(read.availabilities(), AvailabilityFigure::low));
        show(availabilityUpper, ratios(read.availabilities(), AvailabilityFigure::high));
        show(leftOut, Stream.of(row(Tags.empty(), read.leftOut())));
        show(availabilityTarget, Stream.ofNullable(read.availabilityTarget()).map(it -> row(Tags.empty(), it)));
    }

    private static double end(Period month) {
        Instant end = month.next().first().atStartOfDay(SWEDEN).toInstant();
        return end.getEpochSecond();
    }

    private static Tags tags(Headlines.Figure figure) {
        return Tags.of("it_service", figure.service(), "it_object", figure.object(), "org_unit", figure.organisation());
    }

    private static Stream<MultiGauge.Row<?>> ratios(
            List<Headlines.Agreed> services, Function<AvailabilityFigure, @Nullable BigDecimal> ratio) {
        return services.stream().flatMap(each -> Stream.ofNullable(ratio.apply(each.figure()))
                .map(value -> row(Tags.of("it_service", each.service(), "availability_group", each.group()), value)));
    }

    private static MultiGauge.Row<?> row(Tags tags, Number value) {
        return MultiGauge.Row.of(tags, value);
    }

    private static void show(MultiGauge gauge, Stream<? extends MultiGauge.Row<?>> rows) {
        gauge.register(rows.<MultiGauge.Row<?>>map(row -> row).toList(), true);
    }
}
