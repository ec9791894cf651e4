package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import se.styrkort.RunningServer;

class ImportIT {
    @AutoClose
    private static final RunningServer SERVER = new RunningServer("ImportIT", Map.of());

    private static HttpResponse<String> post(String path, String type, String body) {
        return SERVER.send(SERVER.to(path)
                .header("Authorization", "Bearer " + RunningServer.TOKEN)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> get(String path) {
        return SERVER.send(SERVER.to(path).header("Authorization", "Bearer " + RunningServer.TOKEN));
    }

    @Test
    void aFileOfFiguresComesIn() {
        assertEquals(200, post("/api/v1/catalog", "application/yaml", """
                objects: [{code: ikt, name: IKT}]
                products: [{code: anv, object: ikt, name: {sv: Användarnära, en: End-user}}]
                services: [{code: e-moten, product: anv, name: E-möten, aliases: [Emöten]}]
                organisations: [{code: "0180", name: Stockholm, kind: municipality}]
                metrics: [{code: usage.active_users, name: Aktiva, unit: users, granularity: month, over_time: mean, over_organisations: sum}]
                """).statusCode());
        HttpResponse<String> answer = post("/api/v1/imports?fileName=a.csv", "text/csv", """
                period;metric;service;organisation;value
                2026-03;usage.active_users;e-moten;0180;18 431
                2026-04;usage.active_users;Emöten;Stockholm;18 500,5
                2026-05;usage.active_users;x;0180;12.5
                """);
        System.out.println(answer.body());
        System.out.println(get("/api/v1/observations").body());
        System.out.println(get("/api/v1/observations?format=csv").body());
        System.out.println(
                get("/api/v1/observations/trace?metric=usage.active_users&service=e-moten&organisation=0180&period=2026-03")
                        .body());
        System.out.println(get("/api/v1/catalog/services").body());
        assertEquals(200, answer.statusCode());
    }
}
