package se.styrkort.web;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.net.URI;

/** The start page is the list of scorecards. */
@Controller("/")
final class StartController {
    @Get
    HttpResponse<?> start() {
        return HttpResponse.seeOther(URI.create("/scorecards"));
    }
}
