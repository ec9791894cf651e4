package se.styrkort;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What operators have recorded on the demonstration's pages. */
final class DemoOutages {
    private DemoOutages() {}

    /** One that goes on, one ahead, one of lately that was corrected; what operators know before the month is over. */
    static void record(RunningServer server) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        send(server, "/outages", "POST", """
                {"service": "tradlost-natverk", "start": "%s", "reason": "Trasig switch i serverhall B", "published": true,
                 "message": "Trådlöst nätverk är nere i stadshuset. Använd kabel eller mobilt bredband."}""".formatted(now.minus(Duration.ofMinutes(95))));
        send(server, "/outages", "POST", """
                {"service": "e-moten", "start": "%s", "end": "%s", "kind": "planned", "announcedAt": "%s", "published": true,
                 "message": "E-möten uppgraderas. Möten som pågår bryts."}""".formatted(
                now.plus(Duration.ofDays(6)), now.plus(Duration.ofDays(6).plusHours(2)), now));
        String ended = """
                {"service": "e-moten", "start": "%s", "end": "%s", "reason": "%s", "published": true,
                 "message": "E-möten fungerar igen.", "changeReason": "Loggen visar när det var över", "approver": "driftchefen"}""";
        String id = send(
                server,
                "/outages",
                "POST",
                ended.formatted(now.minus(Duration.ofHours(5)), now.minus(Duration.ofHours(2)), "Okänd"));
        send(
                server,
                "/outages/" + id,
                "PUT",
                ended.formatted(
                        now.minus(Duration.ofHours(5)), now.minus(Duration.ofHours(3)), "Certifikat som gick ut"));
    }

    private static String send(RunningServer server, String path, String method, String outage) {
        var answer = server.send(server.to("/api/v1" + path)
                .header("Authorization", "Bearer " + RunningServer.TOKEN)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(outage)));
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body().replaceFirst("(?s)^.*?\"id\":(\\d+),.*$", "$1");
    }
}
