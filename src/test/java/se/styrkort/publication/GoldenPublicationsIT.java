package se.styrkort.publication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.document.Sha256;

/**
 * The scores of one release are those of the next: each folder beside this test holds a catalog, a model, figures, the months
 * that are closed, an order, and the content that an earlier release published of them. A case is added by adding a folder; its
 * content is what the failing test wrote under {@code target/golden}, once somebody has computed it by hand.
 */
class GoldenPublicationsIT {
    private static final Path FOLDERS = Path.of("src/test/resources/se/styrkort/publication");

    static List<String> folders() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDERS)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void theSameFiguresGiveTheContentOfTheReleaseBefore(String folder) throws IOException {
        try (RunningServer server = new RunningServer("GoldenPublicationsIT", Map.of())) {
            Publishing publishing = new Publishing(new Api(server));
            publishing.load(folder);
            Api.Answer made = publishing.ask(Publishing.text(folder + "/order.json"));
            assertEquals(200, made.status(), made.text());
            String content = publishing.api().get("/publications/1/content").text();
            Path expected = FOLDERS.resolve(folder).resolve("content.json");
            Path actual = Path.of("target/golden", folder, "content.json");
            Files.createDirectories(actual.getParent());
            Files.writeString(actual, content);
            if (!Files.exists(expected)) {
                fail("no content to compare with; what is published now is in " + actual);
            }
            String golden = Files.readString(expected, StandardCharsets.UTF_8);
            // first what differs, then that nothing does: a release that says more changes the bytes and no fact
            assertEquals(facts(golden, facts(content)), facts(golden));
            assertEquals(Sha256.of(golden), made.get("contentHash"), "facts were added; see " + actual);
            publishing.assertIdentical(1);
        }
    }

    /** Of the facts now, those that were published. */
    private static Map<String, @Nullable String> facts(String golden, Map<String, @Nullable String> now)
            throws IOException {
        Map<String, @Nullable String> known = new TreeMap<>(now);
        known.keySet().retainAll(facts(golden).keySet());
        return known;
    }

    private static Map<String, @Nullable String> facts(String content) throws IOException {
        Map<?, ?> tree = new ObjectMapper().readValue(content, Map.class);
        Map<String, @Nullable String> facts = new TreeMap<>();
        for (Object subject : (List<?>) Objects.requireNonNull(tree.get("subjects"))) {
            Map<?, ?> part = (Map<?, ?>) subject;
            Object card = part.get("scorecard");
            Object code = card instanceof Map<?, ?> map && map.get("subject") instanceof Map<?, ?> of
                    ? of.get("code")
                    : fail("no subject");
            Leaf.of(part.get("inputs")).forEach((leaf, text) -> facts.put(code + " inputs " + leaf, text));
            Leaf.of(card).forEach((leaf, text) -> facts.put(code + " scorecard " + leaf, text));
        }
        Leaf.of(tree.get("metrics")).forEach((leaf, text) -> facts.put("metric " + leaf, text));
        facts.put("state", String.valueOf(tree.get("periodState")));
        return facts;
    }
}
