package se.styrkort.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Wording;

/**
 * Agreed hours of a service (servicetid), as written; {@link AgreedTimes} makes time of them.
 *
 * @param zone IANA name
 * @param calendar code of the calendar whose closed days it follows; without one there are no holidays
 * @param week days or ranges of days to segments, such as {@code mon-fri} to {@code 08:00-12:00, 13:00-17:00}, as written
 * @param maintenanceNotice how long before its beginning maintenance must be announced to be left out of the agreed time:
 *     an ISO 8601 duration; absent: {@code PT0S}, announced when it begins at the latest
 */
public record ServiceHours(
        String code,
        Wording name,
        String zone,
        @Nullable String calendar,
        Map<String, String> week,
        @Nullable String maintenanceNotice)
        implements CatalogEntry {
    @Override
    public Kind entryKind() {
        return Kind.SERVICE_HOURS;
    }
}
