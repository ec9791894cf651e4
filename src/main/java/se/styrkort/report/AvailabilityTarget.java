package se.styrkort.report;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import se.styrkort.availability.AvailabilityFigure;
import se.styrkort.calendar.Period;
import se.styrkort.scorecard.Measure;
import se.styrkort.scorecard.ModelRepository;
import se.styrkort.scorecard.ScorecardDefaults;
import se.styrkort.scorecard.ScorecardModel;
import se.styrkort.scorecard.Status;

/**
 * What availability is held against: the target of the scorecard measure that reads it. A target is decided once, in a
 * scorecard model, and is the same here as there.
 */
public record AvailabilityTarget(ScorecardModel model, Measure measure) {
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
                        .map(measure -> new AvailabilityTarget(model, measure)))
                .findFirst();
    }

    public BigDecimal target() {
        return Objects.requireNonNull(measure.target());
    }

    public Status status(AvailabilityFigure figure) {
        return Status.of(measure, figure.measured());
    }

    /** Whether time that was not measured decides if the target is met. */
    public boolean isUncertain(AvailabilityFigure figure) {
        BigDecimal low = figure.low();
        return low != null && status(figure) == Status.MET && low.compareTo(target()) < 0;
    }
}
