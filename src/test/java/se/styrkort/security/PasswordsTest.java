package se.styrkort.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PasswordsTest {
    @Test
    void onlyTheRightPasswordMatches() {
        String hash = Passwords.hash("Rätt lösenord");
        assertTrue(hash.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), hash);
        assertTrue(Passwords.matches("Rätt lösenord", hash));
        assertFalse(Passwords.matches("Ratt losenord", hash));
        assertNotEquals(hash, Passwords.hash("Rätt lösenord"), "each hash has its own salt");
    }

    @Test
    void randomPasswordsAreLongAndUnmistakable() {
        String password = Passwords.random();
        assertEquals(20, password.length());
        assertTrue(password.matches("[A-HJ-NP-Za-km-z2-9]+"), password);
        assertNotEquals(password, Passwords.random());
    }

    @Test
    void aShortAdminTokenIsRefusedWithItsReason() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new AccessConfiguration("short", "", false));
        assertEquals(
                "STYRKORT_ADMIN_TOKEN must have at least 32 characters, it has 5; leave it empty to accept no token",
                refused.getMessage());
    }

    @Test
    void withoutAnAdminTokenNoneIsAccepted() {
        AccessConfiguration none = new AccessConfiguration("", "", false);
        assertFalse(none.accepts(""));
        AccessConfiguration some = new AccessConfiguration("0123456789abcdef0123456789abcdef", "", false);
        assertTrue(some.accepts("0123456789abcdef0123456789abcdef"));
        assertFalse(some.accepts("0123456789abcdef0123456789abcdeF"));
        assertFalse(some.toString().contains("0123"), "the token is not printed");
    }
}
