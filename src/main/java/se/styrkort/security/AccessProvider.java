package se.styrkort.security;

import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.security.rules.SecurityRuleResult;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * The one rule of routes, asked first and never undecided: what is not open needs credentials and the permission that
 * the route names with {@link Needs}. Whose figures an answer may hold is decided by {@code catalog.Entitlement}.
 */
@Singleton
final class AccessProvider implements SecurityRule<HttpRequest<?>> {
    private static final String METERS = "/prometheus";

    private final OpenRoutes open;

    AccessProvider(OpenRoutes open) {
        this.open = open;
    }

    @Override
    public Publisher<SecurityRuleResult> check(HttpRequest<?> request, @Nullable Authentication authentication) {
        boolean allowed = open.contains(request.getPath())
                || (authentication != null && allows(request, ActorProvider.actor(authentication)));
        return Publishers.just(allowed ? SecurityRuleResult.ALLOWED : SecurityRuleResult.REJECTED);
    }

    private static boolean allows(HttpRequest<?> request, Actor actor) {
        Optional<RouteMatch<?>> route = RouteAttributes.getRouteMatch(request);
        // an address that is none is not found, for whoever may enter
        return route.map(match -> needed(request, match)).orElse(List.of(Permission.ENTER)).stream()
                .anyMatch(actor::may);
    }

    /** Nothing for a route that does not say: then nobody may. */
    private static List<Permission> needed(HttpRequest<?> request, RouteMatch<?> route) {
        return request.getPath().equals(METERS)
                ? List.of(Permission.READ_METERS)
                : route.findAnnotation(Needs.class)
                        .map(needs -> List.of(needs.enumValues(AnnotationMetadata.VALUE_MEMBER, Permission.class)))
                        .orElse(List.of());
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
