package se.styrkort.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Faults;
import se.styrkort.document.Mapping;
import se.styrkort.document.YamlNode;

/** The shipped files as a test reads them. */
final class Shipped {
    private Shipped() {}

    static Map<String, Mapping> metrics() {
        return byCode("/shipped/definitions.yaml", "metrics");
    }

    static Map<String, Mapping> services() {
        return byCode("/shipped/ikt.yaml", "services");
    }

    static Map<String, Mapping> organisations() {
        return byCode("/demo/organisations.yaml", "organisations");
    }

    /** The measures of the shipped model under the code of their perspective. */
    static Map<String, List<Mapping>> measures() {
        Map<String, List<Mapping>> measures = new LinkedHashMap<>();
        read("/shipped/it-styrkort.yaml", root -> root.mappings("perspectives")
                .forEach(perspective -> measures.put(perspective.text("code"), perspective.mappings("measures"))));
        return measures;
    }

    private static Map<String, Mapping> byCode(String resource, String list) {
        Map<String, Mapping> found = new LinkedHashMap<>();
        read(resource, root -> root.mappings(list).forEach(one -> {
            Mapping twin = found.put(one.text("code"), one);
            assertEquals(null, twin, () -> one.text("code") + " twice");
        }));
        return found;
    }

    static <T> T present(@Nullable T value, Object what) {
        if (value == null) {
            throw new AssertionError("absent: " + what);
        }
        return value;
    }

    /** Reads the resource and fails on any fault that parsing or reading found. */
    static void read(String resource, Consumer<Mapping> reader) {
        Faults faults = new Faults();
        YamlNode root = YamlNode.parse(text(resource), faults);
        assertEquals(List.of(), faults.list(), resource);
        reader.accept(new Mapping(present(root, resource), faults));
        assertEquals(List.of(), faults.list(), resource);
    }

    private static String text(String resource) {
        try (@Nullable InputStream in = Shipped.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new AssertionError("no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
