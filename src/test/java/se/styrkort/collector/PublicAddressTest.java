package se.styrkort.collector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "192.0.0.8",
                "192.0.2.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "64:ff9b::a00:1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "2001:0:1::1",
                "2001:db8::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "100::1"
            })
    void whatIsNotOnThePublicInternetIsRefused(String address) {
        assertFalse(PublicAddress.is(InetAddress.ofLiteral(address)), address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.1.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450::1",
                "64:ff9b::101:101",
                "2002:101:101::1"
            })
    void whatIsOnItIsNot(String address) {
        assertTrue(PublicAddress.is(InetAddress.ofLiteral(address)), address);
    }

    @Test
    void anAddressMappedIntoTheOtherKindCountsAsWhatItCarries() throws UnknownHostException {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};
        assertFalse(PublicAddress.isPublic(mapped));
        assertFalse(PublicAddress.is(InetAddress.getByAddress(mapped)));
        assertFalse(PublicAddress.is(InetAddress.ofLiteral("::ffff:127.0.0.1")));
        byte[] open = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 1, 1, 1, 1};
        assertTrue(PublicAddress.isPublic(open));
    }

    @Test
    void anAllowedHostMayHaveAnyAddressAndOnlyThat() throws UnknownHostException {
        GuardedNames names = new GuardedNames(Set.of("127.0.0.2", "::1"));
        assertArrayEquals(new InetAddress[] {InetAddress.ofLiteral("127.0.0.2")}, names.resolve("127.0.0.2"));
        assertEquals(1, names.resolve("::1").length);
        assertThrows(GuardedNames.NotPublic.class, () -> names.resolve("127.0.0.1"));
        assertThrows(GuardedNames.NotPublic.class, () -> names.resolve("localhost"));
        // other ways to write loopback
        assertThrows(UnknownHostException.class, () -> names.resolve("2130706433"));
        assertThrows(UnknownHostException.class, () -> names.resolve("127.1"));
        assertThrows(UnknownHostException.class, () -> names.resolve("0x7f.1"));
    }
}
