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
import se.styrkort.document.Fault;
import se.styrkort.security.Actor;
import se.styrkort.web.Cursor;
import se.styrkort.web.Listing;
import se.styrkort.web.Messages;
import se.styrkort.web.ProblemException;

/** Files in, and what became of them, over the API. */
@Controller("/api/v1")
class ImportController {
    private static final int LIMIT = 10_000;

    private final Ingest ingest;
    private final DeliveryFactory deliveries;
    private final ImportLogRepository imports;
    private final ProfileRepository profiles;
    private final Messages messages;

    ImportController(
            Ingest ingest,
            DeliveryFactory deliveries,
            ImportLogRepository imports,
            ProfileRepository profiles,
            Messages messages) {
        this.ingest = ingest;
        this.deliveries = deliveries;
        this.imports = imports;
        this.profiles = profiles;
        this.messages = messages;
    }

    @Post("/imports")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    ImportView upload(CompletedFileUpload file, HttpRequest<?> request, Actor actor) throws IOException {
        ImportParameters parameters = parameters(request.getParameters());
        String name = parameters.fileName() == null ? file.getFilename() : parameters.fileName();
        try (InputStream bytes = file.getInputStream()) {
            return take(bytes, name, parameters, actor);
        }
    }

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
        ImportOrder order = parameters.order(actor.name());
        profiles.inForce(order.profile());
        return deliveries.receive(bytes, name, delivery -> {
            try {
                return ImportView.of(ingest.take(delivery, order), messages, Messages.ENGLISH);
            } catch (UnreadableFile e) {
                throw new ProblemException(422, "unreadable_file", List.of(delivery.fileName()), e.faults());
            } catch (RejectedWhole e) {
                throw rejected(e);
            }
        });
    }

    private ProblemException rejected(RejectedWhole whole) {
        List<Fault> faults = whole.rejections().stream()
                .map(rejection -> ImportView.Row.of(rejection, messages, Messages.ENGLISH))
                .map(row -> new Fault((int) row.line(), 0, "rejected_row", List.of(row.column(), row.message())))
                .toList();
        return new ProblemException(422, "rejected_whole", List.of(String.valueOf(whole.rejected())), faults);
    }

    @Get("/imports")
    Listing<ImportView> list(@Nullable @QueryValue String cursor, @QueryValue(defaultValue = "1000") int limit) {
        Cursor before = Cursor.read(cursor, 1);
        int most = Math.clamp(limit, 1, LIMIT);
        long number = before == null ? Long.MAX_VALUE : number(before, 0);
        List<ImportReport> found = imports.list(number, most + 1);
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

    @Get("/imports/{id}")
    ImportView find(long id) {
        return imports.find(id)
                .map(report -> ImportView.of(report, messages, Messages.ENGLISH))
                .orElseThrow(() -> ProblemException.unknown(String.valueOf(id)));
    }

    @Get("/imports/{id}/rejections")
    Listing<ImportView.Row> rejections(
            long id, @Nullable @QueryValue String cursor, @QueryValue(defaultValue = "1000") int limit) {
        if (imports.find(id).isEmpty()) {
            throw ProblemException.unknown(String.valueOf(id));
        }
        Cursor after = Cursor.read(cursor, 2);
        int most = Math.clamp(limit, 1, LIMIT);
        long line = after == null ? 0 : number(after, 0);
        int skipped = after == null ? -1 : (int) number(after, 1);
        List<Rejection> found = imports.rejections(id, line, skipped, most + 1);
        List<Rejection> shown = found.subList(0, Math.min(most, found.size()));
        String next = null;
        if (found.size() > most) {
            long last = shown.getLast().line();
            long before =
                    shown.stream().filter(rejection -> rejection.line() == last).count();
            long number = before - 1 + (last == line ? skipped + 1 : 0);
            next = Cursor.of(String.valueOf(last), String.valueOf(number)).text();
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

    @Post("/profiles")
    @Consumes({"application/yaml", "application/x-yaml", "text/yaml"})
    ProfileView store(@Body String yaml, Actor actor) {
        return view(profiles.storeOwn(yaml, actor.name()));
    }

    @Get("/profiles")
    Listing<ProfileView> profiles() {
        return Listing.whole(profiles.codes().stream()
                .map(profiles::inForce)
                .map(ImportController::view)
                .toList());
    }

    @Get("/profiles/{code}")
    ProfileView profile(String code) {
        return view(profiles.inForce(code));
    }

    private static ProfileView view(ProfileRepository.Stored stored) {
        return new ProfileView(stored.code(), stored.version(), stored.body());
    }
}
