package se.styrkort.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;

/**
 * Where the doors' pages are, so that one leads to the other without losing what was chosen.
 *
 * @param period a month; absent: the last closed one that has figures
 * @param organisation code of the only one whose figures count, with those below it
 * @param product code of the object product whose services are shown, or of the object
 * @param asOf only when it was asked for; otherwise what is known now
 */
public record DoorAddress(
        @Nullable Period period,
        @Nullable String organisation,
        @Nullable String product,
        @Nullable Instant asOf) {
    public static final String USAGE = "/usage";
    public static final String AVAILABILITY = "/availability";
    public static final String SERVICE_DESK = "/service-desk";

    public DoorAddress of(@Nullable Period other) {
        return new DoorAddress(other, organisation, product, asOf);
    }

    /** The same figures of one organisation. */
    public DoorAddress ofOrganisation(@Nullable String other) {
        return new DoorAddress(period, other, product, asOf);
    }

    /** The same as it is known now. */
    public DoorAddress now() {
        return new DoorAddress(period, organisation, product, null);
    }

    public String usage() {
        return USAGE + query();
    }

    public String usage(String service) {
        return path(USAGE, service) + query();
    }

    public String availability() {
        return AVAILABILITY + query();
    }

    public String availability(String service) {
        return path(AVAILABILITY, service) + query();
    }

    public String serviceDesk() {
        return SERVICE_DESK + query();
    }

    /**
     * All figures of a service as a file.
     *
     * @param form {@code format=xlsx}, or {@code format=csv&dialect=excel}
     */
    public String figures(String service, String form) {
        return "/api/v1/observations?" + form + "&service=" + encoded(service)
                + (asOf == null ? "" : "&asOf=" + encoded(asOf.toString()));
    }

    /** One thing's page below a door's, without what was chosen: where its form leads. */
    public static String path(String door, String service) {
        return door + "/" + encoded(service).replace("+", "%20");
    }

    private String query() {
        List<String> parts = new ArrayList<>();
        add(parts, "period", period == null ? null : period.code());
        add(parts, "organisation", organisation);
        add(parts, "product", product);
        add(parts, "asOf", asOf == null ? null : asOf.toString());
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private static void add(List<String> parts, String name, @Nullable String value) {
        if (value != null) {
            parts.add(name + "=" + encoded(value));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
