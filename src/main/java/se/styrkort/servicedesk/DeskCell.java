package se.styrkort.servicedesk;

import org.jspecify.annotations.Nullable;

/**
 * What a figure of the service desk is about.
 *
 * @param service code; null: all services together, tickets being counted once
 * @param organisation code, with all below it; null: the whole municipality, with tickets that name no organisation
 * @param priority empty: all priorities together, with tickets that have none
 */
record DeskCell(@Nullable String service, @Nullable String organisation, String priority) {}
