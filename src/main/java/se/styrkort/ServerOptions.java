package se.styrkort;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.styrkort.security.Accounts;
import se.styrkort.security.Trail;
import se.styrkort.store.CannotStartException;

/** The options of every command that starts the server; each goes before its environment variable. */
final class ServerOptions {
    @Option(
            names = "--port",
            paramLabel = "<port>",
            description = "the port to answer on, 0 for any free one (STYRKORT_PORT, 8080)")
    private @Nullable String port;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Option(
            names = "--new-password",
            description = "give the accounts of this command new passwords and print them once")
    private boolean newPassword;

    /** Makes the first account, or gives it a new password, and prints the password: this once and never again. */
    void announceAccount(ServerFactory.Server server, String username) throws CannotStartException {
        Accounts accounts = server.bean(Accounts.class);
        Trail trail = server.bean(Trail.class);
        Optional<String> password = accounts.createIfNone(username);
        password.ifPresent(made -> trail.note(Trail.PROGRAM, "account.created", username));
        if (password.isEmpty() && newPassword) {
            try {
                password = Optional.of(accounts.resetPassword(username));
                trail.note(Trail.PROGRAM, "account.password", username);
            } catch (IllegalArgumentException e) {
                throw new CannotStartException("there is no account '" + username + "' here to give a new password", e);
            }
        }
        password.ifPresent(clear -> System.out.printf(
                "Användare (user): %s%nLösenord (password): %s%nLösenordet visas bara nu; --new-password ger ett nytt.%n",
                username, clear));
    }

    boolean newPassword() {
        return newPassword;
    }

    /** As settings of the framework; an option that was not given is absent. */
    Map<String, Object> properties() {
        Map<String, Object> properties = store.properties();
        if (port != null) {
            properties.put("micronaut.server.port", port);
        }
        return properties;
    }
}
