/**
 * The service desk (servicedesk): tickets, and what they come to per month, service, organisation and priority. Implements
 * the intake of tickets, and writes observations; which scores are made of them is not known here.
 *
 * <pre>
 * rows of a ticket log ─► TicketIntake ─► ticket (versioned) ─► due months ─► DeskMonth (pure) ─► Ingest ─► observations
 * </pre>
 *
 * The desk's own availability is that of a service like any other: it is in the catalog, has service hours, and outages
 * or probes, and {@code availability} knows nothing special of it.
 */
@NullMarked
package se.styrkort.servicedesk;

import org.jspecify.annotations.NullMarked;
