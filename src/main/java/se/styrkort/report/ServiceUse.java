package se.styrkort.report;

import java.util.Map;
import se.styrkort.catalog.Metric;
import se.styrkort.catalog.Service;

/**
 * One service of an overview.
 *
 * @param outstanding by metric, how many series had a value the month before the one shown and have not come in it;
 *     what is whole is not there
 */
public record ServiceUse(Service service, UseFigures figures, Map<String, Long> outstanding) {
    public ServiceUse {
        outstanding = Map.copyOf(outstanding);
    }

    public long outstandingUse() {
        Metric metric = figures.metric();
        return metric == null ? 0 : outstanding.getOrDefault(metric.code(), 0L);
    }

    public long outstandingCost() {
        return outstanding.getOrDefault(UseFigures.COST, 0L);
    }
}
