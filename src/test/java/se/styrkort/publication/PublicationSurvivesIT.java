package se.styrkort.publication;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.backup.BackupFile;
import se.styrkort.backup.RestoreRepository;
import se.styrkort.backup.Steps;
import se.styrkort.store.TestDatabase;

/** What was published is identical after a restart, and where a backup is restored; the chain goes on there. */
class PublicationSurvivesIT {
    @TempDir
    private static Path temp;

    private static RunningServer on(TestDatabase database) {
        return new RunningServer(database, "PublicationSurvivesIT", Map.of());
    }

    @Test
    void aRestartAndABackupRestoredElsewhereChangeNothing() throws Exception {
        TestDatabase database = TestDatabase.create();
        String hash;
        String contentHash;
        RunningServer first = on(database);
        try {
            Publishing publishing = new Publishing(new Api(first));
            publishing.load();
            publishing.publish("2026-02");
            Api.Answer made = publishing.publish("2026-03");
            hash = made.get("hash");
            contentHash = made.get("contentHash");
            publishing.take(
                    "rättat.csv", "period,metric,service,organisation,value\n2026-03,test.users,natverk,skola,1\n");
        } finally {
            first.stop();
        }
        Path backup = temp.resolve("backup.zip");
        try (RunningServer again = on(database)) {
            new Publishing(new Api(again)).assertIdentical(2);
            try (HttpClient client = HttpClient.newHttpClient()) {
                assertEquals(
                        200,
                        client.send(
                                        again.to("/api/v1/backup")
                                                .header("Authorization", "Bearer " + RunningServer.TOKEN)
                                                .build(),
                                        BodyHandlers.ofFile(backup))
                                .statusCode());
            }
        }
        TestDatabase elsewhere = TestDatabase.createEmpty();
        try (BackupFile file = BackupFile.open(backup);
                Connection connection = elsewhere.connect()) {
            RestoreRepository.restore(connection, file, false, Steps.SILENT);
        }
        try (RunningServer restored = on(elsewhere)) {
            Publishing publishing = new Publishing(new Api(restored));
            publishing.assertIdentical(1);
            publishing.assertIdentical(2);
            assertEquals(hash, publishing.api().get("/publications/2").get("hash"));
            assertEquals(hash, publishing.publish("2026-03").get("previousHash"));
            publishing.take(
                    "åter.csv", "period,metric,service,organisation,value\n2026-03,test.users,natverk,skola,100\n");
            // the same value, and another delivery behind it
            Api.Answer later = publishing.publish("2026-03");
            assertEquals("4", later.get("id"));
            assertEquals(false, contentHash.equals(later.get("contentHash")));
        }
    }
}
