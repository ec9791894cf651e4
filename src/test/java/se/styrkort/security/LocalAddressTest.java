package se.styrkort.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"/imports", "/scorecards?period=2026-03&subject=0180", "/a/b%C3%A5#x", "/x?u=http://a.example"})
    void addressesOfOursAreKept(String address) {
        assertEquals(address, LocalAddress.orStart(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "imports",
                "https://evil.example/",
                "//evil.example",
                "///evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "/\t/evil.example",
                "/\n/evil.example",
                " /imports",
                "/%2Fevil.example",
                "javascript:alert(1)",
                "/imports\r\nSet-Cookie: a=b",
                "/login?next=/imports",
                "/logout",
                "/å",
            })
    void allElseLeadsToTheStartPage(String address) {
        assertEquals("/", LocalAddress.orStart(address));
    }

    @Test
    void nothingWantedIsTheStartPage() {
        assertEquals("/", LocalAddress.orStart(null));
        assertEquals("/", LocalAddress.orStart("/" + "x".repeat(2_000)));
    }
}
