package se.styrkort.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import se.styrkort.Api;
import se.styrkort.RunningServer;

/** What is stored of a catalog is what was written, also by earlier versions. */
class CatalogIT {
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = new RunningServer("CatalogIT", Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static final String DOCUMENT = """
            calendars:
              - code: local
                closed: [julafton, 2026-05-15, {day: klamdag, from: 2024, to: 2026}]
                short: [{date: 2026-04-30, until: "12:00"}, {day: skartorsdagen, until: "14:00", from: 2025}]
                open: [2026-01-05]
            service_hours: [{code: local, calendar: local, maintenance_notice: P7D, week: {mon-fri: "08:00-12:00, 13:00-17:00"}}]
            availability_groups: [{code: telephony, name: Telefoni, target: 0.998}]
            objects: [{code: o, name: O}]
            products: [{code: p, object: o, name: P}]
            services:
              - {code: a, product: p, name: A}
              - {code: b, product: p, name: B, measured_by: probes, probe_hold: until_next}
              - {code: c, product: p, name: C, availability_target: 0.99}
              - {code: d, product: p, name: D, service_hours: local, availability_group: telephony, measured_by: parts,
                 parts: {series: [a, {parallel: [b, c]}]}}
            """;

    @Test
    void loadedTwiceItChangesNothing() {
        Api api = new Api(server);
        api.store("/catalog", DOCUMENT);
        List<String> fields = List.of("created", "changed", "unchanged");
        assertEquals(
                "created=0 changed=0 unchanged=9",
                api.store("/catalog", DOCUMENT).get(fields));
        assertEquals(
                "created=0 changed=1 unchanged=0",
                api.store("/catalog", "availability_groups: [{code: telephony, name: Telefoni, target: 0.997}]")
                        .get(fields));
        String groups = api.get("/catalog/availability_groups").text();
        assertTrue(groups.contains("\"code\":\"telephony\"") && groups.contains("0.997"), groups);
        String services = api.get("/catalog/services").text();
        assertTrue(services.contains("\"availabilityTarget\":0.99"), services);
    }

    @Test
    void whatEarlierVersionsStoredIsRead() throws IOException {
        ObjectMapper json = server.bean(ObjectMapper.class);
        ServiceCalendar calendar = json.readValue("""
                {"code": "sweden", "name": {"sv": "", "en": ""}, "country": "SE", "closed": ["julafton"],
                 "shortDays": [{"date": "2026-04-30", "until": "12:00"}]}""", ServiceCalendar.class);
        assertEquals(List.of(), calendar.closedInPeriods());
        assertEquals(List.of(), calendar.open());
        assertEquals(
                List.of(new ServiceCalendar.ShortDay("2026-04-30", null, "12:00", null, null)), calendar.shortDays());
        Service service = json.readValue("""
                {"code": "s", "name": {"sv": "S", "en": "S"}, "product": "p", "aliases": [], "measuredBy": "outages"}""", Service.class);
        assertEquals(null, service.parts());
    }
}
