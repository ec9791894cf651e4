package se.styrkort.comparison;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Metric;
import se.styrkort.catalog.Organisation;

/**
 * Those between half and double the size of one.
 *
 * @param metric what size is; absent where the model does not say, or the catalog has lost it
 * @param sizes of the organisations that have one, by code
 */
public record SizeBand(Organisation like, @Nullable Metric metric, Map<String, BigDecimal> sizes) {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    public SizeBand {
        sizes = Map.copyOf(sizes);
    }

    /** Absent where it is not known: then nobody is near it. */
    public @Nullable BigDecimal size() {
        return sizes.get(like.code());
    }

    boolean holds(Organisation organisation) {
        BigDecimal own = size();
        BigDecimal size = sizes.get(organisation.code());
        return own != null
                && size != null
                && size.multiply(TWO).compareTo(own) >= 0
                && size.compareTo(own.multiply(TWO)) <= 0;
    }
}
