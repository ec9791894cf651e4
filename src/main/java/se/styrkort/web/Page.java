package se.styrkort.web;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every template needs to know of one request: the reader's language and name, and where the page is. A
 * controller gets one by declaring it as an argument, and passes it on as the template's first parameter.
 */
public final class Page {
    private final Messages messages;
    private final Assets assets;
    private final ReaderFormat format;
    private final Locale locale;
    private final String path;
    private final String query;
    private final @Nullable String user;
    private final Set<String> permissions;
    private final String formToken;
    private final List<Seal> seals;

    /**
     * @param path the request's path, {@code /imports/7}
     * @param query what follows it, without the question mark and without {@code lang}; may be empty
     * @param user who is logged in; nothing on the login page
     * @param permissions what the user may do, as codes
     * @param formToken what every form of the page must send back
     * @param seals what is printed at the foot of a page; one or none
     */
    public Page(
            Messages messages,
            Assets assets,
            Locale locale,
            String path,
            String query,
            @Nullable String user,
            Set<String> permissions,
            String formToken,
            List<Seal> seals) {
        this.messages = messages;
        this.assets = assets;
        this.format = new ReaderFormat(locale);
        this.locale = locale;
        this.path = path;
        this.query = query;
        this.user = user;
        this.permissions = Set.copyOf(permissions);
        this.formToken = formToken;
        this.seals = List.copyOf(seals);
    }

    /** A page that is not sealed. */
    public Page(
            Messages messages,
            Assets assets,
            Locale locale,
            String path,
            String query,
            @Nullable String user,
            Set<String> permissions,
            String formToken) {
        this(messages, assets, locale, path, query, user, permissions, formToken, List.of());
    }

    /** What is printed at its foot; nothing on pages that show no figures, since nobody is logged in. */
    public Seal.@Nullable Stamp stamp() {
        return user == null || seals.isEmpty() ? null : seals.getFirst().newest();
    }

    /** The reader's text of this key. */
    public String t(String key, Object... args) {
        return messages.text(locale, key, args);
    }

    /** The reader's text of this key, where there is one: for codes that anybody may bring, such as units. */
    public String orElse(String key, String otherwise) {
        return messages.has(key) ? messages.text(locale, key) : otherwise;
    }

    /** A caller's mistake in the reader's language, for a page that shows it beside the form that it came from. */
    public Problem problem(ProblemException mistake) {
        return Problem.of(mistake, null, messages, locale);
    }

    /** Numbers, months and times as this reader writes them. */
    public ReaderFormat format() {
        return format;
    }

    public Locale locale() {
        return locale;
    }

    public String path() {
        return path;
    }

    public @Nullable String user() {
        return user;
    }

    /** Whether to show the way to what needs this permission; whether it may be opened is decided there. */
    public boolean may(String permission) {
        return permissions.contains(permission);
    }

    /** The value of the hidden field {@code _csrf}, the first of every form that changes something. */
    public String formToken() {
        return formToken;
    }

    public String asset(String name) {
        return assets.address(name);
    }

    /** This page in the other language, with the same query; relative, so that no path can turn it into another host. */
    public String addressIn(String language) {
        return "?" + (query.isEmpty() ? "" : query + "&") + "lang=" + language;
    }

    /** For the navigation: {@code page} when this is the section's own page, {@code true} below it. */
    public @Nullable String current(String section) {
        if (path.equals(section)) {
            return "page";
        }
        return path.startsWith(section + "/") ? "true" : null;
    }
}
