package se.styrkort.availability;

import java.util.Locale;
import java.util.Optional;

/** Whether a service was taken down or went down. */
public enum OutageKind {
    UNPLANNED,
    /** Maintenance (planerat underhåll), which is not counted as down where it was announced in time. */
    PLANNED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<OutageKind> of(String code) {
        return switch (code.strip().toLowerCase(Locale.ROOT)) {
            case "unplanned", "oplanerat" -> Optional.of(UNPLANNED);
            case "planned", "planerat" -> Optional.of(PLANNED);
            default -> Optional.empty();
        };
    }
}
