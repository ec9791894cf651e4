package se.styrkort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static se.styrkort.DemoSite.MONTH;
import static se.styrkort.DemoSite.assertReads;
import static se.styrkort.DemoSite.picture;
import static se.styrkort.DemoSite.text;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways through the pages that people go, over the demonstration's figures: from page to page, from form to form. */
class PageWaysIT {
    /** Loaded, so that it can be read: two good rows, an unknown service, a number of another country. */
    private static final String MIXED = """
            period;metric;service;organisation;value
            2026-07;usage.active_users;e-moten;kommunstyrelsen;312
            2026-07;usage.active_users;e-tjanstekort;kommunstyrelsen;405
            2026-07;usage.active_users;e-poost;kommunstyrelsen;405
            2026-07;usage.active_users;e-moten;social;61.982
            """;

    @RegisterExtension
    static final DemoSite site = new DemoSite();

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

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMixedFileComesInAndEveryRejectionIsExplained(boolean javaScript) {
        Page page = site.loggedIn(javaScript);
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
            Accessibility.assertHolds(page);
        }
    }

    @Test
    void whatAFileWouldChangeIsSeenBeforeItIsConfirmed() {
        Page page = site.loggedIn(true);
        String file = "period;metric;service;organisation;value\n2026-07;usage.active_users;e-moten;social;4 711\n";
        upload(page, "prov.csv", file, "Granska först");
        assertReads(page, "Inget är sparat ännu.", "Vad filen skulle ändra", "usage.active_users", "4 711");
        picture(page, "review.png", 900);
        Accessibility.assertHolds(page);
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
        Page page = site.loggedIn(javaScript);
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
            Accessibility.assertHolds(page);
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
        Page page = site.loggedIn(true);
        upload(page, "fel.csv", "period;metrik;service;organisation;value\n2026-07;a;b;c;1\n");
        assertReads(page, "Filen kunde inte läsas in", "Kolumnen ”metric” saknas.");
        assertEquals("demo", page.getByLabel("Källa (frivilligt)").inputValue());
        Accessibility.assertHolds(page);
    }

    @Test
    void theWayLeadsFromTheComparisonToTheRowOfTheFile() {
        Page page = site.loggedIn(false);
        page.navigate("/scorecards?period=" + MONTH);
        assertReads(page, "Styrkort i jämförelse, juni 2026", "Syntetiska uppgifter", "Perioden juni 2026 är stängd");
        assertEquals(5 + 1, page.locator("#comparison thead th").count());
        assertEquals(12, page.locator("#comparison tbody tr").count());
        List<String> names = page.locator("#comparison tbody th a").allInnerTexts();
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
                "availability 2026-06.csv");
        String row = page.locator(".observations .origin code").first().innerText();
        assertTrue(row.startsWith(MONTH + ",availability."), row);
        page.locator(".observations .origin a").first().click();
        assertReads(page, "Inläsning av availability 2026-06.csv", "Kontrollsumma");
    }

    @Test
    void whatIsMissingIsSaidAndBoundsTheScore() {
        Page page = site.loggedIn(false);
        page.navigate("/scorecards?period=" + MONTH);
        String row = page.locator("#comparison tbody tr").last().innerText();
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
        Page page = site.loggedIn(false);
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

    @Test
    void aWayLeadsFromTheStartThroughADoorToAServiceAndBack() {
        Page page = site.loggedIn(false);
        page.navigate("/");
        assertReads(page, "Kommunens it, månad för månad", "av 30 tjänster under sitt mål");
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

    /** From a rejected row to its correction, on the pages alone; and what is missing and has changed. */
    @Test
    void aRejectedRowIsSettledOnItsPage() {
        Page page = site.loggedIn(true);
        upload(page, "karantan.csv", MIXED.replace("e-poost", "e-poost-karantan"));
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Rätta de avvisade raderna här"))
                .click();
        assertReads(page, "Rader i karantän ur karantan.csv", "2 rader väntar.", "e-poost-karantan");
        page.locator("article summary").first().click();
        picture(page, "waiting.png", 1200);
        Accessibility.assertHolds(page);
        page.navigate("/quarantine");
        assertReads(page, "Karantän", "e-poost-karantan");
        picture(page, "quarantine.png", 1000);
        Accessibility.assertHolds(page);
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

    /** An outage is recorded, corrected and withdrawn, with its effect seen before each. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOperatorSeesTheEffectBeforeSaving(boolean javaScript) {
        Page page = site.loggedIn(javaScript);
        page.navigate("/outages");
        picture(page, "outages.png", 1000);
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions()
                                .setName("Registrera avbrott eller underhåll")
                                .setExact(true))
                .click();
        page.getByLabel("Tjänst").selectOption("integrationsplattform");
        LocalDateTime start = LocalDateTime.now(ZoneId.of("Europe/Stockholm"))
                .minusMinutes(javaScript ? 50 : 40)
                .truncatedTo(ChronoUnit.MINUTES);
        page.getByLabel("Början").fill(start.toString());
        page.getByLabel("Orsak, internt").fill("Full disk");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Visa effekten"))
                .click();
        assertReads(page, "Ingenting är sparat ännu.", "Före", "Efter");
        if (javaScript) {
            Accessibility.assertHolds(page);
        }
        picture(page, "outage.png", 1300);
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Spara").setExact(true))
                .click();
        assertTrue(page.url().matches(".*/outages/[0-9]+[?]saved=true"), page.url());
        assertReads(page, "Sparat.", "Full disk", "pågår");
        picture(page, "outage-saved.png", 1800);

        Locator correction = page.locator("section[aria-labelledby=correct]");
        correction.getByLabel("Orsak, internt").fill("Full disk i loggen");
        correction.getByLabel("Skäl till ändringen").fill("Utredningen är klar");
        correction.getByLabel("Godkänd av").fill("driftchefen");
        correction.getByRole(AriaRole.BUTTON).click();
        page.locator("section[aria-labelledby=correct]")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Spara"))
                .click();
        assertReads(page, "Full disk i loggen", "ersatt", "Utredningen är klar");
        if (javaScript) {
            Accessibility.assertHolds(page);
        }

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
        picture(page, "status.png", 900);
        page.navigate("/availability/e-moten?period=" + YearMonth.now(ZoneId.of("Europe/Stockholm")));
        assertTrue(page.locator(".year-strip .day-down").count() > 1, "today's, and those of the demonstration");
        assertReads(page, "Certifikat som gick ut");
        picture(page, "year.png", 1400);
    }
}
