package se.styrkort.collector;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Whether an address is one of the public internet, by the registries of special addresses (RFC 6890). A collector reaches
 * others only where the operator has allowed the host: its address is written by somebody who may not reach what the
 * program's machine does.
 */
final class PublicAddress {
    /** A block of addresses: its first one, and how many bits all of it share. */
    private static final class Block {
        private final byte[] first;
        private final int bits;

        Block(byte[] first, int bits) {
            this.first = first;
            this.bits = bits;
        }

        static Block of(String text) {
            // in figures: no name is looked up
            String[] parts = text.split("/");
            return new Block(InetAddress.ofLiteral(parts[0]).getAddress(), Integer.parseInt(parts[1]));
        }

        boolean holds(byte[] address) {
            if (address.length != first.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (first[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Block> SPECIAL = List.of(
                    // this network, private, carriers' own, loopback, link-local (cloud metadata is here)
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.168.0.0/16",
                    // protocol assignments, examples, relays, benchmarks
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    // multicast, reserved, broadcast
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    // discard, protocol assignments with Teredo, examples, unique local, link-local, site-local,
                    // multicast
                    "100::/64",
                    "2001::/23",
                    "2001:db8::/32",
                    "3fff::/20",
                    "5f00::/16",
                    "fc00::/7",
                    "fe80::/10",
                    "fec0::/10",
                    "ff00::/8")
            .stream()
            .map(Block::of)
            .toList();

    /** What carries an IPv4 address inside, and from which byte: mapped, compatible (with :: and ::1), translated, 6to4. */
    private record Carrier(Block block, int at) {}

    private static final List<Carrier> CARRIERS = List.of(
            // written out: the library would turn a mapped address into the one that it carries
            new Carrier(new Block(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 0, 0, 0, 0}, 96), 12),
            new Carrier(Block.of("::/96"), 12),
            new Carrier(Block.of("64:ff9b::/96"), 12),
            new Carrier(Block.of("64:ff9b:1::/48"), 12),
            new Carrier(Block.of("2002::/16"), 2));

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        return switch (address) {
            case Inet4Address four -> isPublic(four.getAddress());
            case Inet6Address six -> isPublic(six.getAddress());
            default -> false;
        };
    }

    static boolean isPublic(byte[] address) {
        if (SPECIAL.stream().anyMatch(block -> block.holds(address))) {
            return false;
        }
        for (Carrier carrier : CARRIERS) {
            if (carrier.block().holds(address)) {
                byte[] inside = new byte[4];
                System.arraycopy(address, carrier.at(), inside, 0, inside.length);
                return isPublic(inside);
            }
        }
        return true;
    }
}
