package se.styrkort.ingest;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Entitlement;
import se.styrkort.web.ProblemException;

/** What the query of an upload says, unbelieved. Absent: profile {@code observations}, the profile's name as source. */
public record ImportParameters(
        @Nullable String profile,
        @Nullable String source,
        @Nullable String decimal,
        @Nullable String dryRun,
        @Nullable String takeover,
        @Nullable String strict,
        @Nullable String reason,
        @Nullable String fileName) {
    private static final int CODE_LIMIT = 100;
    private static final int REASON_LIMIT = 1_000;

    /**
     * The order of an actor.
     *
     * @param limits whose figures the actor may bring; null: everybody's
     */
    ImportOrder order(String actor, boolean mayRestateClosed, @Nullable Entitlement limits) {
        String profileCode = limited("profile", profile, CODE_LIMIT);
        String sourceCode = limited("source", source, CODE_LIMIT);
        String code = profileCode == null ? ProfileRepository.OBSERVATIONS : profileCode;
        return new ImportOrder(
                code,
                sourceCode == null ? code : sourceCode,
                decimalSign(),
                truth("dryRun", dryRun),
                truth("takeover", takeover),
                truth("strict", strict),
                limited("reason", reason, REASON_LIMIT),
                actor,
                mayRestateClosed,
                limits);
    }

    boolean isDryRun() {
        return truth("dryRun", dryRun);
    }

    /** The same wishes, to be carried out. */
    ImportParameters forReal() {
        return new ImportParameters(profile, source, decimal, null, takeover, strict, reason, fileName);
    }

    private @Nullable Character decimalSign() {
        if (decimal == null || decimal.isEmpty()) {
            return null;
        }
        return switch (decimal.toLowerCase(Locale.ROOT)) {
            case ",", "comma" -> ',';
            case ".", "point" -> '.';
            default -> throw ProblemException.invalidParameter("decimal", decimal);
        };
    }

    private static @Nullable String limited(String name, @Nullable String text, int limit) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > limit || text.chars().anyMatch(Character::isISOControl)) {
            throw ProblemException.invalidParameter(name, text.substring(0, Math.min(text.length(), limit)));
        }
        return text.strip();
    }

    private static boolean truth(String name, @Nullable String text) {
        return switch (text == null ? "false" : text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "on", "yes" -> true;
            case "false", "0", "", "off", "no" -> false;
            default -> throw ProblemException.invalidParameter(name, String.valueOf(text));
        };
    }
}
