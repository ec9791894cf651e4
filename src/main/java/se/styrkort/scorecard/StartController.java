package se.styrkort.scorecard;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.net.URI;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;

/** The start page is the list of scorecards. */
@Controller("/")
@Needs(Permission.ENTER)
final class StartController {
    @Get
    HttpResponse<?> start() {
        return HttpResponse.seeOther(URI.create("/scorecards"));
    }
}
