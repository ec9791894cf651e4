package se.styrkort.security;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.ServerRequestContext;
import io.micronaut.http.server.util.HttpClientAddressResolver;
import jakarta.inject.Singleton;

/** Where a request comes from, as the trail writes it. */
@Singleton
final class AddressProvider {
    private final HttpClientAddressResolver addresses;

    AddressProvider(HttpClientAddressResolver addresses) {
        this.addresses = addresses;
    }

    /** Of the request that this thread works for; empty for what the program does itself. */
    String current() {
        return ServerRequestContext.currentRequest().map(this::of).orElse("");
    }

    String of(HttpRequest<?> request) {
        String address = addresses.resolve(request);
        return address == null ? "" : address;
    }
}
