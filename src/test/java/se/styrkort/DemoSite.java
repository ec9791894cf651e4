package se.styrkort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import se.styrkort.calendar.Period;
import se.styrkort.demo.Demonstration;
import se.styrkort.security.Accounts;

/**
 * The demonstration's pages in a real browser, of one server for all test classes that look at them. {@code
 * -Dstyrkort.screenshots=docs} writes the README's pictures anew.
 */
final class DemoSite implements BeforeAllCallback, AfterEachCallback {
    static final String MONTH = "2026-06";

    private @Nullable Running running;
    private final List<BrowserContext> contexts = new ArrayList<>();

    /** Closed when all tests have been run. */
    private static final class Running implements AutoCloseable {
        private final Chromium chromium = new Chromium();
        private final RunningServer server = new RunningServer("PagesIT", Map.of());
        private final List<String> complaints = new ArrayList<>();
        private final String session;
        /** Tabs that are used again, with scripts and without. */
        private final Page scripted;

        private final Page plain;

        Running() {
            String password = server.bean(Accounts.class).createIfNone("anna").orElseThrow();
            try {
                server.bean(Demonstration.class).load(Period.parse(MONTH).orElseThrow());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            DemoOutages.record(server);
            Api.Answer published = new Api(server)
                    .post(
                            "/publications",
                            "application/json",
                            BodyPublishers.ofString("{\"model\": \"it-styrkort\", \"period\": \"" + MONTH + "\"}"));
            assertEquals(200, published.status(), published.text());
            Page page = open(null, true);
            page.navigate("/imports");
            page.getByLabel("Användarnamn").fill("anna");
            page.getByLabel("Lösenord").fill(password);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Logga in"))
                    .click();
            assertTrue(page.url().endsWith("/imports"), page.url());
            session = page.context().storageState();
            scripted = page;
            plain = open(session, false);
        }

        Page open(@Nullable String state, boolean javaScript) {
            BrowserContext context = chromium.browser()
                    .newContext(new Browser.NewContextOptions()
                            .setBaseURL(server.origin())
                            .setJavaScriptEnabled(javaScript)
                            .setLocale("sv-SE")
                            .setStorageState(state)
                            .setViewportSize(1280, 900));
            Page page = context.newPage();
            page.onConsoleMessage(message -> {
                // a file that is refused on purpose is answered with 422, which Chromium reports as a failure to load
                if (message.type().equals("error") && !message.text().contains("status of 422")) {
                    complaints.add(message.text());
                }
            });
            page.onPageError(complaints::add);
            return page;
        }

        @Override
        public void close() {
            chromium.close();
            server.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(DemoSite.class))
                .getOrComputeIfAbsent(Running.class, _ -> new Running(), Running.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
        List<String> complaints = List.copyOf(running().complaints);
        running().complaints.clear();
        assertEquals(List.of(), complaints, "what the browser complained about");
    }

    private Running running() {
        if (running == null) {
            throw new IllegalStateException("not begun");
        }
        return running;
    }

    RunningServer server() {
        return running().server;
    }

    /** A browser window of its own, in which somebody has logged in. */
    Page loggedIn(boolean javaScript) {
        Page page = running().open(running().session, javaScript);
        contexts.add(page.context());
        return page;
    }

    /** A page in a tab that others have used before, in Swedish unless its address says otherwise. */
    Page visited(boolean javaScript, String path) {
        Page page = javaScript ? running().scripted : running().plain;
        page.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName("lang"));
        page.setViewportSize(1280, 900);
        assertEquals(200, page.navigate(path).status(), path);
        return page;
    }

    static String text(Page page) {
        return page.locator("main").innerText().replace('\u00a0', ' ');
    }

    static void assertReads(Page page, String... words) {
        String text = text(page);
        for (String word : words) {
            assertTrue(text.contains(word), () -> word + " is not on " + page.url() + ": " + text);
        }
    }

    /** The page's top, when somebody asked for pictures. */
    static void picture(Page page, String name, int height) {
        String folder = System.getProperty("styrkort.screenshots");
        if (folder != null) {
            page.setViewportSize(1280, height);
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name)));
        }
    }

    /** The page from top to end. */
    static void whole(Page page, String name) {
        String folder = System.getProperty("styrkort.screenshots");
        if (folder != null) {
            page.screenshot(
                    new Page.ScreenshotOptions().setPath(Path.of(folder, name)).setFullPage(true));
        }
    }
}
