package se.styrkort.web;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Addresses of our own static files with a hash of their content, so that browsers may keep them for long and still
 * fetch a new version at once.
 */
@Singleton
public final class Assets {
    private static final int HASH_LENGTH = 12;

    private final Map<String, String> addresses = new ConcurrentHashMap<>();

    /** {@code styrkort.css} becomes {@code /static/styrkort.css?v=<hash>}. */
    public String address(String name) {
        return addresses.computeIfAbsent(name, file -> "/static/" + file + "?v=" + hash("static/" + file));
    }

    private static String hash(String resource) {
        try (InputStream file = Assets.class.getClassLoader().getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalArgumentException("No static file " + resource);
            }
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(file.readAllBytes());
            return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
