package se.styrkort.security;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * API tokens (åtkomstnycklar): made here, shown once, kept as a hash. The prefix lets scanners of code recognise one
 * that was left somewhere.
 */
@Singleton
final class Tokens {
    static final String PREFIX = "styrkort_";
    static final Duration LONGEST = Duration.ofDays(366);

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TokenRepository tokens;

    Tokens(TokenRepository tokens) {
        this.tokens = tokens;
    }

    /** @param clear to be shown once */
    record Made(long id, String clear, Instant expiresAt) {}

    /** @param permissions of them, those that the account has count */
    Made make(String username, String name, Set<Permission> permissions, Duration validity) {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        String clear = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Instant now = Instant.now();
        Instant expires = now.plus(validity);
        return new Made(tokens.insert(username, name, hash(clear), permissions, now, expires), clear, expires);
    }

    Optional<Actor> holder(String clear) {
        return clear.startsWith(PREFIX) ? tokens.use(hash(clear)) : Optional.empty();
    }

    /** The tokens of one account, or of all; the newest first. */
    List<Token> list(@Nullable String username) {
        return tokens.list(username);
    }

    boolean revoke(long id) {
        return tokens.revoke(id);
    }

    private static byte[] hash(String clear) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(clear.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
