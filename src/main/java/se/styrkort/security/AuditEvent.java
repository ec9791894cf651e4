package se.styrkort.security;

import java.time.Instant;

/**
 * One thing that was done or tried.
 *
 * @param action {@code login.failed}, {@code import.taken} …
 * @param target what it was done to; may be empty
 * @param address where it came from; empty for what the program did itself
 */
public record AuditEvent(long id, Instant at, String actor, String action, String target, String address) {}
