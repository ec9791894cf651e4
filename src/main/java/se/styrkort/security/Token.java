package se.styrkort.security;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An API token as it may be shown: never the token itself.
 *
 * @param permissions what it may do of what its account may
 * @param lastUsedAt to the minute; absent when it never was
 * @param revokedAt absent while it is in force
 */
public record Token(
        long id,
        String username,
        String name,
        Set<Permission> permissions,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {}
