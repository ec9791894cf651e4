package se.styrkort.security;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The begun logins, each kept by its own browser in a cookie that only this process can read or make: however many are
 * begun, they take no memory here. The key lives as long as the sessions do. Of those that came back the last
 * {@value #REMEMBERED} are remembered, so that each comes back once.
 */
@Singleton
final class BegunLogins {
    private static final int REMEMBERED = 10_000;
    private static final int KEY_BYTES = 32;

    private final InstantSource clock;
    private final byte[] key = new byte[KEY_BYTES];
    private final Map<String, Instant> spent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    BegunLogins() {
        this(InstantSource.system());
    }

    BegunLogins(InstantSource clock) {
        this.clock = clock;
        new SecureRandom().nextBytes(key);
    }

    /** The cookie's value, at most 4,000 characters for an address of at most 2,000. */
    String seal(BegunLogin begun) {
        EncryptedJWT sealed = new EncryptedJWT(
                new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM),
                new JWTClaimsSet.Builder()
                        .claim("state", begun.state())
                        .claim("nonce", begun.nonce())
                        .claim("verifier", begun.verifier())
                        .claim("next", begun.next())
                        .claim("until", begun.until().getEpochSecond())
                        .build());
        try {
            sealed.encrypt(new DirectEncrypter(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e); // every Java has the algorithm
        }
        return sealed.serialize();
    }

    /** The login that an answer with this state belongs to; nothing when it is another's, too old, or was taken before. */
    Optional<BegunLogin> take(@Nullable String cookie, @Nullable String state) {
        if (cookie == null || state == null) {
            return Optional.empty();
        }
        return open(cookie)
                .filter(begun -> MessageDigest.isEqual(
                        begun.state().getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8)))
                .filter(begun -> clock.instant().isBefore(begun.until()))
                .filter(this::isFirst);
    }

    private Optional<BegunLogin> open(String cookie) {
        try {
            EncryptedJWT sealed = EncryptedJWT.parse(cookie);
            sealed.decrypt(new DirectDecrypter(key));
            JWTClaimsSet begun = sealed.getJWTClaimsSet();
            return Optional.of(new BegunLogin(
                    begun.getStringClaim("state"),
                    begun.getStringClaim("nonce"),
                    begun.getStringClaim("verifier"),
                    begun.getStringClaim("next"),
                    Instant.ofEpochSecond(begun.getLongClaim("until"))));
        } catch (ParseException | JOSEException | IllegalStateException _) {
            return Optional.empty(); // not one of ours, or from before the last start
        }
    }

    private synchronized boolean isFirst(BegunLogin begun) {
        return spent.putIfAbsent(begun.state(), begun.until()) == null;
    }
}
