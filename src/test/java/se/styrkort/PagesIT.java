package se.styrkort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static se.styrkort.DemoSite.MONTH;
import static se.styrkort.DemoSite.assertReads;
import static se.styrkort.DemoSite.picture;
import static se.styrkort.DemoSite.text;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page as such, over the demonstration's figures: read by everyone, on any screen, without scripts and on paper. */
class PagesIT {
    private static final String CARD = "/scorecards/kommunstyrelsen?period=" + MONTH;
    private static final String MEASURE =
            "/scorecards/kommunstyrelsen/explain?period=" + MONTH + "&node=quality/availability_service_hours";

    private static final String WHAT_IF = "/scorecards/what-if?model=it-styrkort&period=" + MONTH;

    private static final String SERVICE_USAGE = "/usage/e-moten?period=" + MONTH;

    @RegisterExtension
    static final DemoSite site = new DemoSite();

    static List<String> pages() {
        return List.of(
                "/imports",
                "/imports/1",
                "/profiles",
                "/profiles?stored=egen&lang=en",
                "/quarantine",
                "/quarantine?lang=en",
                "/imports/1/quarantine",
                "/changes?since=2020-01-01&until=2100-01-01",
                "/changes?lang=en",
                "/scorecards?period=" + MONTH,
                "/scorecards?period=" + MONTH + "&lang=en",
                "/scorecards?period=2019-01",
                "/models",
                "/models/it-styrkort/1",
                "/models/gemensam-it/1?lang=en",
                CARD,
                "/scorecards/exempelenergi?period=" + MONTH,
                MEASURE,
                "/scorecards/kommunstyrelsen/explain?period=" + MONTH + "&node=quality",
                "/scorecards/kommunstyrelsen/explain?period=" + MONTH,
                "/scorecards?kind=board&below=exempelstad&period=" + MONTH,
                "/scorecards?view=relative&period=" + MONTH,
                "/scorecards?organisation=kommunstyrelsen&organisation=social&lang=en&period=" + MONTH,
                WHAT_IF,
                WHAT_IF + "&w.quality=2&t.quality/availability_service_hours=98%25",
                WHAT_IF + "&w.quality=2&lang=en",
                "/",
                "/usage?period=" + MONTH,
                "/usage?product=plattform&organisation=social&lang=en&period=" + MONTH,
                "/usage?period=2019-01",
                SERVICE_USAGE,
                "/usage/e-moten?organisation=barn-och-utbildning&asOf=2100-01-01T00:00:00Z&lang=en&period=" + MONTH,
                "/usage/rpa-tjanst",
                "/availability?period=" + MONTH,
                "/availability?organisation=exempelenergi&lang=en&period=" + MONTH,
                "/availability/e-moten?period=" + MONTH,
                "/availability/rpa-tjanst",
                "/service-desk?period=" + MONTH,
                "/service-desk?organisation=social&lang=en&period=" + MONTH,
                "/service-desk?period=2016-03",
                "/surveys",
                "/surveys?survey=nojd-e-moten&organisation=overformyndare&lang=en",
                "/sources",
                "/sources?lang=en",
                "/sources/demo",
                "/completeness?year=2026",
                "/completeness?year=2026&metric=usage.target_group&lang=en",
                "/completeness/why?metric=usage.active_users&service=e-moten&period=" + MONTH,
                "/sources/inbox?lang=en",
                "/status",
                "/status?lang=en",
                "/outages",
                "/outages?service=e-moten&lang=en",
                "/outages/new",
                "/outages/new?service=e-moten&lang=en",
                "/outages/3",
                "/outages/3?lang=en",
                "/account",
                "/account?lang=en",
                "/accounts",
                "/accounts/anna",
                "/accounts/anna?lang=en",
                "/publications",
                "/publications?lang=en",
                "/publications/1",
                "/publications/1?made=true&lang=en",
                "/audit",
                "/audit?lang=en&action=login.succeeded");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyPageIsAccessibleFitsANarrowScreenAndIsReadWithoutScriptAndOnPaper(String path) throws IOException {
        Page plain = site.visited(false, path);
        String title = plain.locator("h1").innerText().replace('\u00a0', ' ');
        assertFalse(title.isBlank());
        assertReads(plain, title);

        Page page = site.visited(true, path);
        String printed = printed(page);
        assertTrue(printed.contains(title), printed);
        assertFalse(printed.contains("Logga ut") || printed.contains("Log out"), "what cannot be pressed on paper");
        assertFalse(text(page).contains("null"), text(page));
        page.locator("details").evaluateAll("all => all.forEach(each => each.open = true)");
        page.setViewportSize(320, 800);
        Object width = page.evaluate("document.scrollingElement.scrollWidth");
        assertEquals(320, ((Number) width).intValue(), "scrolls sideways: " + path);
        // the rows that follow are made by the same lines of the template, and a thousand take most of a minute
        page.locator("tbody")
                .evaluateAll("all => all.forEach(each => [...each.rows].slice(60).forEach(row => row.remove()))");
        Accessibility.assertHolds(page);
        page.setViewportSize(1280, 900);
        Accessibility.assertHolds(page);
    }

    @Test
    void aFaultOfAPageIsFound() {
        Page page = site.visited(true, "/account");
        page.evaluate("document.querySelector('main').innerHTML = '<h1>A</h1><img src=\"/static/favicon.svg\">'");
        AssertionError found = assertThrows(AssertionError.class, () -> Accessibility.assertHolds(page));
        assertTrue(String.valueOf(found.getMessage()).contains("image-alt"), found.getMessage());
    }

    /** A sheet that is torn from the others still tells which chain of publications it belongs to. */
    @ParameterizedTest
    @ValueSource(strings = {"/publications/1", "/scorecards?period=2026-06", "/usage?period=2026-06", "/imports"})
    void theNewestHashStandsOnEverySheet(String path) throws IOException {
        String hash = String.valueOf(site.server()
                .row("select hash from styrkort.publication order by publication_id desc limit 1")
                .get("hash"));
        String shortHash = hash.substring(0, 16).replaceAll("(.{4})(?=.)", "$1 ");
        Page page = site.visited(true, path);
        assertEquals(0, page.locator(".seal:visible").count(), "on the screen it would only disturb");
        byte[] paper = page.pdf(new Page.PdfOptions().setFormat("A4"));
        try (PDDocument document = Loader.loadPDF(paper)) {
            for (int sheet = 1; sheet <= document.getNumberOfPages(); sheet++) {
                PDFTextStripper stripper = new PDFTextStripper();
                stripper.setStartPage(sheet);
                stripper.setEndPage(sheet);
                String text = stripper.getText(document).replace('\u00a0', ' ').replaceAll("\\s+", " ");
                assertTrue(text.contains("Senaste publicering: nr ") && text.contains(shortHash), sheet + ": " + text);
                assertTrue(text.replace(" ", "").contains(hash), sheet + ": " + text);
            }
        }
    }

    @Test
    void aPublicationIsMadeFromTheComparisonAndVerified() {
        Page page = site.loggedIn(false);
        page.navigate("/scorecards?period=" + MONTH);
        page.locator("details.publish summary").click();
        page.getByLabel("Anteckning").fill("Nämnden § 12");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Publicera"))
                .click();
        assertReads(page, "Styrkorten för", "är publicerade", "Nämnden § 12", "Inga poäng har ändrats");
        picture(page, "publication.png", 1500);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Verifiera"))
                .click();
        assertReads(page, "Identisk.", "Kedjan av publiceringar är hel", "Stämmer");
        picture(page, "verification.png", 1100);
        Page scripted = site.loggedIn(true);
        scripted.navigate("/publications/1");
        scripted.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Verifiera"))
                .click();
        assertReads(scripted, "Identisk.");
        Accessibility.assertHolds(scripted);
    }

    /** What is read on paper, in one line. */
    private static String printed(Page page) throws IOException {
        byte[] paper = page.pdf(new Page.PdfOptions().setFormat("A4"));
        try (PDDocument document = Loader.loadPDF(paper)) {
            assertTrue(document.getNumberOfPages() > 0);
            return new PDFTextStripper()
                    .getText(document)
                    .replace('\u00a0', ' ')
                    .replaceAll("\\s+", " ");
        }
    }

    /** Address, what is read there, in a table too, and how many charts repeat a table. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/usage?period=2026-06 | Användning, juni 2026 | IT Arbetsplats | 0",
                "/usage/e-moten?period=2026-06 | E-möten: användning, juni 2026 | Kommunstyrelsen | 3",
                "/availability?period=2026-06 | Tillgänglighet, juni 2026 | Trådlöst nätverk | 1",
                "/availability/e-moten?period=2026-06 | E-möten: tillgänglighet, juni 2026 | mars 2026 | 1",
                "/service-desk?period=2026-06 | Servicedesk, juni 2026 | mars 2026 | 3",
                "/scorecards?period=2026-06 | Styrkort i jämförelse, juni 2026 | Kommunstyrelsen | 1",
            })
    void everyDoorIsReadWithoutScriptDrawnWithItAndPrinted(String path, String title, String row, int charts)
            throws IOException {
        Page plain = site.visited(false, path);
        assertReads(plain, title, "Syntetiska uppgifter");
        Locator there = plain.locator("table tbody th")
                .filter(new Locator.FilterOptions().setHasText(row))
                .first();
        assertTrue(there.isVisible(), row);
        assertEquals(0, plain.locator("svg:visible:not([aria-hidden=true])").count(), "a chart without its script");
        assertEquals(0, plain.locator(".canvas:visible").count());

        Page drawn = site.visited(true, path);
        Locator figures = drawn.locator("figure.chart");
        assertEquals(charts, figures.count());
        for (int i = 0; i < charts; i++) {
            Locator figure = figures.nth(i);
            Locator canvas = figure.locator(".canvas[role=img]");
            assertTrue(canvas.isVisible(), path);
            assertFalse(canvas.getAttribute("aria-label").isBlank());
            assertFalse(figure.locator("figcaption").innerText().isBlank());
            assertTrue(canvas.locator("svg path").count() > 10, "nothing is drawn: " + path);
        }

        String printed = printed(drawn);
        assertTrue(printed.contains(title) && printed.contains(row), printed);
        assertFalse(printed.contains("Logga ut"), "what cannot be pressed on paper");
    }

    @Test
    void aChartSaysItsNumbersAndTargetInSwedish() {
        Page page = site.loggedIn(true);
        page.navigate("/availability?period=" + MONTH);
        String drawing = page.locator(".canvas svg").textContent().replace('\u00a0', ' ');
        assertTrue(drawing.contains("99,5 %") && drawing.contains("Mål 99,5 %"), drawing);
        assertTrue(drawing.contains("jun 26"), drawing);
        assertFalse(page.locator("figure.chart table").isVisible(), "the table opens at a press");
        page.locator("figure.chart summary").press("Enter");
        assertTrue(page.locator("figure.chart table").isVisible());
    }

    @Test
    void thePicturesOfTheReadmeShowTheScorecards() {
        Page page = site.loggedIn(true);
        page.navigate("/scorecards?period=" + MONTH);
        assertTrue(page.locator("svg.bar").count() > 40);
        picture(page, "comparison.png", 1500);
        DemoSite.whole(page, "comparison-whole.png");
        page.navigate("/scorecards?view=relative&period=" + MONTH);
        DemoSite.whole(page, "comparison-relative.png");
        page.navigate(WHAT_IF + "&w.quality=2&t.quality/availability_service_hours=98%25");
        DemoSite.whole(page, "what-if.png");
        page.navigate(CARD);
        assertTrue(page.locator("svg.bar").count() >= 4);
        picture(page, "scorecard.png", 1500);
        page.navigate(SERVICE_USAGE);
        assertTrue(page.locator("figure.chart svg").count() == 3);
        picture(page, "usage.png", 1500);
        page.navigate("/availability?period=" + MONTH);
        assertTrue(page.locator("table.availability tbody tr").count() == 30);
        picture(page, "availability.png", 1500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/scorecards/no-such",
                "/scorecards/no-such/explain",
                "/scorecards?model=no-such",
                "/scorecards?period=2026-13",
                "/scorecards/kommunstyrelsen/explain?node=no/such",
                "/usage/no-such",
                "/usage?period=2026-13",
                "/availability?organisation=no-such",
                "/service-desk?organisation=no-such",
            })
    void whatDoesNotExistIsSaidInWords(String path) {
        var answer = site.server().asAdmin(path, "Accept", "text/html");
        assertEquals(404, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("<h1>") && answer.body().contains("”"), answer.body());
    }

    @Test
    void aStoreWithoutFiguresSaysWhereTheyComeFrom() {
        try (RunningServer empty = new RunningServer("PagesIT-empty", Map.of())) {
            for (String door : List.of("/scorecards", "/usage", "/usage/e-moten", "/availability", "/service-desk")) {
                var answer = empty.asAdmin(door, "Accept", "text/html");
                assertEquals(200, answer.statusCode());
                assertTrue(answer.body().contains("Det finns inga mätvärden"), answer.body());
            }
            assertEquals(200, empty.asAdmin("/", "Accept", "text/html").statusCode());
        }
    }
}
