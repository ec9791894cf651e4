package se.styrkort.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.styrkort.Accessibility;
import se.styrkort.Chromium;
import se.styrkort.RunningServer;

/**
 * The common login in a real browser, which keeps the session's cookie to itself on every way that another site began:
 * the provider on {@code localhost} is another site than Styrkort.
 */
class OidcPageIT {
    private static final String BASE = "http://styrkort.example";

    private static TestProvider provider;
    private static RunningServer server;
    private static Chromium chromium;

    @BeforeAll
    static void start() {
        provider = new TestProvider(true);
        server = new RunningServer("security", provider.settings(BASE));
        String here = URI.create(server.origin()).getAuthority();
        chromium = new Chromium("--host-resolver-rules=MAP styrkort.example:80 " + here);
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        server.close();
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theReaderLogsInThereAndComesToThePageThatWasAskedFor(boolean javaScript) {
        String name = "anna-" + javaScript;
        assertTrue(server.bean(Accounts.class).createForCommonLogin(name, List.of(Grant.ofEverything(Role.READER))));
        try (BrowserContext context = context(javaScript)) {
            Page page = context.newPage();
            page.navigate("/who?a=1&b=2");
            atProvider(page, name);
            page.waitForURL(BASE + "/who?a=1&b=2");
            assertEquals(name, page.locator("body").innerText());
            List<Cookie> left = context.cookies();
            assertTrue(left.stream().anyMatch(cookie -> cookie.name.equals(SessionCookieProvider.NAME)));
            assertTrue(left.stream().noneMatch(cookie -> cookie.name.equals(OidcController.COOKIE)), "it is spent");
        }
    }

    @Test
    void whoHasNoAccountReadsWhyAndMayUseAnother() {
        String password = server.bean(Accounts.class)
                .create("bo", List.of(Grant.ofEverything(Role.READER)))
                .orElseThrow();
        try (BrowserContext context = context(true)) {
            Page page = context.newPage();
            page.navigate("/who");
            Accessibility.assertHolds(page);
            String pictures = System.getProperty("styrkort.screenshots");
            if (pictures != null) {
                page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(pictures, "login.png")));
            }
            atProvider(page, "nobody");
            page.waitForURL(BASE + "/login?refused=unknown_account&next=%2Fwho");
            assertTrue(page.getByRole(AriaRole.ALERT).innerText().contains("har inget konto i Styrkort"));
            Accessibility.assertHolds(page);
            page.getByLabel("Användarnamn").fill("bo");
            page.getByLabel("Lösenord").fill(password);
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Logga in").setExact(true))
                    .click();
            page.waitForURL(BASE + "/who");
            assertEquals("bo", page.locator("body").innerText());
        }
    }

    private static void atProvider(Page page, String name) {
        page.getByText("Logga in med kommunens konto").click();
        page.waitForURL(provider.issuer() + "/**");
        page.locator("input[name=username]").fill("subject-" + name);
        page.locator("textarea[name=claims]").fill("{\"preferred_username\": \"" + name + "\"}");
        page.locator("input[type=submit]").click();
    }

    private static BrowserContext context(boolean javaScript) {
        return chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setBaseURL(BASE)
                        .setJavaScriptEnabled(javaScript)
                        .setLocale("sv-SE"));
    }
}
