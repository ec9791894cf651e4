package se.styrkort.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Where and how commands on the same machine reach the service of a data directory: the file {@code styrkort-local} in it,
 * which only this user may read, with an address and a token. Both are new at each start and end with the service; the
 * token is taken from the machine itself alone.
 */
public record LocalDoor(URI address, String token) {
    private static final String FILE = "styrkort-local";
    private static final int BYTES = 32;

    /** A token that nobody guesses. */
    public static String newToken() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Opens it for commands. */
    void write(Path directory) throws IOException {
        Path written = DataDirectory.createSecret(directory.resolve(FILE + ".new"), address + "\n" + token + "\n");
        Files.move(written, directory.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Of a directory that is owned; whoever owns it has taken away what an earlier service left behind. */
    public static Optional<LocalDoor> read(Path directory) {
        try {
            List<String> lines = Files.readAllLines(directory.resolve(FILE));
            return lines.size() < 2
                    ? Optional.empty()
                    : Optional.of(new LocalDoor(URI.create(lines.getFirst()), lines.get(1)));
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    static void remove(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(FILE));
    }

    /** A token is not printed. */
    @Override
    public String toString() {
        return "LocalDoor[" + address + "]";
    }
}
