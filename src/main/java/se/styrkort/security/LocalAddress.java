package se.styrkort.security;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Where to go after the login: an address of ours, never another site's. */
final class LocalAddress {
    static final String START = "/";

    private static final int LONGEST = 2_000;

    private LocalAddress() {}

    /** The path and query when they are local; the start page for anything else. */
    static String orStart(@Nullable String address) {
        return address != null && isLocal(address) ? address : START;
    }

    private static boolean isLocal(String address) {
        // browsers take //host, /\host and a tab or newline between the slashes as another host
        if (address.length() > LONGEST
                || !address.startsWith("/")
                || address.startsWith("//")
                || address.chars().anyMatch(c -> c == '\\' || c <= ' ' || c >= 127)) {
            return false;
        }
        try {
            URI uri = new URI(address);
            String path = uri.getPath();
            return uri.getScheme() == null
                    && uri.getRawAuthority() == null
                    && path != null
                    && !path.startsWith("//")
                    && !path.startsWith("/login")
                    && !path.startsWith("/logout");
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
