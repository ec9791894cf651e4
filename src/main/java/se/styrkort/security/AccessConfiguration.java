package se.styrkort.security;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Who may enter without a login.
 *
 * @param adminToken the bearer token for automation, with full rights; empty when none is accepted
 * @param localToken the bearer token of commands on this machine, made anew at each start; empty when none is accepted
 * @param publicStatus whether everybody may read the current operating information
 */
@Context
@ConfigurationProperties("styrkort.security")
record AccessConfiguration(
        @Bindable(defaultValue = "") String adminToken,
        @Bindable(defaultValue = "") String localToken,
        @Bindable(defaultValue = "false") boolean publicStatus) {
    static final int SHORTEST_TOKEN = 32;

    AccessConfiguration {
        if (!adminToken.isEmpty() && adminToken.length() < SHORTEST_TOKEN) {
            throw new IllegalArgumentException("STYRKORT_ADMIN_TOKEN must have at least " + SHORTEST_TOKEN
                    + " characters, it has " + adminToken.length() + "; leave it empty to accept no token");
        }
    }

    /** In constant time, so that the answer's time tells nothing of how much was right. */
    boolean accepts(String token) {
        return areEqual(adminToken, token);
    }

    /** The same for the token of commands on this machine. */
    boolean acceptsLocally(String token) {
        return areEqual(localToken, token);
    }

    private static boolean areEqual(String accepted, String token) {
        return !accepted.isEmpty()
                && MessageDigest.isEqual(
                        accepted.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    /** A configuration is printed in logs; a token is not. */
    @Override
    public String toString() {
        return "AccessConfiguration[adminToken=" + (adminToken.isEmpty() ? "none" : "set") + ", publicStatus="
                + publicStatus + "]";
    }
}
