package se.styrkort.web;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.util.Optional;

/**
 * What readers type to come here.
 *
 * @param baseUrl {@code https://styrkort.example.se}; empty when the program is reached directly
 */
@Context
@ConfigurationProperties("styrkort.web")
public record WebConfiguration(@Bindable(defaultValue = "") String baseUrl) {
    public WebConfiguration {
        if (!baseUrl.isEmpty() && !baseUrl.matches("https?://[^/?#\\s]+/?")) {
            throw new IllegalArgumentException(
                    "STYRKORT_BASE_URL must be http:// or https:// and a host, without a path;" + " it is \"" + baseUrl
                            + "\"");
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
