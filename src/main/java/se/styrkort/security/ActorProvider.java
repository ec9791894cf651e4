package se.styrkort.security;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import io.micronaut.security.authentication.Authentication;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Binds the {@link Actor} of a request; any controller method behind the login may declare it as an argument. */
@Singleton
public final class ActorProvider implements TypedRequestArgumentBinder<Actor> {
    private static final String ACTOR = "actor";

    /** As the framework carries it; its roles are the codes of the permissions, for pages that show only what may be opened. */
    static Authentication authentication(Actor actor) {
        List<String> permissions = Arrays.stream(Permission.values())
                .filter(actor::hasUseOf)
                .map(Permission::code)
                .toList();
        return Authentication.build(actor.name(), permissions, Map.of(ACTOR, actor));
    }

    static Actor actor(Authentication authentication) {
        return (Actor) Objects.requireNonNull(authentication.getAttributes().get(ACTOR));
    }

    /** Who is behind a request; nobody on the open routes. */
    public static Optional<Actor> of(HttpRequest<?> request) {
        return request.getUserPrincipal(Authentication.class).map(ActorProvider::actor);
    }

    @Override
    public Argument<Actor> argumentType() {
        return Argument.of(Actor.class);
    }

    @Override
    public BindingResult<Actor> bind(ArgumentConversionContext<Actor> context, HttpRequest<?> request) {
        Optional<Actor> actor = of(request);
        return () -> actor;
    }
}
