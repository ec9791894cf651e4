package se.styrkort.scorecard;

/**
 * Whom a scorecard is about.
 *
 * @param kind {@code organisation}, {@code object} or {@code service}
 */
public record Subject(String kind, String code) {
    public static final String ORGANISATION = "organisation";
    public static final String SERVICE = "service";
    public static final String OBJECT = "object";

    public static Subject organisation(String code) {
        return new Subject(ORGANISATION, code);
    }
}
