package se.styrkort.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private static final String HERE = "10.0.0.1";

    private Instant now = Instant.parse("2026-03-01T08:00:00Z");
    private final Attempts attempts = new Attempts(() -> now);

    private void allAllowed() {
        for (int i = 0; i < Attempts.LIMIT; i++) {
            assertEquals(Optional.empty(), attempts.begin(HERE));
            now = now.plusSeconds(3);
        }
    }

    @Test
    void theNextWithinAQuarterOfAnHourWaitsUntilTheFirstIsForgotten() {
        allAllowed();
        assertEquals(Optional.of(Duration.ofMinutes(10)), attempts.begin(HERE));
        now = now.plus(Duration.ofMinutes(10));
        assertEquals(Optional.empty(), attempts.begin(HERE));
        assertEquals(Optional.of(Duration.ofSeconds(3)), attempts.begin(HERE));
    }

    @Test
    void otherAddressesAreNotMadeToWait() {
        allAllowed();
        assertEquals(Optional.empty(), attempts.begin("10.0.0.2"));
    }

    @Test
    void successIsNoFailureAndForgivesNone() {
        allAllowed();
        attempts.succeeded(HERE);
        assertEquals(Optional.empty(), attempts.begin(HERE));
        assertEquals(true, attempts.begin(HERE).isPresent());
    }

    @Test
    void memoryIsBounded() {
        allAllowed();
        for (int i = 0; i < Attempts.REMEMBERED; i++) {
            attempts.begin("10.1." + i);
        }
        assertEquals(Optional.empty(), attempts.begin(HERE), "the oldest address is forgotten");
    }
}
