package se.styrkort.collector;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The headers of a request, with the secrets that the definition only names. */
@Singleton
class HeaderProvider {
    /** Bytes; what is longer is another file than the one that was meant. */
    private static final long LIMIT = 4_096;

    private static final Pattern PRINTED = Pattern.compile("[\\x20-\\x7E]+");

    private final Optional<Path> folder;
    private final UnaryOperator<@Nullable String> variables;

    @jakarta.inject.Inject
    HeaderProvider(CollectorConfiguration configuration) {
        this(configuration.secrets(), System::getenv);
    }

    HeaderProvider(Optional<Path> folder, UnaryOperator<@Nullable String> variables) {
        this.folder = folder;
        this.variables = variables;
    }

    /** A secret is not where it should be. */
    static final class NoSecret extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Trouble trouble;

        NoSecret(Trouble trouble) {
            super(trouble.code());
            this.trouble = trouble;
        }

        Trouble trouble() {
            return trouble;
        }
    }

    Map<String, String> values(Map<String, HeaderValue> headers) throws NoSecret {
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, HeaderValue> header : headers.entrySet()) {
            values.put(header.getKey(), value(header.getValue()));
        }
        return values;
    }

    private String value(HeaderValue value) throws NoSecret {
        return switch (value) {
            case HeaderValue.Open open -> open.text();
            case HeaderValue.InFile secret -> secret.before() + printed(secret.file(), content(secret.file()));
            case HeaderValue.InVariable secret ->
                secret.before() + printed(secret.name(), variables.apply(secret.name()));
        };
    }

    private static String printed(String name, @Nullable String secret) throws NoSecret {
        String stripped = secret == null ? "" : secret.strip();
        if (!PRINTED.matcher(stripped).matches()) {
            throw new NoSecret(Trouble.lasting("no_secret", name));
        }
        return stripped;
    }

    /** Of a file in the folder, or below it; a link that leads out of it is not followed. */
    private String content(String file) throws NoSecret {
        if (folder.isEmpty()) {
            throw new NoSecret(Trouble.lasting("no_secrets_folder", file));
        }
        try {
            Path root = folder.get().toRealPath();
            Path wanted = root.resolve(file).toRealPath();
            if (wanted.startsWith(root) && Files.isRegularFile(wanted) && Files.size(wanted) <= LIMIT) {
                return Files.readString(wanted);
            }
        } catch (IOException | InvalidPathException _) {
            // said below; the system's own words would tell which other files there are
        }
        throw new NoSecret(Trouble.lasting("no_secret", file));
    }
}
