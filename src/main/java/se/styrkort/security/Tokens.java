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
public final class Tokens {
    static final String PREFIX = "styrkort_";

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TokenRepository tokens;

    Tokens(TokenRepository tokens) {
        this.tokens = tokens;
    }

    /**
     * A token as it is shown once.
     *
     * @param clear the token itself
     */
    public record Made(long id, String clear, Instant expiresAt) {}

    /**
     * Makes a token.
     *
     * @param permissions of these, those that the account has count
     */
    public Made make(String username, String name, Set<Permission> permissions, Duration validity) {
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
    public List<Token> list(@Nullable String username) {
        return tokens.list(username);
    }

    /** From now on it opens nothing. False when there is no such token in force. */
    public boolean revoke(long id) {
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
