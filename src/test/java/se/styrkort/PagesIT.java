package se.styrkort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.styrkort.calendar.Period;
import se.styrkort.demo.Demonstration;
import se.styrkort.security.Accounts;

/**
 * The pages in a real browser, over the demonstration's figures. {@code -Dstyrkort.screenshots=docs} writes the
 * README's pictures anew.
 */
class PagesIT {
    private static final String MONTH = "2026-06";
    private static final String CARD = "/scorecards/kommunstyrelsen?period=" + MONTH;
    private static final String MEASURE =
            "/scorecards/kommunstyrelsen/explain?period=" + MONTH + "&node=quality/availability_service_hours";

    private static final String SERVICE_USAGE = "/usage/e-moten?period=" + MONTH;

    /** Loaded, so that it can be read: two good rows, an unknown service, a number of another country. */
    private static final String MIXED = """
            period;metric;service;organisation;value
            2026-07;usage.active_users;e-moten;kommunstyrelsen;312
            2026-07;usage.active_users;e-tjanstekort;kommunstyrelsen;405
            2026-07;usage.active_users;e-poost;kommunstyrelsen;405
            2026-07;usage.active_users;e-moten;social;61.982
            """;

    private static RunningServer server;
    private static Chromium chromium;
    private static String password;
    private static @Nullable String session;

    private final List<String> complaints = new ArrayList<>();
    private final List<BrowserContext> contexts = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        chromium = new Chromium();
        server = new RunningServer("PagesIT", Map.of());
        password = server.bean(Accounts.class).createIfNone("anna").orElseThrow();
        server.bean(Demonstration.class).load(Period.parse(MONTH).orElseThrow());
        recordOutages();
    }

    /** One that goes on, one ahead, one of lately that was corrected; what operators know before the month is over. */
    private static void recordOutages() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        record("/outages", "POST", """
                {"service": "tradlost-natverk", "start": "%s", "reason": "Trasig switch i serverhall B", "published": true,
                 "message": "Trådlöst nätverk är nere i stadshuset. Använd kabel eller mobilt bredband."}""".formatted(
                now.minus(Duration.ofMinutes(95))));
        record("/outages", "POST", """
                {"service": "e-moten", "start": "%s", "end": "%s", "kind": "planned", "announcedAt": "%s", "published": true,
                 "message": "E-möten uppgraderas. Möten som pågår bryts."}""".formatted(
                now.plus(Duration.ofDays(6)), now.plus(Duration.ofDays(6).plusHours(2)), now));
        String ended = """
                {"service": "e-moten", "start": "%s", "end": "%s", "reason": "%s", "published": true,
                 "message": "E-möten fungerar igen.", "changeReason": "Loggen visar när det var över", "approver": "driftchefen"}""";
        record("/outages", "POST", ended.formatted(
                now.minus(Duration.ofHours(5)), now.minus(Duration.ofHours(2)), "Okänd"));
        record("/outages/3", "PUT", ended.formatted(
                now.minus(Duration.ofHours(5)), now.minus(Duration.ofHours(3)), "Certifikat som gick ut"));
    }

    private static void record(String path, String method, String outage) {
        var answer = server.send(server.to("/api/v1" + path)
                .header("Authorization", "Bearer " + RunningServer.TOKEN)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(outage)));
        assertEquals(200, answer.statusCode(), answer.body());
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void closePages() {
        contexts.forEach(BrowserContext::close);
        assertEquals(List.of(), complaints, "what the browser complained about");
    }

    /** A browser window in which somebody has logged in: once through the form, later with what that gave. */
    private Page loggedIn(boolean javaScript) {
        BrowserContext context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setBaseURL(server.origin())
                        .setJavaScriptEnabled(javaScript)
                        .setLocale("sv-SE")
                        .setStorageState(session)
                        .setViewportSize(1280, 900));
        contexts.add(context);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            // a file that is refused on purpose is answered with 422, which Chromium reports as a failure to load
            if (message.type().equals("error") && !message.text().contains("status of 422")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        if (session == null) {
            page.navigate("/imports");
            page.getByLabel("Användarnamn").fill("anna");
            page.getByLabel("Lösenord").fill(password);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Logga in"))
                    .click();
            assertTrue(page.url().endsWith("/imports"), page.url());
            session = context.storageState();
        }
        return page;
    }

    private static void upload(Page page, String name, String content) {
        upload(page, name, content, "Läs in direkt");
    }

    private static void upload(Page page, String name, String content, String button) {
        page.navigate("/imports");
        page.getByLabel("Fil", new Page.GetByLabelOptions().setExact(true))
                .setInputFiles(new FilePayload(name, "text/csv", content.getBytes(StandardCharsets.UTF_8)));
        page.getByLabel("Källa (frivilligt)").fill("demo");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                .click();
    }

    private static void assertAccessible(Page page) {
        List<Rule> violations = new AxeBuilder(page)
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa"))
                .analyze()
                .getViolations();
        assertEquals(
                List.of(),
                violations.stream()
                        .map(rule -> rule.getId() + ": " + rule.getHelp() + " "
                                + rule.getNodes().stream()
                                        .limit(3)
                                        .map(node -> node.getHtml())
                                        .toList())
                        .toList(),
                page.url());
    }

    private static String text(Page page) {
        return page.locator("main").innerText().replace('\u00a0', ' ');
    }

    private static void assertReads(Page page, String... words) {
        String text = text(page);
        for (String word : words) {
            assertTrue(text.contains(word), () -> word + " is not on " + page.url() + ": " + text);
        }
    }

    /** The page's top, when somebody asked for pictures. */
    private static void picture(Page page, String name, int height) {
        String folder = System.getProperty("styrkort.screenshots");
        if (folder != null) {
            page.setViewportSize(1280, height);
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name)));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMixedFileComesInAndEveryRejectionIsExplained(boolean javaScript) {
        Page page = loggedIn(javaScript);
        upload(page, javaScript ? "juli.csv" : "juli-utan-skript.csv", MIXED);
        assertTrue(page.url().matches(".*/imports/[0-9]+"), page.url());
        assertReads(
                page,
                "2 av 4 rader användes, 2 avvisades och 0 hoppades över.",
                "Tjänsten ”e-poost” finns inte i katalogen.",
                "Talet kan läsas på två sätt");
        Locator rejections = page.locator("table.rejections tbody tr");
        assertEquals(2, rejections.count());
        assertEquals("4", rejections.first().locator("th").innerText());
        if (javaScript) {
            picture(page, "upload.png", 1000);
            assertAccessible(page);
        }
    }

    @Test
    void whatAFileWouldChangeIsSeenBeforeItIsConfirmed() {
        Page page = loggedIn(true);
        String file = "period;metric;service;organisation;value\n2026-07;usage.active_users;e-moten;social;4 711\n";
        upload(page, "prov.csv", file, "Granska först");
        assertReads(page, "Inget är sparat ännu.", "Vad filen skulle ändra", "usage.active_users", "4 711");
        picture(page, "review.png", 900);
        assertAccessible(page);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Läs in filen"))
                .click();
        assertReads(page, "Inläsning av prov.csv", "Allt ur filen är inläst.");
        upload(page, "prov-igen.csv", file.replace("4 711", "4 712"), "Granska först");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Kasta filen"))
                .click();
        assertTrue(page.url().endsWith("/imports"), page.url());
        assertTrue(!text(page).contains("prov-igen.csv"), "what is discarded leaves no import");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aProfileIsMadeForASampleFile(boolean javaScript) {
        Page page = loggedIn(javaScript);
        page.navigate("/imports");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Gör en profil för en annan sorts fil"))
                .click();
        String file = "Månad;Tjänst;Nämnd;Antal\n2026-07;e-moten;social;4 711\n2026-07;e-poost;social;12\n";
        page.getByLabel("Exempelfil", new Page.GetByLabelOptions().setExact(true))
                .setInputFiles(new FilePayload("egen.csv", "text/csv", file.getBytes(StandardCharsets.UTF_8)));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Föreslå en profil"))
                .click();
        assertReads(page, "1 används, 0 väljs bort, 0 är tomma och 1 avvisas", "e-moten · social = 4711");
        Locator yaml = page.getByLabel("Profilen (YAML)");
        yaml.fill(yaml.inputValue()
                .replace("code: egen", javaScript ? "code: egen" : "code: egen-utan-skript")
                .replace("{column: \"Tjänst\"}", "{column: \"Tjänst\", map: {e-poost: rpa-tjanst}}"));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Pröva på exempelfilen"))
                .click();
        assertReads(page, "2 används, 0 väljs bort, 0 är tomma och 0 avvisas", "rpa-tjanst · social = 12");
        if (javaScript) {
            picture(page, "profile.png", 1100);
            assertAccessible(page);
            page.setViewportSize(320, 800);
            Object width = page.evaluate("document.scrollingElement.scrollWidth");
            assertEquals(320, ((Number) width).intValue(), "scrolls sideways");
        }
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Spara profilen"))
                .click();
        assertTrue(page.url().contains("/profiles?stored=egen"), page.url());
    }

    @Test
    void aFileThatCannotBeReadIsExplainedBesideTheForm() {
        Page page = loggedIn(true);
        upload(page, "fel.csv", "period;metrik;service;organisation;value\n2026-07;a;b;c;1\n");
        assertReads(page, "Filen kunde inte läsas in", "Kolumnen ”metric” saknas.");
        assertEquals("demo", page.getByLabel("Källa (frivilligt)").inputValue());
        assertAccessible(page);
    }

    @Test
    void theWayLeadsFromTheComparisonToTheRowOfTheFile() {
        Page page = loggedIn(false);
        page.navigate("/scorecards?period=" + MONTH);
        assertReads(page, "Styrkort i jämförelse, juni 2026", "Syntetiska uppgifter", "Perioden juni 2026 är stängd");
        assertEquals(5 + 1, page.locator("table.comparison thead th").count());
        assertEquals(12, page.locator("table.comparison tbody tr").count());
        List<String> names = page.locator("table.comparison tbody th a").allInnerTexts();
        assertEquals("Överförmyndarnämnden", names.getLast(), "Swedish order");
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Kommunstyrelsen").setExact(true))
                .click();
        assertReads(
                page, "Kommunstyrelsen, juni 2026", "It-kvalitet", "Tillgänglighet under servicetid", "minst 99,5 %");
        assertEquals(5, page.locator("section.perspective").count());
        assertEquals(15, page.locator("table.measures tbody tr").count());
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions()
                                .setName("Tillgänglighet under servicetid")
                                .setExact(true))
                .click();
        assertReads(
                page,
                "Förklaring: Tillgänglighet under servicetid",
                "1 - common(availability.down_s)",
                "100 × (",
                "demo-figures.csv");
        String row = page.locator(".observations .origin code").first().innerText();
        assertTrue(row.startsWith(MONTH + ";availability."), row);
        page.locator(".observations .origin a").first().click();
        assertReads(page, "Inläsning av demo-figures.csv", "Kontrollsumma");
    }

    @Test
    void whatIsMissingIsSaidAndBoundsTheScore() {
        Page page = loggedIn(false);
        page.navigate("/scorecards?period=" + MONTH);
        String row = page.locator("table.comparison tbody tr").last().innerText();
        assertTrue(row.contains("Uppgift saknas") && row.contains("1 av 3 mätetal"), row);
        page.navigate("/scorecards/overformyndare?period=" + MONTH + "&asOf=2100-01-01T00:00:00Z");
        assertReads(
                page, "Poängen vore mellan ", " om det som saknas vore 0 eller 100.", "Så här såg det ut 2100-01-01");
        String explanation = page.locator("section.perspective a.score").nth(2).getAttribute("href");
        assertTrue(explanation.contains("node=maturity") && explanation.contains("asOf=2100-01-01"), explanation);
        page.navigate(explanation);
        assertReads(page, "Perspektivet får ingen poäng. Värden fanns för 1 av 3 mätetal", "minst 66 % av vikten");
    }

    @Test
    void anotherPeriodIsChosenInTheForm() {
        Page page = loggedIn(false);
        page.navigate("/scorecards?period=" + MONTH);
        page.getByLabel("Period").selectOption("2026-03");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Visa").setExact(true))
                .click();
        assertReads(page, "Styrkort i jämförelse, mars 2026");
        page.navigate("/scorecards?period=2019-01");
        assertReads(page, "Det finns inga mätvärden för januari 2019.", "den senaste perioden med mätvärden");
    }

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
                CARD,
                "/scorecards/exempelenergi?period=" + MONTH,
                MEASURE,
                "/scorecards/kommunstyrelsen/explain?period=" + MONTH + "&node=quality",
                "/scorecards/kommunstyrelsen/explain?period=" + MONTH,
                "/scorecards?kind=board&below=exempelstad&period=" + MONTH,
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
                "/audit",
                "/audit?lang=en&action=login.succeeded");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyPageIsAccessibleAndFitsANarrowScreen(String path) {
        Page page = loggedIn(true);
        page.navigate(path);
        page.locator("details").evaluateAll("all => all.forEach(each => each.open = true)");
        assertAccessible(page);
        page.setViewportSize(320, 800);
        Object width = page.evaluate("document.scrollingElement.scrollWidth");
        assertEquals(320, ((Number) width).intValue(), "scrolls sideways: " + path);
        assertAccessible(page);
        assertFalse(text(page).contains("null"), text(page));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyPageIsReadWithoutScriptAndOnPaper(String path) throws IOException {
        Page plain = loggedIn(false);
        assertEquals(200, plain.navigate(path).status());
        String title = plain.locator("h1").innerText().replace('\u00a0', ' ');
        assertFalse(title.isBlank());
        assertReads(plain, title);
        Page drawn = loggedIn(true);
        drawn.navigate(path);
        byte[] paper = drawn.pdf(new Page.PdfOptions().setFormat("A4"));
        try (PDDocument document = Loader.loadPDF(paper)) {
            String text = new PDFTextStripper()
                    .getText(document)
                    .replace('\u00a0', ' ')
                    .replaceAll("\\s+", " ");
            assertTrue(text.contains(title), text);
            assertFalse(text.contains("Logga ut") || text.contains("Log out"), "what cannot be pressed on paper");
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
                "/scorecards?period=2026-06 | Styrkort i jämförelse, juni 2026 | Kommunstyrelsen | 1",
            })
    void everyDoorIsReadWithoutScriptDrawnWithItAndPrinted(String path, String title, String row, int charts)
            throws IOException {
        Page plain = loggedIn(false);
        plain.navigate(path);
        assertReads(plain, title, "Syntetiska uppgifter");
        Locator there = plain.locator("table tbody th")
                .filter(new Locator.FilterOptions().setHasText(row))
                .first();
        assertTrue(there.isVisible(), row);
        assertEquals(0, plain.locator("svg:visible:not([aria-hidden=true])").count(), "a chart without its script");
        assertEquals(0, plain.locator(".canvas:visible").count());

        Page drawn = loggedIn(true);
        drawn.navigate(path);
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

        byte[] paper = drawn.pdf(new Page.PdfOptions().setFormat("A4"));
        try (PDDocument document = Loader.loadPDF(paper)) {
            assertTrue(document.getNumberOfPages() > 0);
            String text = new PDFTextStripper().getText(document).replace('\u00a0', ' ');
            assertTrue(text.contains(title) && text.contains(row), text);
            assertFalse(text.contains("Logga ut"), "what cannot be pressed on paper");
        }
    }

    @Test
    void aChartSaysItsNumbersAndTargetInSwedish() {
        Page page = loggedIn(true);
        page.navigate("/availability?period=" + MONTH);
        String drawing = page.locator(".canvas svg").textContent().replace('\u00a0', ' ');
        assertTrue(drawing.contains("99,5 %") && drawing.contains("Mål 99,5 %"), drawing);
        assertTrue(drawing.contains("jun 26"), drawing);
        assertFalse(page.locator("figure.chart table").isVisible(), "the table opens at a press");
        page.locator("figure.chart summary").press("Enter");
        assertTrue(page.locator("figure.chart table").isVisible());
    }

    @Test
    void aWayLeadsFromTheStartThroughADoorToAServiceAndBack() {
        Page page = loggedIn(false);
        page.navigate("/");
        assertReads(page, "Kommunens it, månad för månad", "av 30 tjänster under målet");
        page.getByRole(AriaRole.MAIN)
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName("Användning").setExact(true))
                .click();
        page.getByLabel("Organisation").selectOption("barn-och-utbildning");
        page.getByLabel("Månad").selectOption("2026-03");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Visa").setExact(true))
                .click();
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("E-möten").setExact(true))
                .click();
        assertReads(page, "E-möten: användning, mars 2026", "Barn- och utbildningsnämnden");
        String address = page.url();
        assertTrue(address.contains("organisation=barn-och-utbildning") && address.contains("period=2026-03"), address);
        assertFalse(text(page).contains("Socialnämnden 4"), "another's part");
    }

    /** An outage is recorded, corrected and withdrawn, with its effect seen before each. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOperatorSeesTheEffectBeforeSaving(boolean javaScript) {
        Page page = loggedIn(javaScript);
        page.navigate("/outages");
        picture(page, "outages.png", 1000);
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Registrera avbrott eller underhåll").setExact(true))
                .click();
        page.getByLabel("Tjänst").selectOption("e-post");
        LocalDateTime start = LocalDateTime.now(ZoneId.of("Europe/Stockholm"))
                .minusMinutes(javaScript ? 50 : 40)
                .truncatedTo(ChronoUnit.MINUTES);
        page.getByLabel("Början").fill(start.toString());
        page.getByLabel("Orsak, internt").fill("Full disk");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Visa effekten"))
                .click();
        assertReads(page, "Ingenting är sparat ännu.", "Före", "Efter");
        assertAccessible(page);
        picture(page, "outage-effect.png", 1400);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Spara").setExact(true))
                .click();
        assertTrue(page.url().matches(".*/outages/[0-9]+[?]saved=true"), page.url());
        assertReads(page, "Sparat.", "Full disk", "pågår");
        picture(page, "outage.png", 1800);

        Locator correction = page.locator("section[aria-labelledby=correct]");
        correction.getByLabel("Orsak, internt").fill("Full disk i loggen");
        correction.getByLabel("Skäl till ändringen").fill("Utredningen är klar");
        correction.getByLabel("Godkänd av").fill("driftchefen");
        correction.getByRole(AriaRole.BUTTON).click();
        page.locator("section[aria-labelledby=correct]")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Spara"))
                .click();
        assertReads(page, "Full disk i loggen", "ersatt", "Utredningen är klar");
        assertAccessible(page);

        Locator withdrawal = page.locator("section[aria-labelledby=withdraw]");
        withdrawal.getByLabel("Skäl till ändringen").fill("Det var larmet som var fel");
        withdrawal.getByLabel("Godkänd av").fill("driftchefen");
        withdrawal.getByRole(AriaRole.BUTTON).click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Återkalla nu"))
                .click();
        assertReads(page, "Avbrottet är återkallat");
        assertEquals(0, page.locator("section[aria-labelledby=correct]").count());
        page.navigate("/outages");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Inget mer har varit nere"))
                .click();
        assertReads(page, "Noterat");
        page.navigate("/status");
        picture(page, "status.png", 1100);
    }

    /** From a rejected row to its correction, on the pages alone; and what is missing and has changed. */
    @Test
    void aRejectedRowIsSettledOnItsPage() {
        Page page = loggedIn(true);
        upload(page, "karantan.csv", MIXED.replace("e-poost", "e-poost-karantan"));
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Rätta de avvisade raderna här"))
                .click();
        assertReads(page, "Rader i karantän ur karantan.csv", "2 rader väntar.", "e-poost-karantan");
        page.locator("article summary").first().click();
        picture(page, "waiting.png", 1200);
        assertAccessible(page);
        page.navigate("/quarantine");
        assertReads(page, "Karantän", "e-poost-karantan");
        picture(page, "quarantine.png", 1000);
        assertAccessible(page);
        page.locator("tr", new Page.LocatorOptions().setHasText("e-poost-karantan"))
                .locator("summary")
                .click();
        Locator row = page.locator("tr", new Page.LocatorOptions().setHasText("e-poost-karantan"));
        row.locator("input[name=code]").fill("rpa-tjanst");
        row.getByRole(AriaRole.BUTTON).click();
        page.navigate("/quarantine");
        page.locator("tr", new Page.LocatorOptions().setHasText("e-poost-karantan"))
                .getByRole(AriaRole.LINK)
                .first()
                .click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Läs om filen"))
                .click();
        assertReads(page, "Inläsning av karantan.csv");
        page.navigate("/completeness?metric=usage.active_users&year=2026");
        assertTrue(page.locator("table.completeness tbody tr").count() > 5, text(page));
        picture(page, "completeness.png", 1200);
        page.navigate("/changes?since=2020-01-01&until=2100-01-01");
        assertReads(page, "Vad har ändrats?");
        picture(page, "changes.png", 900);
        page.navigate("/sources");
        picture(page, "sources.png", 900);
    }

    @Test
    void thePicturesOfTheReadmeShowTheScorecards() {
        Page page = loggedIn(true);
        page.navigate("/scorecards?period=" + MONTH);
        assertTrue(page.locator("svg.bar").count() > 40);
        picture(page, "comparison.png", 1500);
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
            })
    void whatDoesNotExistIsSaidInWords(String path) {
        var answer = server.asAdmin(path, "Accept", "text/html");
        assertEquals(404, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("<h1>") && answer.body().contains("”"), answer.body());
    }

    @Test
    void aStoreWithoutFiguresSaysWhereTheyComeFrom() {
        try (RunningServer empty = new RunningServer("PagesIT-empty", Map.of())) {
            for (String door : List.of("/scorecards", "/usage", "/usage/e-moten", "/availability")) {
                var answer = empty.asAdmin(door, "Accept", "text/html");
                assertEquals(200, answer.statusCode());
                assertTrue(answer.body().contains("Det finns inga mätvärden"), answer.body());
            }
            assertEquals(200, empty.asAdmin("/", "Accept", "text/html").statusCode());
        }
    }
}
