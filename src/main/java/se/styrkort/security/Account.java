package se.styrkort.security;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person who may log in (konto).
 *
 * @param passwordHash absent: only the common login opens the account
 * @param sessionsFrom sessions opened earlier are over
 * @param disabled whether the account opens nothing
 * @param identity issuer and subject of the common login that it is bound to
 */
public record Account(
        String username,
        @Nullable String passwordHash,
        Instant sessionsFrom,
        boolean disabled,
        @Nullable String identity,
        List<Grant> grants) {
    /** What the account may do, when it is let in. */
    public Actor actor() {
        return new Actor(username, grants);
    }

    /** A hash stays where it is, also when an account is printed. */
    @Override
    public String toString() {
        return "Account[" + username + ", " + grants + (disabled ? ", disabled" : "") + "]";
    }
}
