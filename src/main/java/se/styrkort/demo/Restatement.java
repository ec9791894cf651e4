package se.styrkort.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.observation.State;

/**
 * A correction of one figure of the restated month.
 *
 * @param factor new value against the old, below 1 so that a part never exceeds its whole
 */
record Restatement(String metric, String service, String organisation, double factor, String reason) {
    private static final String INVOICE = "Rättad faktura från leverantören";
    private static final String ACCOUNTS = "Dubbletter av konton borttagna";

    private static final List<Restatement> ALL = List.of(
            new Restatement("cost.total", "it-arbetsplats", "vard-och-omsorg", 0.86, INVOICE),
            new Restatement("cost.total", "it-arbetsplats", "social", 0.86, INVOICE),
            new Restatement("cost.total", "mobiltelefon", "vard-och-omsorg", 0.91, INVOICE),
            new Restatement("usage.active_users", "e-moten", "grundskola", 0.94, ACCOUNTS),
            new Restatement("usage.active_users", "it-bastjanst-konto", "grundskola", 0.97, ACCOUNTS));

    /** The figure as restated; null where it stands. */
    static @Nullable Figure of(Timeline time, Figure figure) {
        BigDecimal old = figure.value();
        if (old == null || figure.state() != State.VALUE || !figure.period().equals(time.restated())) {
            return null;
        }
        for (Restatement one : ALL) {
            if (one.metric.equals(figure.metric())
                    && one.service.equals(figure.service())
                    && one.organisation.equals(figure.organisation())) {
                BigDecimal value =
                        old.multiply(BigDecimal.valueOf(one.factor)).setScale(old.scale(), RoundingMode.HALF_UP);
                return figure.restated(value, one.reason);
            }
        }
        return null;
    }
}
