package se.styrkort.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which language a reader gets: what was asked for in the address, then what was remembered, then Swedish. */
final class Language {
    private static final int LONGEST_HEADER = 500;

    private Language() {}

    /** The locale of {@code sv} or {@code en}; nothing for anything else. */
    static @Nullable Locale of(@Nullable String code) {
        return switch (code) {
            case "sv" -> Messages.SWEDISH;
            case "en" -> Messages.ENGLISH;
            case null, default -> null;
        };
    }

    /**
     * A browser's {@code Accept-Language} only counts when it asks for English and not for Swedish: many Swedish
     * readers have browsers installed in English that list both.
     */
    static Locale choose(@Nullable String asked, @Nullable String remembered, @Nullable String acceptLanguage) {
        Locale chosen = of(asked);
        if (chosen == null) {
            chosen = of(remembered);
        }
        if (chosen == null) {
            chosen = wantsEnglishOnly(acceptLanguage) ? Messages.ENGLISH : Messages.SWEDISH;
        }
        return chosen;
    }

    private static boolean wantsEnglishOnly(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > LONGEST_HEADER) {
            return false;
        }
        try {
            List<String> languages = Locale.LanguageRange.parse(acceptLanguage).stream()
                    .filter(range -> range.getWeight() > 0)
                    .map(range -> range.getRange().split("-", 2)[0])
                    .toList();
            return languages.contains("en") && !languages.contains("sv");
        } catch (IllegalArgumentException _) {
            return false; // not a language list: as if it had not been sent
        }
    }
}
