package se.styrkort.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.styrkort.calendar.Period;

class AddressTemplateTest {
    private static final List<Period> WINDOW = List.of(Period.month(2026, 1), Period.month(2026, 2));

    private static List<String> asked(String template) {
        return new AddressTemplate(template)
                .addresses(WINDOW).stream()
                        .map(asked -> asked.address() + " " + asked.about())
                        .toList();
    }

    @Test
    void aWindowIsAskedForAtOnceOrPeriodByPeriod() {
        assertEquals(List.of("https://a/b.csv "), asked("https://a/b.csv"));
        assertEquals(List.of("https://a/?f=2026-01&t=2026-02 2026-01_2026-02"), asked("https://a/?f={from}&t={to}"));
        assertEquals(
                List.of("https://a/?f=2026-01-01&t=2026-02-28 2026-01_2026-02"),
                asked("https://a/?f={from_date}&t={to_date}"));
        assertEquals(
                List.of("https://a/2026-01.csv?to=2026-01-31 2026-01", "https://a/2026-02.csv?to=2026-02-28 2026-02"),
                asked("https://a/{period}.csv?to={to_date}"));
    }

    @Test
    void aPlaceThatMeansNothingIsFound() {
        assertEquals(Optional.of("{month}"), new AddressTemplate("https://a/{month}").unknownPlace());
        assertEquals(Optional.empty(), new AddressTemplate("https://a/{period}").unknownPlace());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://a/b",
                "file:///etc/passwd",
                "https:///b",
                "https://me@a/b",
                "https://me:pass@a/b",
                "a/b",
                "http:a",
                "https://a b/",
                "jar:https://a/b!/c"
            })
    void onlyHostsOverHttpWithoutAPasswordAreAsked(String address) {
        assertFalse(new AddressTemplate(address).isWellFormed(), address);
        assertTrue(new AddressTemplate("HTTPS://a:8443/b?c={period}").isWellFormed());
    }
}
