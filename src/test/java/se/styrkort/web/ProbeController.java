package se.styrkort.web;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.serde.annotation.Serdeable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Fault;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;

/** Routes that do what features' routes do, so that the shared behaviour is tested over real HTTP. */
@Controller
@Requires(property = "spec.name", value = "web")
@Needs(Permission.ENTER)
final class ProbeController {
    @Serdeable
    record Figures(
            BigDecimal thousand,
            BigDecimal tiny,
            BigDecimal exact,
            BigDecimal money,
            @Nullable BigDecimal nothing,
            List<String> empty,
            Instant at,
            int wholeNumber) {}

    @Serdeable
    record Sent(String name, BigDecimal amount) {}

    private final Templates templates;

    ProbeController(Templates templates) {
        this.templates = templates;
    }

    @Get("/api/v1/probe/figures")
    Figures figures() {
        return new Figures(
                new BigDecimal("1E+3"),
                new BigDecimal("1E-7"),
                new BigDecimal("12345678901234567890.123456789"),
                new BigDecimal("10.00"),
                null,
                List.of(),
                Instant.parse("2026-04-10T08:00:00Z"),
                7);
    }

    @Get("/api/v1/probe/listing")
    Listing<Sent> listing(@QueryValue @Nullable String cursor) {
        Cursor.read(cursor, 1);
        return Listing.whole(List.of(new Sent("a", new BigDecimal("1E+1"))));
    }

    @Get("/api/v1/probe/number")
    Map<String, Object> number(@QueryValue("asked") int value) {
        return Map.of("value", value);
    }

    @Post("/api/v1/probe/body")
    Sent body(@Body Sent sent) {
        return sent;
    }

    @Post("/api/v1/probe/csv")
    @Consumes("text/csv")
    Map<String, Object> csv(@Body byte[] bytes) {
        return Map.of("length", bytes.length);
    }

    @SuppressWarnings("DoNotCallSuggester")
    @Get("/api/v1/probe/bug")
    String bug() {
        throw new IllegalStateException("secret detail of " + getClass().getName());
    }

    @SuppressWarnings("DoNotCallSuggester")
    @Get("/api/v1/probe/mistake")
    String mistake() {
        throw new ProblemException(
                422, "unreadable_body", List.of(), List.of(new Fault(3, 7, "yaml_missing_key", List.of("code<b>"))));
    }

    @SuppressWarnings("DoNotCallSuggester")
    @Get("/probe/bug")
    @Produces(MediaType.TEXT_HTML)
    JteModel bugOnPage() {
        throw new IllegalStateException(bug());
    }

    @SuppressWarnings("DoNotCallSuggester")
    @Get("/probe/mistake")
    @Produces(MediaType.TEXT_HTML)
    JteModel mistakeOnPage() {
        throw new IllegalStateException(mistake());
    }

    @Get("/probe/page")
    @Produces(MediaType.TEXT_HTML)
    JteModel page(Page page) {
        Problem problem = new Problem("/problems/x", "<script>x</script>", 200, "detail", null, List.of());
        return templates.webProblem(page, problem);
    }
}
