package se.styrkort.catalog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of catalog entries, in the order in which they may refer to each other. */
public enum Kind {
    CALENDAR("calendars"),
    SERVICE_HOURS("service_hours"),
    AVAILABILITY_GROUP("availability_groups"),
    OBJECT("objects"),
    PRODUCT("products"),
    SERVICE("services"),
    ORGANISATION("organisations"),
    METRIC("metrics"),
    SURVEY("surveys");

    private final String section;
    private final String code = name().toLowerCase(Locale.ROOT);

    Kind(String section) {
        this.section = section;
    }

    /** The name of the list in a catalog document and in the address of the API. */
    public String section() {
        return section;
    }

    /** The name in the database. */
    public String code() {
        return code;
    }

    public static Optional<Kind> ofSection(String section) {
        return Arrays.stream(values())
                .filter(kind -> kind.section.equals(section))
                .findFirst();
    }
}
