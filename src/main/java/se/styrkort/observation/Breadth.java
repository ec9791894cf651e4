package se.styrkort.observation;

/**
 * What the series of a metric differ in. Where all lack a service or a qualifier, or no organisation that has any stands
 * above another, a step of the roll-up changes nothing and is left out of its statement.
 *
 * @param services whether any has a service; {@code wholes} whether any has none
 * @param qualifiers whether any has a qualifier; {@code plain} whether any has none
 * @param stacked whether an organisation and one above it both have series
 */
record Breadth(boolean services, boolean wholes, boolean qualifiers, boolean plain, boolean stacked) {
    /** Of a metric that has no series. */
    static final Breadth NONE = new Breadth(false, false, false, false, false);

    boolean hasPlainBesideQualified() {
        return plain && qualifiers;
    }

    boolean hasWholesBesideServices() {
        return wholes && services;
    }
}
