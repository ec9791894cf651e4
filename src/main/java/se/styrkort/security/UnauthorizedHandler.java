package se.styrkort.security;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.uri.UriBuilder;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.authentication.DefaultAuthorizationExceptionHandler;
import jakarta.inject.Singleton;
import java.net.URI;
import se.styrkort.web.MachineRoutes;
import se.styrkort.web.ProblemException;
import se.styrkort.web.ProblemHandler;

/** Programs without credentials get 401, readers the login page and from there where they wanted to go. */
@Singleton
@Replaces(DefaultAuthorizationExceptionHandler.class)
final class UnauthorizedHandler implements ExceptionHandler<AuthorizationException, HttpResponse<?>> {
    private final ProblemHandler problems;

    UnauthorizedHandler(ProblemHandler problems) {
        this.problems = problems;
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // declared so by the framework
    public HttpResponse<?> handle(HttpRequest request, AuthorizationException refused) {
        if (refused.isForbidden()) {
            return problems.answer(request, new ProblemException(403, "forbidden"), null);
        }
        if (MachineRoutes.contains(request.getPath())) {
            return problems.answer(request, new ProblemException(401, "unauthorized"), null)
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"styrkort\"");
        }
        return HttpResponse.seeOther(loginFor(request));
    }

    private static URI loginFor(HttpRequest<?> request) {
        UriBuilder login = UriBuilder.of("/login");
        String wanted = LocalAddress.orStart(request.getUri().toString());
        if (request.getMethod() == HttpMethod.GET && !wanted.equals(LocalAddress.START)) {
            login.queryParam(LoginController.NEXT, wanted);
        }
        return login.build();
    }
}
