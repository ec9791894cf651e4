package se.styrkort.security;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Part;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;

/** Routes behind the login that say who came in. */
@Controller
@Requires(property = "spec.name", value = "security")
@Produces(MediaType.TEXT_PLAIN)
@Needs(Permission.ENTER)
final class WhoController {
    @Get(uris = {"/api/v1/who", "/who"})
    String who(Actor actor) {
        return actor.name();
    }

    @Post(uris = {"/api/v1/who", "/who"})
    @Consumes(MediaType.ALL)
    String change(Actor actor) {
        return "changed by " + actor.name();
    }

    @Post("/upload")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    String upload(Actor actor, @Part("file") byte[] file) {
        return actor.name() + " sent " + file.length;
    }
}
