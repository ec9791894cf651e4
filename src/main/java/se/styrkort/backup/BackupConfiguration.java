package se.styrkort.backup;

import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.SerdeImport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How a manifest is written as JSON, also where no service runs. */
@SerdeImport(Manifest.class)
@SerdeImport(Manifest.Table.class)
@SerdeImport(Manifest.Sequence.class)
final class BackupConfiguration {
    private static final JsonMapper JSON = JsonMapper.createDefault();

    private BackupConfiguration() {}

    static byte[] write(Manifest manifest) throws IOException {
        return JSON.writeValueAsString(manifest).getBytes(StandardCharsets.UTF_8);
    }

    static Manifest read(byte[] json) throws IOException {
        return JSON.readValue(json, Manifest.class);
    }
}
