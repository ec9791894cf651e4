package se.styrkort.security;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * A login at the provider of the common login that has begun.
 *
 * @param state comes back with the provider's answer: it belongs to this browser
 * @param nonce comes back in the ID token: it was made for this login
 * @param verifier proves to the provider that who redeems the answer is who asked (PKCE, RFC 7636)
 * @param next where the reader was going
 * @param until when it is too late to come back, to the second
 */
record BegunLogin(String state, String nonce, String verifier, String next, Instant until) {
    static final Duration LONGEST = Duration.ofMinutes(15);

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static BegunLogin now(String next) {
        Instant until = Instant.ofEpochSecond(Instant.now().plus(LONGEST).getEpochSecond());
        return new BegunLogin(random(), random(), random(), next, until);
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "BegunLogin[until=" + until + "]";
    }
}
