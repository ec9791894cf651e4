package se.styrkort.web;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.security.authentication.Authentication;
import jakarta.inject.Singleton;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the {@link Page} of a request; any controller method may declare it as an argument. */
@Singleton
public final class PageProvider implements TypedRequestArgumentBinder<Page> {
    static final String LANGUAGE = "lang";

    private final Messages messages;
    private final Assets assets;
    private final FormTokenProvider formTokens;
    private final List<Seal> seals;

    PageProvider(Messages messages, Assets assets, FormTokenProvider formTokens, List<Seal> seals) {
        this.messages = messages;
        this.assets = assets;
        this.formTokens = formTokens;
        this.seals = seals;
    }

    public Page page(HttpRequest<?> request) {
        return new Page(
                messages,
                assets,
                Language.choose(
                        request.getParameters().get(LANGUAGE),
                        request.getCookies()
                                .findCookie(LANGUAGE)
                                .map(Cookie::getValue)
                                .orElse(null),
                        request.getHeaders().get(HttpHeaders.ACCEPT_LANGUAGE)),
                request.getPath(),
                withoutLanguage(request.getUri().getRawQuery()),
                request.getUserPrincipal().map(Principal::getName).orElse(null),
                request.getUserPrincipal(Authentication.class)
                        .map(user -> Set.copyOf(user.getRoles()))
                        .orElse(Set.of()),
                formTokens.of(request),
                seals);
    }

    private static String withoutLanguage(@Nullable String query) {
        if (query == null) {
            return "";
        }
        return Arrays.stream(query.split("&"))
                .filter(part -> !part.startsWith(LANGUAGE + "=") && !part.isEmpty())
                .collect(Collectors.joining("&"));
    }

    @Override
    public Argument<Page> argumentType() {
        return Argument.of(Page.class);
    }

    @Override
    public BindingResult<Page> bind(ArgumentConversionContext<Page> context, HttpRequest<?> source) {
        Page page = page(source);
        return () -> Optional.of(page);
    }
}
