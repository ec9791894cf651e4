package se.styrkort.ingest;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Part;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.multipart.CompletedFileUpload;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.Page;
import se.styrkort.web.ProblemException;
import se.styrkort.web.SpreadsheetCsv;

/** Files in, and what became of them, as pages (inläsning). Nothing here needs JavaScript. */
@Controller("/imports")
@Produces(MediaType.TEXT_HTML)
class ImportPageController {
    private static final int LATEST = 50;
    private static final ZoneId ZONE = ZoneId.of("Europe/Stockholm");

    private final Reception reception;
    private final ImportLogRepository imports;
    private final ProfileRepository profiles;
    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;
    private final Templates templates;

    ImportPageController(
            Reception reception,
            ImportLogRepository imports,
            ProfileRepository profiles,
            TransactionFactory transactions,
            RevisionRepository revisions,
            CatalogRepository catalogs,
            Templates templates) {
        this.reception = reception;
        this.imports = imports;
        this.profiles = profiles;
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.templates = templates;
    }

    @Needs(Permission.READ_IMPORTS)
    @Get
    JteModel list(Page page, Actor actor, @Nullable @QueryValue Long before) {
        return upload(page, actor, UploadForm.EMPTY, null, before);
    }

    @Needs(Permission.IMPORT)
    @Post
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    HttpResponse<?> take(
            Page page,
            Actor actor,
            @Nullable CompletedFileUpload file,
            @Nullable @Part String profile,
            @Nullable @Part String source,
            @Nullable @Part String reason,
            @Nullable @Part String decimal,
            @Nullable @Part String dryRun,
            @Nullable @Part String takeover)
            throws IOException {
        ImportParameters sent = new ImportParameters(profile, source, decimal, dryRun, takeover, null, reason, null);
        if (file == null || file.getFilename().isEmpty()) {
            return refused(page, actor, sent, new ProblemException(400, "no_file"));
        }
        try (InputStream bytes = file.getInputStream()) {
            String name = file.getFilename();
            if (sent.isDryRun()) {
                Reception.Tried tried = reception.propose(bytes, name, sent, actor, page.locale());
                return HttpResponse.ok(templates.ingestShow(page, tried(page, tried)));
            }
            ImportReport report = reception.take(bytes, name, sent, actor, page.locale());
            return HttpResponse.seeOther(URI.create("/imports/" + report.id()));
        } catch (ProblemException mistake) {
            return refused(page, actor, sent, mistake);
        }
    }

    private HttpResponse<?> refused(Page page, Actor actor, ImportParameters sent, ProblemException mistake) {
        return HttpResponse.status(HttpStatus.valueOf(mistake.status()))
                .body(upload(page, actor, UploadForm.of(sent), mistake, null));
    }

    private JteModel upload(
            Page page, Actor actor, UploadForm form, @Nullable ProblemException mistake, @Nullable Long before) {
        Catalog catalog = catalog();
        List<ImportReport> found =
                imports.list(before == null ? Long.MAX_VALUE : before, ImportSight.of(actor), LATEST + 1);
        List<ImportReport> shown = found.subList(0, Math.min(LATEST, found.size()));
        return templates.ingestList(
                page,
                new UploadPage(
                        form,
                        mistake == null ? null : page.problem(mistake),
                        profiles.codes(),
                        catalog,
                        example(catalog),
                        shown,
                        found.size() > LATEST ? shown.getLast().id() : null));
    }

    /** A file to fill in, named in Swedish as readers see it. */
    @Needs(Permission.READ_IMPORTS)
    @Get("/mall.csv")
    HttpResponse<byte[]> example() {
        return csv("styrkort-mall.csv").body(example(catalog()).csv());
    }

    @Needs(Permission.READ_IMPORTS)
    @Get("/{id}")
    JteModel show(Page page, Actor actor, long id, @QueryValue(value = "page", defaultValue = "1") int number) {
        ImportReport report = find(actor, id);
        int wanted = Math.max(1, number);
        ImportLogRepository.RejectionPage found =
                imports.rejections(id, (wanted - 1L) * ImportPage.SIZE, ImportPage.SIZE);
        if (wanted > 1 && found.rejections().isEmpty()) {
            throw ProblemException.invalidParameter("page", String.valueOf(number));
        }
        return templates.ingestShow(
                page, new ImportPage(report, worded(page, found.rejections()), found.count(), wanted, null));
    }

    /** Every rejection as a file for Swedish Excel, read and sent piece by piece. */
    @Needs(Permission.READ_IMPORTS)
    @Get("/{id}/rejections.csv")
    HttpResponse<InputStream> rejections(Page page, Actor actor, long id) {
        find(actor, id);
        RejectionFile file = new RejectionFile(page, place -> imports.rejections(id, place, RejectionFile.AT_ONCE));
        return csv("styrkort-inlasning-" + id + "-avvisade.csv").body(file.open());
    }

    private ImportReport find(Actor actor, long id) {
        return ImportSight.required(actor, id, imports.find(id));
    }

    private static ImportPage tried(Page page, Reception.Tried tried) {
        List<ImportView.Row> rows = worded(page, tried.report().rejections());
        return new ImportPage(tried.report(), rows, rows.size(), 1, tried.proposal());
    }

    private static List<ImportView.Row> worded(Page page, List<Rejection> rejections) {
        return rejections.stream()
                .map(rejection -> ImportView.Row.of(rejection, page))
                .toList();
    }

    private Catalog catalog() {
        return transactions.inSnapshot(connection -> catalogs.read(connection, revisions.at(connection, null)));
    }

    private static ExampleFile example(Catalog catalog) {
        return ExampleFile.of(catalog, LocalDate.now(ZONE));
    }

    private static <T> io.micronaut.http.MutableHttpResponse<T> csv(String fileName) {
        return HttpResponse.<T>ok()
                .contentType(MediaType.of(SpreadsheetCsv.MEDIA_TYPE))
                .header("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
    }
}
