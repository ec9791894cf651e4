package se.styrkort;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * axe-core in a page, as {@link AxeBuilder} brings it, but put there once for each document, and told to gather nothing but
 * violations: a page may so be looked at in several widths for the time of one.
 */
public final class Accessibility {
    private static final String AXE = axe();
    private static final String VIOLATIONS = """
            tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})
                .then(found => found.violations.map(rule =>
                    rule.id + ': ' + rule.help + ' ' + rule.nodes.slice(0, 3).map(node => node.html).join(' ')))""";

    private Accessibility() {}

    private static String axe() {
        try (InputStream script = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asserts that the page, as it now stands, keeps every rule of WCAG 2.1 A and AA that a program can check. */
    public static void assertHolds(Page page) {
        if (Boolean.FALSE.equals(page.evaluate("typeof axe === 'object'"))) {
            page.evaluate(AXE);
        }
        Object violations = page.evaluate(VIOLATIONS, List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa"));
        assertEquals(List.of(), violations, page.url());
    }
}
