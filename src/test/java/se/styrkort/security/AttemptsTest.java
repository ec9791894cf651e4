package se.styrkort.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private Instant now = Instant.parse("2026-03-01T08:00:00Z");
    private final Attempts attempts = new Attempts(() -> now);

    private void tenAttempts(String account, String address) {
        for (int i = 0; i < Attempts.LIMIT; i++) {
            assertEquals(Optional.empty(), attempts.begin(account, address));
            now = now.plusSeconds(60);
        }
    }

    @Test
    void theEleventhWithinAQuarterOfAnHourWaitsUntilTheFirstIsForgotten() {
        tenAttempts("anna", "10.0.0.1");
        assertEquals(Optional.of(Duration.ofMinutes(5)), attempts.begin("anna", "10.0.0.1"));
        now = now.plus(Duration.ofMinutes(5));
        assertEquals(Optional.empty(), attempts.begin("anna", "10.0.0.1"));
        assertEquals(Optional.of(Duration.ofMinutes(1)), attempts.begin("anna", "10.0.0.1"));
    }

    @Test
    void othersAreNotMadeToWait() {
        tenAttempts("anna", "10.0.0.1");
        assertEquals(Optional.empty(), attempts.begin("anna", "10.0.0.2"));
        assertEquals(Optional.empty(), attempts.begin("bo", "10.0.0.1"));
    }

    @Test
    void successClearsTheCount() {
        tenAttempts("anna", "10.0.0.1");
        attempts.succeeded("anna", "10.0.0.1");
        assertEquals(Optional.empty(), attempts.begin("anna", "10.0.0.1"));
    }

    @Test
    void memoryIsBounded() {
        tenAttempts("anna", "10.0.0.1");
        for (int i = 0; i < Attempts.REMEMBERED; i++) {
            attempts.begin("guess" + i, "10.0.0.9");
        }
        assertEquals(Optional.empty(), attempts.begin("anna", "10.0.0.1"), "the oldest pair is forgotten");
    }
}
