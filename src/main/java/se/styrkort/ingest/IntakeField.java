package se.styrkort.ingest;

import java.util.Locale;

/** What a row that is no observation yet may say, for all intakes together; which of them takes which is {@link Into}. */
public enum IntakeField {
    SERVICE(Type.SERVICE),
    ORGANISATION(Type.ORGANISATION),
    ID(Type.TEXT),
    /** The instant of a probe. */
    AT(Type.INSTANT),
    UP(Type.FLAG),
    RESPONSE_MS(Type.NUMBER),
    START(Type.INSTANT),
    END(Type.INSTANT),
    KIND(Type.TEXT),
    ANNOUNCED_AT(Type.INSTANT),
    REASON(Type.TEXT),
    /** Whether the public operating information shows it. */
    PUBLISHED(Type.FLAG),
    /** What the public operating information says of it. */
    MESSAGE(Type.TEXT),
    OPENED_AT(Type.INSTANT),
    RESOLVED_AT(Type.INSTANT),
    CLOSED_AT(Type.INSTANT),
    ON_HOLD_S(Type.NUMBER),
    PRIORITY(Type.TEXT),
    CHANNEL(Type.TEXT),
    FIRST_CONTACT(Type.FLAG),
    WITHIN_LEVEL(Type.FLAG),
    /** How often; a flag counts as once or never. */
    REOPENED(Type.COUNT);

    /** What a field's text is read as. */
    public enum Type {
        TEXT,
        SERVICE,
        ORGANISATION,
        INSTANT,
        FLAG,
        NUMBER,
        /** A whole number from 0, or a flag that stands for 1 or 0. */
        COUNT
    }

    private final Type type;

    IntakeField(Type type) {
        this.type = type;
    }

    public Type type() {
        return type;
    }

    /** The name in profiles and files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
