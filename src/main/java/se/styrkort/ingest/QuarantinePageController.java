package se.styrkort.ingest;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.Page;
import se.styrkort.web.ProblemException;

/** Rejected rows as pages (karantän): by what is wrong, and row by row. Nothing here needs JavaScript. */
@Controller
@Produces(MediaType.TEXT_HTML)
class QuarantinePageController {
    private static final int CAUSES = 200;
    private static final int ROWS = 50;

    private final Quarantine quarantine;
    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;
    private final Templates templates;

    QuarantinePageController(
            Quarantine quarantine,
            TransactionFactory transactions,
            RevisionRepository revisions,
            CatalogRepository catalogs,
            Templates templates) {
        this.quarantine = quarantine;
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.templates = templates;
    }

    @Needs(Permission.READ_IMPORTS)
    @Get("/quarantine")
    JteModel causes(Page page, Actor actor) {
        return causes(page, actor, null);
    }

    private JteModel causes(Page page, Actor actor, @Nullable ProblemException mistake) {
        return templates.ingestQuarantine(
                page,
                new QuarantinePage(
                        quarantine.causes(actor, CAUSES),
                        quarantine.mappings(actor),
                        transactions.inSnapshot(
                                connection -> catalogs.read(connection, revisions.at(connection, null))),
                        mistake == null ? null : page.problem(mistake)));
    }

    @Needs(Permission.GOVERN)
    @Post("/quarantine/mappings")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<?> map(Page page, Actor actor, @Body Map<String, String> form) {
        try {
            quarantine.map(actor, form.get("source"), form.get("kind"), form.get("text"), form.get("code"));
            return HttpResponse.seeOther(URI.create("/quarantine"));
        } catch (ProblemException mistake) {
            return HttpResponse.status(HttpStatus.valueOf(mistake.status())).body(causes(page, actor, mistake));
        }
    }

    @Needs(Permission.READ_IMPORTS)
    @Get("/imports/{id}/quarantine")
    JteModel rows(
            Page page,
            Actor actor,
            long id,
            @Nullable @QueryValue String code,
            @QueryValue(defaultValue = "0") long after) {
        return rows(page, actor, id, code, after, null);
    }

    private JteModel rows(
            Page page, Actor actor, long id, @Nullable String code, long after, @Nullable ProblemException mistake) {
        List<WaitingRow> rows = quarantine.rows(actor, id, code, after, ROWS + 1);
        List<WaitingRow> shown = rows.subList(0, Math.min(ROWS, rows.size()));
        ImportReport report = quarantine.find(actor, id);
        return templates.ingestWaiting(
                page,
                new WaitingPage(
                        report,
                        shown,
                        quarantine.waiting(Objects.requireNonNull(report.id())),
                        code,
                        rows.size() > ROWS ? shown.getLast().line() : null,
                        after == 0 || mistake != null
                                ? quarantine.dismissed(actor, id, WaitingPage.DISMISSED)
                                : List.of(),
                        mistake == null ? null : page.problem(mistake)));
    }

    @Needs(Permission.IMPORT)
    @Post("/imports/{id}/rows/{line}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<?> decide(Page page, Actor actor, long id, long line, @Body Map<String, String> form) {
        try {
            quarantine.decide(
                    actor, id, line, form.get("decision"), form.get("column"), form.get("value"), form.get("comment"));
            return HttpResponse.seeOther(URI.create("/imports/" + id + "/quarantine#row-" + line));
        } catch (ProblemException mistake) {
            return HttpResponse.status(HttpStatus.valueOf(mistake.status()))
                    .body(rows(page, actor, id, null, line - 1, mistake));
        }
    }

    @Needs(Permission.IMPORT)
    @Post("/imports/{id}/replay")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<?> replay(Page page, Actor actor, long id, @Body Map<String, String> form) throws IOException {
        try {
            ImportReport report = quarantine.replay(actor, id, form.get("reason"), false, page.locale());
            return HttpResponse.seeOther(URI.create("/imports/" + report.id()));
        } catch (ProblemException mistake) {
            return HttpResponse.status(HttpStatus.valueOf(mistake.status()))
                    .body(rows(page, actor, id, null, 0, mistake));
        }
    }
}
