package se.styrkort.report;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import se.styrkort.store.StoredFigures;

/**
 * The running month's error budgets for Prometheus, of services with a target of which something is known; read again
 * when something has changed, and every hour. A budget is that of the whole month.
 *
 * <pre>
 * styrkort_service_error_budget_seconds{it_service,availability_group}        downtime that the target leaves room for
 * styrkort_service_error_budget_left_seconds{it_service,availability_group}   what is left of it; below 0: missed
 * styrkort_service_error_budget_used_ratio{it_service,availability_group}     what is used of it; absent where it is nothing
 * styrkort_service_error_budget_elapsed_ratio{it_service,availability_group}  0–1, the month's agreed time that has passed
 * </pre>
 */
@Singleton
final class ErrorBudgetMeters implements StoredFigures {
    private final ErrorBudgetRepository budgets;
    private final MultiGauge allowed;
    private final MultiGauge left;
    private final MultiGauge used;
    private final MultiGauge elapsed;

    ErrorBudgetMeters(ErrorBudgetRepository budgets, MeterRegistry registry) {
        this.budgets = budgets;
        allowed = gauge(
                registry, "", "seconds", "Downtime in the running month that the service's target leaves room for");
        left = gauge(registry, ".left", "seconds", "What is left of it; below 0 when the target is missed");
        used = gauge(registry, ".used", "ratio", "What is used of it; above 1 when the target is missed");
        elapsed = gauge(registry, ".elapsed", "ratio", "The part of the month's agreed time that has passed");
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String unit, String description) {
        return MultiGauge.builder("styrkort.service.error.budget" + name)
                .baseUnit(unit)
                .description(description)
                .register(registry);
    }

    @Override
    public String name() {
        return "error_budgets";
    }

    @Override
    public Object state() {
        return budgets.state();
    }

    @Override
    public void refresh() {
        List<ErrorBudgetRepository.Running> running = budgets.read();
        show(allowed, running, each -> Optional.of(each.budget().allowedSeconds()));
        show(left, running, each -> Optional.of(each.budget().leftSeconds()));
        show(used, running, each -> each.budget().usedShare());
        show(elapsed, running, each -> Optional.of(each.elapsed()));
    }

    private static void show(
            MultiGauge gauge,
            List<ErrorBudgetRepository.Running> running,
            Function<ErrorBudgetRepository.Running, Optional<BigDecimal>> value) {
        gauge.register(
                running.stream()
                        .<MultiGauge.Row<?>>flatMap(each -> value.apply(each).stream()
                                .map(number -> MultiGauge.Row.of(
                                        Tags.of("it_service", each.service(), "availability_group", each.group()),
                                        number)))
                        .toList(),
                true);
    }
}
