package se.styrkort.observation;

import org.jspecify.annotations.Nullable;

/**
 * What belongs to a subject: an organisation with all below it, or, where there is none, all organisations; and one
 * service, or, where there is none, all.
 *
 * @param subject number of the subject within one question
 * @param organisation code
 * @param service code
 */
public record Scope(
        int subject,
        @Nullable String organisation,
        @Nullable String service) {}
