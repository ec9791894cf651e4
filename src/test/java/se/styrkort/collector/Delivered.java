package se.styrkort.collector;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.InflaterInputStream;

/** What was delivered, as it is kept with the imports. */
final class Delivered {
    private Delivered() {}

    /** The text of each import from a source, the oldest first. */
    static List<String> texts(Instances instances, String source) {
        Map<String, StringBuilder> texts = new LinkedHashMap<>();
        for (String chunk : instances.column("""
                select import_id || ' ' || encode(bytes, 'hex')
                from styrkort.import_content join styrkort.import using (import_id)
                join styrkort.source using (source_id) where code = '%s' order by import_id, chunk""".formatted(source))) {
            String[] parts = chunk.split(" ", 2);
            texts.computeIfAbsent(parts[0], _ -> new StringBuilder()).append(inflated(parts[1]));
        }
        return texts.values().stream().map(StringBuilder::toString).toList();
    }

    private static String inflated(String hex) {
        try (InflaterInputStream bytes =
                new InflaterInputStream(new ByteArrayInputStream(HexFormat.of().parseHex(hex)))) {
            return new String(bytes.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
