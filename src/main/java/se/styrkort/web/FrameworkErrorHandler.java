package se.styrkort.web;

import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.json.JsonSyntaxException;
import io.micronaut.web.router.exceptions.UnsatisfiedBodyRouteException;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Everything the framework itself refuses (no such route, wrong method, a parameter missing, too large …) as the same
 * problems as ours. Its own sentences name classes and are not passed on.
 */
@Singleton
final class FrameworkErrorHandler implements ErrorResponseProcessor<byte[]> {
    private final ProblemHandler problems;
    private final BugHandler bugs;

    FrameworkErrorHandler(ProblemHandler problems, BugHandler bugs) {
        this.problems = problems;
        this.bugs = bugs;
    }

    @Override
    public MutableHttpResponse<byte[]> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        Throwable cause = context.getRootCause().orElse(null);
        String correlationId = response.code() >= 500 ? bugs.log(context.getRequest(), cause) : null;
        if (context.getRequest().getMethod() == HttpMethod.HEAD) {
            return response.body(new byte[0]);
        }
        return problems.complete(context.getRequest(), response, mistake(response.code(), cause), correlationId);
    }

    private static ProblemException mistake(int status, @Nullable Throwable cause) {
        return switch (cause) {
            case UnsatisfiedBodyRouteException _, JsonSyntaxException _, IOException _ ->
                new ProblemException(status, "unreadable_body");
            case UnsatisfiedRouteException missing ->
                new ProblemException(status, "missing_parameter", name(missing.getArgument()));
            case ConversionErrorException invalid
            when isBody(invalid.getArgument()) -> new ProblemException(status, "unreadable_body");
            case ConversionErrorException invalid ->
                new ProblemException(
                        status,
                        "invalid_parameter",
                        name(invalid.getArgument()),
                        invalid.getConversionError()
                                .getOriginalValue()
                                .map(String::valueOf)
                                .orElse(""));
            case null, default -> new ProblemException(status, code(status), String.valueOf(status));
        };
    }

    private static String code(int status) {
        return switch (status) {
            case 400 -> "bad_request";
            case 401 -> "unauthorized";
            case 403 -> "forbidden";
            case 404 -> "not_found";
            case 405 -> "method_not_allowed";
            case 406 -> "not_acceptable";
            case 413 -> "too_large";
            case 415 -> "unsupported_media_type";
            default -> status >= 500 ? "internal" : "refused";
        };
    }

    private static boolean isBody(Argument<?> argument) {
        return argument.getAnnotationMetadata().hasAnnotation(Body.class);
    }

    /** The name in the request, which may differ from the Java argument's. */
    private static String name(Argument<?> argument) {
        AnnotationMetadata annotations = argument.getAnnotationMetadata();
        return annotations
                .stringValue(Bindable.class)
                .filter(name -> !name.isEmpty())
                .orElse(argument.getName());
    }
}
