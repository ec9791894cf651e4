package se.styrkort.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.tree.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.Api;
import se.styrkort.RunningServer;

/** Organisations held against each other, over HTTP: by API and by page. */
class ComparisonIT {
    @AutoClose
    private static final RunningServer SERVER = new RunningServer("ComparisonIT", Map.of());

    private static final Api API = new Api(SERVER);
    private static final String MARCH = "model=peers&period=2026-03&kind=board";
    private static final String APRIL = "model=peers&period=2026-04&kind=board";

    @BeforeAll
    static void figuresAndModel() {
        API.store("/catalog", """
                organisations:
                  - {code: ett, name: Första nämnden, kind: board}
                  - {code: tva, name: Andra nämnden, kind: board}
                  - {code: tre, name: Tredje nämnden, kind: board}
                  - {code: fyra, name: Fjärde nämnden, kind: board}
                metrics:
                  - {code: p.one, name: Ett, unit: "1", granularity: month}
                  - {code: p.two, name: Två, unit: "1", granularity: month}
                  - {code: p.cost, name: Kostnad, unit: "1", granularity: month}
                  - {code: p.scope, name: Omfattning, unit: "1", granularity: month}
                  - {code: p.staff, name: Anställda, unit: persons, granularity: month}
                """);
        API.store("/models", """
                code: peers
                version: 1
                valid_from: 2026-01
                name: {sv: Jämförd modell, en: Compared model}
                missing: {min_share: 0.6}
                size: p.staff
                perspectives:
                  - code: quality
                    name: {sv: Kvalitet, en: Quality}
                    measures:
                      - {code: one, name: Måttet ett, value: last(p.one), normalisation: {goalposts: {zero: 0, hundred: 100}}, target: 70}
                      - {code: two, name: Måttet två, value: last(p.two), low: last(p.two) - 2, high: last(p.two) + 2, normalisation: {goalposts: {zero: 0, hundred: 100}}}
                  - code: cost
                    name: {sv: Ekonomi, en: Economy}
                    measures:
                      - {code: cost, name: Kostnadsmåttet, value: last(p.cost), comparable_by: last(p.scope), normalisation: {goalposts: {zero: 100, hundred: 0}}}
                """);
        // ett is ahead in quality, tva and tre are ahead in one measure each, and of fyra too little is known
        Api.Answer taken = API.take("?reason=test", """
                period,metric,service,organisation,value
                2026-03,p.one,,ett,90
                2026-03,p.two,,ett,92
                2026-03,p.cost,,ett,10
                2026-03,p.one,,tva,60
                2026-03,p.two,,tva,40
                2026-03,p.cost,,tva,30
                2026-03,p.one,,tre,40
                2026-03,p.two,,tre,62
                2026-03,p.cost,,tre,20
                2026-03,p.one,,fyra,50
                2026-03,p.cost,,fyra,40
                2026-03,p.scope,,ett,1
                2026-03,p.scope,,tva,1
                2026-03,p.scope,,tre,1
                2026-03,p.scope,,fyra,1
                2026-03,p.staff,,ett,100
                2026-03,p.staff,,tva,50
                2026-03,p.staff,,tre,201
                2026-04,p.one,,ett,90
                2026-04,p.two,,ett,92
                2026-04,p.cost,,ett,10
                2026-04,p.one,,tva,60
                2026-04,p.two,,tva,40
                2026-04,p.cost,,tva,30
                2026-04,p.scope,,ett,1
                2026-04,p.scope,,tva,2
                """);
        assertEquals("0", taken.get("rejected"), taken.text());
    }

    private static JsonNode compared(String query) {
        Api.Answer answer = API.get("/comparisons?" + query);
        assertEquals(200, answer.status(), answer.text());
        return answer.json();
    }

    private static List<String> each(JsonNode array, String field) {
        return StreamSupport.stream(array.values().spliterator(), false)
                .map(item -> Api.text(item.get(field)))
                .toList();
    }

    private static String texts(JsonNode array) {
        return StreamSupport.stream(array.values().spliterator(), false)
                .map(Api::text)
                .collect(Collectors.joining(" "));
    }

    private static String ranges(JsonNode comparison, int ranking) {
        return StreamSupport.stream(
                        comparison
                                .get("rankings")
                                .get(ranking)
                                .get("ranges")
                                .values()
                                .spliterator(),
                        false)
                .map(range -> Api.text(range.get("subject").get("code")) + " " + Api.text(range.get("from")) + "–"
                        + Api.text(range.get("until")) + "/" + Api.text(range.get("of")))
                .collect(Collectors.joining(", "));
    }

    private static String page(String query) {
        HttpResponse<String> answer = SERVER.asAdmin("/scorecards?" + query, "Accept", "text/html");
        assertEquals(200, answer.statusCode(), answer.body());
        return read(answer);
    }

    /** What is read on a page, in one line. */
    private static String read(HttpResponse<String> answer) {
        return answer.body().replaceAll("<[^>]+>", " ").replace('\u00a0', ' ').replaceAll("\\s+", " ");
    }

    private static void assertReads(String page, String... words) {
        for (String word : words) {
            assertTrue(page.contains(word), () -> word + " is not in " + page);
        }
    }

    @Test
    void theApiTellsPlacesAsRangesAndWhoHasNone() {
        JsonNode answer = compared(MARCH);
        assertEquals(
                "[quality, cost, total]", each(answer.get("rankings"), "node").toString());
        assertEquals("ett 1–1/3, tre 2–3/3, tva 2–3/3", ranges(answer, 0));
        assertEquals("ett 1–1/4, tre 2–2/4, tva 3–3/4, fyra 4–4/4", ranges(answer, 1));
        assertEquals(
                "[fyra]",
                each(answer.get("rankings").get(0).get("unranked"), "code").toString());
        assertEquals(3, answer.get("rankings").get(0).get("pairs").size());
        assertEquals("ett fyra tre tva", texts(answer.get("group").get("members")));
        assertEquals("board", Api.text(answer.get("group").get("kind")));
        assertEquals("4000", Api.text(answer.get("recomputed").get("draws")));
        assertEquals("0.25", Api.text(answer.get("recomputed").get("weightNoise")));
        assertTrue(answer.get("recomputed").get("seed").getLongValue() > 0);
        assertEquals("", texts(answer.get("incomparable")));
        assertEquals(3, answer.get("dominances").size());
        assertEquals(answer.toString(), compared(MARCH).toString(), "the same again");
    }

    @Test
    void whatTakesInDifferentThingsIsLeftOutAndSaid() {
        JsonNode answer = compared(APRIL);
        assertEquals("cost", texts(answer.get("incomparable")));
        assertEquals("", ranges(answer, 1));
        assertEquals("", ranges(answer, 2), "all together is not without cost");
        assertEquals("ett 1–1/2, tva 2–2/2", ranges(answer, 0));
        assertReads(
                page(APRIL),
                "Utanför jämförelsen",
                "Organisationernas siffror tar in olika saker",
                "ingen plats: siffrorna kan inte jämföras");
        assertReads(page(APRIL + "&view=relative"), "jämförs inte");
    }

    @Test
    void theGroupIsThatOfSizeAndChoice() {
        assertEquals(
                "ett tva", texts(compared(MARCH + "&sizeLike=ett").get("group").get("members")));
        assertEquals(
                100,
                Api.decimal(compared(MARCH + "&sizeLike=ett").get("group").get("size"))
                        .intValueExact());
        assertEquals("", texts(compared(MARCH + "&sizeLike=fyra").get("group").get("members")));
        assertEquals(
                "tre tva",
                texts(compared(MARCH + "&organisation=tva&organisation=tre")
                        .get("group")
                        .get("members")));
        assertEquals(404, API.get("/comparisons?" + MARCH + "&sizeLike=none").status());
        assertEquals(
                400, API.get("/comparisons?" + MARCH + "&organisation=none").status());
        assertEquals(400, API.get("/comparisons?period=never").status());

        String sized = page(MARCH + "&size_like=ett");
        assertReads(sized, "hälften till dubbelt så stora som Första nämnden. Anställda: 50–200.", "plats 1 av 2");
        assertReads(page(MARCH + "&size_like=fyra"), "Storleken på Fjärde nämnden är inte känd");
        String chosen = SERVER.asAdmin(
                        "/scorecards?" + MARCH + "&organisation=tva&organisation=tre", "Accept", "text/html")
                .body();
        assertEquals(2, chosen.split(" checked", -1).length - 1, "who is chosen is ticked");
        assertTrue(chosen.contains("<details class=\"chosen\" open>"), chosen);
    }

    @Test
    void thePageSaysWhatTheFiguresCanAndCannotSay() {
        assertReads(
                page(MARCH),
                "plats 2–3 av 3",
                "ingen plats: för lite är känt (1 av 2 mätetal)",
                "ingen plats: saknar poäng i Kvalitet",
                "kan bli 25,0–75,0 när det som saknas blir känt",
                "mätosäkerhet 90,0–92,0",
                "Ordningen är fastställd i 2 av 3 par. Första nämnden kan kallas först.",
                "Första nämnden ligger före Andra nämnden och Tredje nämnden. Det gäller även vid osäkerhetens gränser.",
                "100 av 100 fastställd",
                "inte fastställd",
                "räknats om 4 000 gånger",
                "högst 25 %",
                "Vad siffrorna inte säger");
        assertReads(
                page(MARCH + "&lang=en"),
                "place 2–3 of 3",
                "The order is established in 2 of 3 pairs. Första nämnden can be called the first.",
                "at most 25%");
    }

    @Test
    void aStandingAmongTheOthersHasItsWarningAndTheStatusBesideIt() {
        assertReads(
                page(MARCH + "&view=relative"),
                "Bättre eller sämre än andra är inte detsamma som bra eller dåligt",
                "bättre tredjedelen bättre än 100 % av de andra",
                "standardavvikelser",
                "Målet nått");
    }

    @Test
    void whatIfShowsBeforeAndAfterAndStoresNothing() {
        long models = SERVER.number("select count(*) from styrkort.scorecard_model");
        String sent =
                "/scorecards/what-if?" + MARCH + "&w.quality=1&w.quality/one=3&w.quality/two=1&t.quality/one=55,0";
        HttpResponse<String> led = SERVER.asAdmin(sent, "Accept", "text/html");
        assertEquals(303, led.statusCode(), led.body());
        String address = led.headers().firstValue("Location").orElseThrow();
        assertEquals("/scorecards/what-if?" + MARCH + "&w.quality/one=3&t.quality/one=55", address);
        HttpResponse<String> shown = SERVER.asAdmin(address, "Accept", "text/html");
        assertEquals(200, shown.statusCode(), shown.body());
        assertReads(
                read(shown),
                "före: 50,0 efter: 55,0",
                "Andra nämnden Måttet ett ✕ Under målet ✓ Målet nått",
                "före: ingen plats efter: plats 2–4 av 4");
        assertTrue(shown.body().contains("value=\"55\""), "what is tried stands in its field");
        assertEquals(models, SERVER.number("select count(*) from styrkort.scorecard_model"));
        assertReads(page(MARCH), "plats 2–3 av 3");
        HttpResponse<String> nothing = SERVER.asAdmin("/scorecards/what-if?" + MARCH, "Accept", "text/html");
        assertEquals(200, nothing.statusCode());
        assertFalse(nothing.body().contains("före:"), "nothing is tried yet");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "w.quality=0 | En vikt ska vara över 0.",
                "w.quality/one=-1 | En vikt ska vara över 0.",
                "w.quality/one=mycket | Detta är inget tal.",
                "t.quality/one=1e400 | Detta är inget tal.",
                "w.kvalitet=2 | Modellen har inte: w.kvalitet.",
                "t.quality/two=5 | Modellen har inte: t.quality/two.",
            })
    void aWrongNumberIsSaidInItsPlace(String wrong, String said) {
        HttpResponse<String> answer =
                SERVER.asAdmin("/scorecards/what-if?" + MARCH + "&" + wrong, "Accept", "text/html");
        assertEquals(422, answer.statusCode());
        assertReads(read(answer), said, "Inget är omräknat.");
        assertFalse(answer.body().contains("efter:"));
    }

    @Test
    void aSizeThatTheCatalogHasNotIsAFaultOfTheModel() {
        Api.Answer answer = API.yaml("/models", """
                code: sized
                version: 1
                valid_from: 2026-01
                size: p.none
                perspectives:
                  - code: a
                    measures: [{code: m, value: sum(p.one), normalisation: {goalposts: {zero: 0, hundred: 1}}}]
                """);
        assertEquals("422 /problems/invalid_model\n4:7 model_unknown_metric", answer.problem());
    }

    @Test
    void tooManyAreRefusedInWords() {
        API.store(
                "/catalog",
                "organisations:\n"
                        + IntStream.rangeClosed(1, PeerRepository.LIMIT + 1)
                                .mapToObj(i -> "  - {code: m" + i + ", name: M" + i + ", kind: many}\n")
                                .collect(Collectors.joining()));
        Api.Answer answer = API.get("/comparisons?model=peers&period=2026-03&kind=many");
        assertEquals("422 /problems/group_too_large", answer.problem());
        assertTrue(answer.text().contains("501"), answer.text());
        HttpResponse<String> page =
                SERVER.asAdmin("/scorecards?model=peers&period=2026-03&kind=many", "Accept", "text/html");
        assertEquals(422, page.statusCode());
        assertReads(read(page), "högst 500 kan jämföras");
    }
}
