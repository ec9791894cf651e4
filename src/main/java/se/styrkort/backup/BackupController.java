package se.styrkort.backup;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.types.files.StreamedFile;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.security.Trail;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.DownloadFactory;

/** A backup of the running service over the API. */
@Controller("/api/v1/backup")
class BackupController {
    private static final String ZIP = "application/zip";

    private final TransactionFactory transactions;
    private final BackupRepository backups;
    private final Trail trail;

    BackupController(TransactionFactory transactions, BackupRepository backups, Trail trail) {
        this.transactions = transactions;
        this.backups = backups;
        this.trail = trail;
    }

    /** All that is stored at the moment of the request, whatever is written meanwhile. */
    @Needs(Permission.BACKUP)
    @Get
    @Produces({ZIP, MediaType.APPLICATION_JSON_PROBLEM})
    HttpResponse<StreamedFile> make(Actor actor) throws IOException {
        String name = "styrkort-" + LocalDate.now(ZoneOffset.UTC) + ".zip";
        return DownloadFactory.of(name, MediaType.of(ZIP), out -> {
            Manifest made = transactions.inSnapshot(connection -> write(connection, out));
            trail.note(actor, "backup.made", "revision " + made.revision() + ", " + made.figures());
        });
    }

    private Manifest write(Connection connection, OutputStream out) throws SQLException, IOException {
        try {
            return backups.write(connection, out, Steps.SILENT);
        } catch (BackupRefused e) {
            throw new IllegalStateException(e); // a service that runs has its tables
        }
    }
}
