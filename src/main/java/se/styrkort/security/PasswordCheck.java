package se.styrkort.security;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Judges passwords, wherever they are asked for: each failure is counted and in the trail, and ten in a row lock. */
@Singleton
public final class PasswordCheck {
    private final Accounts accounts;
    private final LoginFailureRepository failures;
    private final Trail trail;

    PasswordCheck(Accounts accounts, LoginFailureRepository failures, Trail trail) {
        this.accounts = accounts;
        this.failures = failures;
        this.trail = trail;
    }

    /** What a password was found to be. */
    public sealed interface Verdict {
        /**
         * It is the account's.
         *
         * @param mark what the session that it opens notes
         */
        record Right(String mark) implements Verdict {}

        /** It is not, or there is no such account. */
        record Wrong() implements Verdict {}

        /**
         * Not judged: there were too many failures.
         *
         * @param remaining until another try is judged
         */
        record Locked(Duration remaining) implements Verdict {}
    }

    /** Judges a password, and counts it if it is wrong. */
    public Verdict judge(String name, String password) {
        String username = storable(name);
        Duration wait = failures.begin(username);
        if (!wait.isZero()) {
            return new Verdict.Locked(wait);
        }
        Optional<String> mark = accounts.verify(name, password);
        if (mark.isPresent()) {
            failures.forget(username);
            return new Verdict.Right(mark.get());
        }
        trail.note(username, "login.failed", "");
        if (failures.failed(username)) {
            trail.note(username, "login.locked", "");
        }
        return new Verdict.Wrong();
    }

    /** As the database takes it; what is longer is no account's name anyway. */
    private static String storable(String name) {
        String clean = name.replace("\u0000", "");
        return clean.isEmpty() ? "?" : clean.substring(0, Math.min(clean.length(), Accounts.LONGEST_NAME));
    }
}
