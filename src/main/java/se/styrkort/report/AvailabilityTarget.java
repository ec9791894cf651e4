package se.styrkort.report;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.styrkort.availability.AvailabilityFigure;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.AvailabilityGroup;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Service;
import se.styrkort.scorecard.Measure;
import se.styrkort.scorecard.ModelRepository;
import se.styrkort.scorecard.ScorecardDefaults;
import se.styrkort.scorecard.ScorecardModel;
import se.styrkort.scorecard.Status;

/**
 * What availability is held against: the target of the scorecard measure that reads it. A target is decided once, in a
 * scorecard model, and is the same here as there; a service, or its group, may have one of its own in the catalog.
 *
 * @param own what the service or group aims at instead, 0–1; null: what all do
 */
public record AvailabilityTarget(
        ScorecardModel model, Measure measure, @Nullable BigDecimal own) {
    /**
     * The target in force in a month: of the shipped model if it has one, else of the first that has, each in the version
     * that scores the month.
     *
     * @param models by code, and each the newest version first
     */
    static Optional<AvailabilityTarget> of(List<ModelRepository.Stored> models, Period month) {
        Map<String, List<ModelRepository.Stored>> versions = models.stream()
                .collect(Collectors.groupingBy(ModelRepository.Stored::code, LinkedHashMap::new, Collectors.toList()));
        return versions.values().stream()
                .flatMap(each -> ModelRepository.inForce(each, month).stream())
                .map(ModelRepository.Stored::model)
                .sorted(Comparator.comparing(model -> !model.code().equals(ScorecardDefaults.SHIPPED)))
                .flatMap(model -> model.measures().stream()
                        .filter(Measure::isAvailabilityTarget)
                        .map(measure -> new AvailabilityTarget(model, measure, null)))
                .findFirst();
    }

    /** What a service is held against: its own target, else its group's, else that of all. */
    AvailabilityTarget of(Service service, Catalog catalog) {
        return service.availabilityTarget() == null
                ? of(service.availabilityGroup(), catalog)
                : new AvailabilityTarget(model, measure, service.availabilityTarget());
    }

    /** What a group is held against, by its code. */
    AvailabilityTarget of(@Nullable String group, Catalog catalog) {
        AvailabilityGroup known = group == null ? null : catalog.availabilityGroup(group);
        return known == null || known.target() == null ? this : new AvailabilityTarget(model, measure, known.target());
    }

    public BigDecimal target() {
        return own != null ? own : Objects.requireNonNull(measure.target());
    }

    public Status status(AvailabilityFigure figure) {
        BigDecimal ratio = figure.ratio();
        // the caution stands beside the target of all, and says nothing of another
        return own == null || ratio == null
                ? Status.of(measure, figure.measured())
                : ratio.compareTo(own) >= 0 ? Status.MET : Status.BELOW;
    }

    /** Whether time that was not measured decides if the target is met. */
    public boolean isUncertain(AvailabilityFigure figure) {
        BigDecimal low = figure.low();
        return low != null && status(figure) == Status.MET && low.compareTo(target()) < 0;
    }
}
