package se.styrkort.catalog;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Wording;

/**
 * A group of services whose availability is followed up together (tillgänglighetsgrupp), such as technical
 * infrastructure. A service may name a group that is not in this list; it then has no name or target of its own.
 *
 * @param target the availability aimed at, above 0 up to 1; absent when none is set
 */
public record AvailabilityGroup(
        String code, Wording name, @Nullable BigDecimal target) implements CatalogEntry {
    @Override
    public Kind entryKind() {
        return Kind.AVAILABILITY_GROUP;
    }
}
