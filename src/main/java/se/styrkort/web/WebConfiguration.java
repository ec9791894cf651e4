package se.styrkort.web;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.util.Optional;

/**
 * What readers type to come here, and what stands between them and the program.
 *
 * @param baseUrl {@code https://styrkort.example.se}; empty when the program is reached directly
 * @param proxies how many proxies of one's own there are, each of which appends to {@code X-Forwarded-For}
 */
@Context
@ConfigurationProperties("styrkort.web")
public record WebConfiguration(
        @Bindable(defaultValue = "") String baseUrl,
        @Bindable(defaultValue = "0") int proxies) {
    private static final int MOST_PROXIES = 10;

    public WebConfiguration {
        if (!baseUrl.isEmpty() && !baseUrl.matches("https?://[^/?#\\s]+/?")) {
            throw new IllegalArgumentException(
                    "STYRKORT_BASE_URL must be http:// or https:// and a host, without a path;" + " it is \"" + baseUrl
                            + "\"");
        }
        if (proxies < 0 || proxies > MOST_PROXIES) {
            throw new IllegalArgumentException("STYRKORT_PROXIES must be 0 to " + MOST_PROXIES + "; it is " + proxies);
        }
    }

    /** Scheme, host and port, as a browser sends it in {@code Origin}. */
    public Optional<URI> origin() {
        return baseUrl.isEmpty() ? Optional.empty() : Optional.of(URI.create(baseUrl.replaceFirst("/$", "")));
    }

    public boolean isSecure() {
        return baseUrl.startsWith("https://");
    }
}
