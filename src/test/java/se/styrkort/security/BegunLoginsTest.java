package se.styrkort.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BegunLoginsTest {
    private final BegunLogin begun = BegunLogin.now("/scorecards?period=2026-03");
    private final BegunLogins logins = new BegunLogins();

    @Test
    void comesBackOnceWithItsOwnState() {
        String cookie = logins.seal(begun);
        assertEquals(Optional.empty(), logins.take(cookie, BegunLogin.now("/").state()));
        assertEquals(Optional.of(begun), logins.take(cookie, begun.state()));
        assertEquals(Optional.empty(), logins.take(cookie, begun.state()));
    }

    @Test
    void nobodyElseCanReadOrMakeIt() {
        String cookie = logins.seal(begun);
        assertFalse(cookie.contains(begun.verifier()));
        assertNotEquals(cookie, logins.seal(begun));
        assertEquals(
                Optional.empty(), new BegunLogins().take(cookie, begun.state()), "another process has another key");
        for (int i = 0; i < cookie.length(); i += 7) {
            char other = cookie.charAt(i) == 'A' ? 'B' : 'A';
            String changed = cookie.substring(0, i) + other + cookie.substring(i + 1);
            assertEquals(Optional.empty(), logins.take(changed, begun.state()), "changed at " + i);
        }
        assertTrue(logins.take(cookie, begun.state()).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "....", "a.b.c.d.e", "eyJhbGciOiJub25lIn0.e30.", "%%%", "ö"})
    void whatIsNoneIsNoError(String cookie) {
        assertEquals(Optional.empty(), logins.take(cookie, begun.state()));
        assertEquals(Optional.empty(), logins.take(null, begun.state()));
        assertEquals(Optional.empty(), logins.take(logins.seal(begun), null));
    }

    @Test
    void whoIsTooLateBeginsAnew() {
        Instant[] now = {begun.until().minusSeconds(1)};
        BegunLogins watched = new BegunLogins(() -> now[0]);
        BegunLogin other = new BegunLogin("other", begun.nonce(), begun.verifier(), "/", begun.until());
        assertTrue(watched.take(watched.seal(begun), begun.state()).isPresent());
        now[0] = begun.until();
        assertEquals(Optional.empty(), watched.take(watched.seal(other), other.state()));
    }

    @Test
    void theLongestAddressFitsIntoACookie() {
        String next = LocalAddress.orStart("/" + "a".repeat(1_999));
        assertEquals(2_000, next.length());
        assertTrue(logins.seal(BegunLogin.now(next)).length() <= 4_000);
    }
}
