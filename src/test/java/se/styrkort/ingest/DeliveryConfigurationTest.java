package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryConfigurationTest {
    @ParameterizedTest
    @CsvSource({
        "0, 3, 'STYRKORT_MAX_FILE_SIZE is at least 1 byte, not 0'",
        "1, 0, 'STYRKORT_IMPORTS_AT_ONCE is 1 to 64, not 0'",
        "1, 65, 'STYRKORT_IMPORTS_AT_ONCE is 1 to 64, not 65'"
    })
    void whatMakesNoSenseStopsTheStart(long size, int atOnce, String message) {
        Throwable refused = assertThrows(IllegalArgumentException.class, () -> new DeliveryConfiguration(size, atOnce));
        assertEquals(message, refused.getMessage());
    }
}
