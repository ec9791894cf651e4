package se.styrkort.report;

import se.styrkort.catalog.Organisation;

/**
 * One organisation's part of a service.
 *
 * @param depth how many of the organisations shown are above it
 */
public record OrganisationUse(Organisation organisation, int depth, UseFigures figures) {}
