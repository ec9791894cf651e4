package se.styrkort.web;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * The texts a reader sees, in Swedish and English: the bundles {@code texts/<feature>_sv.properties} and
 * {@code texts/<feature>_en.properties} of all features as one. A key stands in one bundle only.
 */
@Singleton
public final class Messages {
    public static final Locale SWEDISH = Locale.of("sv");
    public static final Locale ENGLISH = Locale.ENGLISH;

    /** Every feature may bring a bundle; one that has no texts brings none. */
    static final List<String> FEATURES = List.of(
            "document",
            "store",
            "web",
            "security",
            "calendar",
            "catalog",
            "account",
            "observation",
            "ingest",
            "collector",
            "completeness",
            "availability",
            "servicedesk",
            "survey",
            "scorecard",
            "comparison",
            "report",
            "demo");

    private final Map<String, String> swedish = read("sv");
    private final Map<String, String> english = read("en");

    /**
     * The text with {@code {0}}, {@code {1}} … filled in. Arguments are put in as they print: a number or date that a
     * reader sees goes through {@link ReaderFormat} first.
     *
     * @throws IllegalArgumentException when there is no such key; a bug, found by a test
     */
    public String text(Locale locale, String key, Object... args) {
        String pattern = texts(locale).get(key);
        if (pattern == null) {
            throw new IllegalArgumentException("No text for the key " + key);
        }
        Object[] strings = Arrays.stream(args).map(String::valueOf).toArray();
        return new MessageFormat(pattern, Locale.ROOT).format(strings);
    }

    public boolean has(String key) {
        return swedish.containsKey(key);
    }

    Set<String> keys(Locale locale) {
        return texts(locale).keySet();
    }

    String pattern(Locale locale, String key) {
        String pattern = texts(locale).get(key);
        if (pattern == null) {
            throw new IllegalArgumentException("No text for the key " + key);
        }
        return pattern;
    }

    private Map<String, String> texts(Locale locale) {
        return locale.getLanguage().equals("en") ? english : swedish;
    }

    private static Map<String, String> read(String language) {
        Map<String, String> texts = new TreeMap<>();
        for (String feature : FEATURES) {
            String name = "texts/" + feature + "_" + language + ".properties";
            try (InputStream file = Messages.class.getClassLoader().getResourceAsStream(name)) {
                if (file == null) {
                    continue;
                }
                Properties bundle = new Properties();
                bundle.load(new InputStreamReader(file, StandardCharsets.UTF_8));
                for (String key : bundle.stringPropertyNames()) {
                    if (texts.putIfAbsent(key, bundle.getProperty(key)) != null) {
                        throw new IllegalStateException("The text " + key + " in " + name + " stands in two bundles");
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(name, e);
            }
        }
        return texts;
    }
}
