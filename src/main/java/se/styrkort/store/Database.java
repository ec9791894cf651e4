package se.styrkort.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Where the record is: a JDBC url of PostgreSQL and how to enter it.
 *
 * @param url begins with {@code jdbc:postgresql:}; connections look for names in the schemas {@code styrkort}, then
 *     {@code public} (where extensions are), unless the url says otherwise
 * @param user empty if the url or the driver's defaults name one
 * @param password empty if none is needed
 */
public record Database(String url, String user, String password) {
    private static final String SCHEME = "jdbc:postgresql:";
    private static final String SEARCH_PATH = "currentSchema=";

    public Database {
        Objects.requireNonNull(user);
        Objects.requireNonNull(password);
        if (!url.startsWith(SCHEME)) {
            throw new IllegalArgumentException("a database url begins with " + SCHEME);
        }
        if (!url.contains(SEARCH_PATH)) {
            url = url + (url.contains("?") ? "&" : "?") + SEARCH_PATH + "styrkort,public";
        }
    }

    /** The settings that make the framework's connection pool use this database. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("datasources.default.url", url);
        if (!user.isEmpty()) {
            properties.put("datasources.default.username", user);
        }
        if (!password.isEmpty()) {
            properties.put("datasources.default.password", password);
        }
        return properties;
    }

    /** Without the password, so that it never reaches a log; without the url's parameters, which may hold one. */
    @Override
    public String toString() {
        return url.replaceAll("\\?.*", "");
    }
}
