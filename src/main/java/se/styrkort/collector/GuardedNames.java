package se.styrkort.collector;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Looks names up for one connection, and gives only addresses that may be connected to: what has been checked is what is
 * connected to, whatever the name means a moment later.
 */
final class GuardedNames implements DnsResolver {
    private final Set<String> allowed;

    /** @param allowed hosts, in lower case, that may have any address */
    GuardedNames(Set<String> allowed) {
        this.allowed = allowed;
    }

    /** The host has no address that may be connected to. */
    static final class NotPublic extends UnknownHostException {
        private static final long serialVersionUID = 1L;
        private final String host;

        NotPublic(String host) {
            super(host + " has no public address");
            this.host = host;
        }

        String host() {
            return host;
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = SystemDefaultDnsResolver.INSTANCE.resolve(host);
        if (allowed.contains(host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", ""))) {
            return found;
        }
        InetAddress[] open = Arrays.stream(found).filter(PublicAddress::is).toArray(InetAddress[]::new);
        if (open.length == 0) {
            throw new NotPublic(host);
        }
        return open;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
    }
}
