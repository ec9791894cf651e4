package se.styrkort.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Wording;

/**
 * Agreed hours of a service (servicetid).
 *
 * @param zone IANA name
 * @param calendar code of the calendar whose closed days it follows
 * @param week days or ranges of days to segments, such as {@code mon-fri} to {@code 08:00-17:00}, as written
 */
public record ServiceHours(
        String code, Wording name, String zone, @Nullable String calendar, Map<String, String> week)
        implements CatalogEntry {
    @Override
    public Kind entryKind() {
        return Kind.SERVICE_HOURS;
    }
}
