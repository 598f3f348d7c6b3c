package org.projectexporter.sidecar.internal.webhooks;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Tells addresses of the public internet from those of this machine, of private networks, and of special purposes, by
 * IANA's registries of special-purpose addresses (RFC 6890).
 */
final class PublicAddress {
    /** IPv4 blocks that are not globally reachable, or whose traffic another host would relay. */
    private static final List<Block> SPECIAL_V4 = List.of(
            block(8, 0), // this network; 0.0.0.0 is this machine
            block(8, 10), // private
            block(10, 100, 64), // shared, behind a carrier's NAT
            block(8, 127), // loopback
            block(16, 169, 254), // link-local, with the metadata services of clouds
            block(12, 172, 16), // private
            block(24, 192, 0, 0), // protocol assignments
            block(24, 192, 0, 2), // documentation
            block(24, 192, 88, 99), // relays of 6to4
            block(16, 192, 168), // private
            block(15, 198, 18), // benchmarks
            block(24, 198, 51, 100), // documentation
            block(24, 203, 0, 113), // documentation
            block(4, 224), // multicast
            block(4, 240)); // reserved, and broadcast

    /** Of 2000::/3, the only block of global unicast addresses; all others are refused. */
    private static final List<Block> SPECIAL_V6 = List.of(
            block(23, 0x20, 0x01, 0x00, 0x00), // protocol assignments, with Teredo, which contains an IPv4 address
            block(32, 0x20, 0x01, 0x0d, 0xb8), // documentation
            block(16, 0x20, 0x02), // 6to4, which contains an IPv4 address
            block(20, 0x3f, 0xff, 0x00)); // documentation

    private static final Block GLOBAL_V6 = block(3, 0x20);

    /** The addresses that begin with the same bits. */
    private record Block(int bits, List<Integer> start) {
        private boolean contains(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                int expected = bit / 8 < start.size() ? start.get(bit / 8) & mask : 0;
                if ((address[bit / 8] & mask) != expected) {
                    return false;
                }
            }
            return true;
        }
    }

    private PublicAddress() {}

    private static Block block(int bits, Integer... start) {
        return new Block(bits, List.of(start));
    }

    /** Java has already turned an IPv6 address that maps an IPv4 address into the latter. */
    static boolean is(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return SPECIAL_V4.stream().noneMatch(block -> block.contains(bytes));
        }
        return GLOBAL_V6.contains(bytes) && SPECIAL_V6.stream().noneMatch(block -> block.contains(bytes));
    }
}
