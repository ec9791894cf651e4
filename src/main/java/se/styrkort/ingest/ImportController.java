package se.styrkort.ingest;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.multipart.CompletedFileUpload;
import io.micronaut.serde.annotation.Serdeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.security.Trail;
import se.styrkort.web.Cursor;
import se.styrkort.web.Listing;
import se.styrkort.web.Messages;
import se.styrkort.web.ProblemException;

/** Files in, and what became of them, over the API. */
@Controller("/api/v1")
class ImportController {
    private static final int LIMIT = 10_000;

    private final Reception reception;
    private final ImportLogRepository imports;
    private final ProfileRepository profiles;
    private final Messages messages;
    private final Trail trail;

    ImportController(
            Reception reception,
            ImportLogRepository imports,
            ProfileRepository profiles,
            Messages messages,
            Trail trail) {
        this.reception = reception;
        this.imports = imports;
        this.profiles = profiles;
        this.messages = messages;
        this.trail = trail;
    }

    @Needs(Permission.IMPORT)
    @Post("/imports")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    ImportView upload(CompletedFileUpload file, HttpRequest<?> request, Actor actor) throws IOException {
        ImportParameters parameters = parameters(request.getParameters());
        String name = parameters.fileName() == null ? file.getFilename() : parameters.fileName();
        try (InputStream bytes = file.getInputStream()) {
            return take(bytes, name, parameters, actor);
        }
    }

    @Needs(Permission.IMPORT)
    @Post("/imports")
    @Consumes(MediaType.ALL)
    ImportView raw(ServerHttpRequest<?> request, Actor actor) throws IOException {
        ImportParameters parameters = parameters(request.getParameters());
        try (InputStream bytes = request.byteBody().toInputStream()) {
            return take(bytes, parameters.fileName(), parameters, actor);
        }
    }

    private static ImportParameters parameters(HttpParameters query) {
        return new ImportParameters(
                query.get("profile"),
                query.get("source"),
                query.get("decimal"),
                query.get("dryRun"),
                query.get("takeover"),
                query.get("strict"),
                query.get("reason"),
                query.get("fileName"));
    }

    private ImportView take(InputStream bytes, @Nullable String name, ImportParameters parameters, Actor actor)
            throws IOException {
        ImportReport report = reception.take(bytes, name, parameters, actor, Messages.ENGLISH);
        return ImportView.of(report, messages, Messages.ENGLISH);
    }

    @Needs(Permission.READ_IMPORTS)
    @Get("/imports")
    Listing<ImportView> list(
            Actor actor, @Nullable @QueryValue String cursor, @QueryValue(defaultValue = "1000") int limit) {
        Cursor before = Cursor.read(cursor, 1);
        int most = Math.clamp(limit, 1, LIMIT);
        long number = before == null ? Long.MAX_VALUE : number(before, 0);
        List<ImportReport> found = imports.list(number, ImportSight.of(actor), most + 1);
        List<ImportView> views = found.stream()
                .limit(most)
                .map(report -> ImportView.of(report, (List<ImportView.Row>) null))
                .toList();
        return new Listing<>(
                views,
                found.size() > most
                        ? Cursor.of(String.valueOf(views.getLast().id())).text()
                        : null);
    }

    @Needs(Permission.READ_IMPORTS)
    @Get("/imports/{id}")
    ImportView find(Actor actor, long id) {
        return ImportView.of(ImportSight.required(actor, id, imports.find(id)), messages, Messages.ENGLISH);
    }

    @Needs(Permission.READ_IMPORTS)
    @Get("/imports/{id}/rejections")
    Listing<ImportView.Row> rejections(
            Actor actor, long id, @Nullable @QueryValue String cursor, @QueryValue(defaultValue = "1000") int limit) {
        ImportSight.required(actor, id, imports.find(id));
        Cursor after = Cursor.read(cursor, 2);
        int most = Math.clamp(limit, 1, LIMIT);
        RejectionPlace place =
                after == null ? RejectionPlace.START : new RejectionPlace(number(after, 0), (int) number(after, 1));
        List<Rejection> found = imports.rejections(id, place, most + 1);
        List<Rejection> shown = found.subList(0, Math.min(most, found.size()));
        String next = null;
        if (found.size() > most) {
            RejectionPlace end = place.after(shown);
            next = Cursor.of(String.valueOf(end.line()), String.valueOf(end.number()))
                    .text();
        }
        return new Listing<>(
                shown.stream()
                        .map(rejection -> ImportView.Row.of(rejection, messages, Messages.ENGLISH))
                        .toList(),
                next);
    }

    private static long number(Cursor cursor, int part) {
        try {
            return Long.parseLong(cursor.parts().get(part));
        } catch (NumberFormatException e) {
            throw ProblemException.invalidParameter("cursor", cursor.text());
        }
    }

    /** A profile in the version in force. */
    @Serdeable
    record ProfileView(String code, int version, String yaml) {}

    @Needs(Permission.GOVERN)
    @Post("/profiles")
    @Consumes({"application/yaml", "application/x-yaml", "text/yaml"})
    ProfileView store(@Body String yaml, Actor actor) {
        ProfileView stored = view(profiles.storeOwn(yaml, actor.name()));
        trail.note(actor, "profile.stored", stored.code() + " " + stored.version());
        return stored;
    }

    @Needs(Permission.READ_IMPORTS)
    @Get("/profiles")
    Listing<ProfileView> profiles() {
        return Listing.whole(profiles.codes().stream()
                .map(profiles::inForce)
                .map(ImportController::view)
                .toList());
    }

    @Needs(Permission.READ_IMPORTS)
    @Get("/profiles/{code}")
    ProfileView profile(String code) {
        return view(profiles.inForce(code));
    }

    private static ProfileView view(ProfileRepository.Stored stored) {
        return new ProfileView(stored.code(), stored.version(), stored.body());
    }
}
