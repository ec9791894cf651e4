package se.styrkort.report;

import se.styrkort.catalog.Service;

/** One service of an overview. */
public record ServiceUse(Service service, UseFigures figures) {}
