package se.styrkort.security;

/**
 * Who does something, for the trail: an account's name, or {@code admin-token} for the bearer token. A controller gets
 * the one behind the request by declaring it as an argument.
 */
public record Actor(String name) {
    /** Whoever holds the bearer token for automation. */
    public static final Actor ADMIN_TOKEN = new Actor("admin-token");

    public Actor {
        if (name.isBlank()) {
            throw new IllegalArgumentException("An actor has a name");
        }
    }
}
