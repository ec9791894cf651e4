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
    REOPENED(Type.COUNT),
    SURVEY(Type.SURVEY),
    /** The month that a survey closed in. */
    PERIOD(Type.MONTH),
    /** Who answered, in any words; known while a delivery is read and never kept. */
    RESPONDENT(Type.TEXT),
    /** Whose answer it is: an organisation. */
    RESPONDENT_GROUP(Type.ORGANISATION),
    QUESTION(Type.TEXT),
    /** A level of the survey's scale; empty: the question was not answered. */
    ANSWER(Type.NUMBER),
    /** How many answers a row sums up, when it is no answer itself. */
    ANSWERS(Type.NUMBER),
    /** The level that {@link #ANSWERS} counts; empty: of all levels. */
    LEVEL(Type.NUMBER),
    SATISFIED(Type.NUMBER),
    MEAN(Type.NUMBER),
    STD_DEV(Type.NUMBER),
    /** How many of the group were asked. */
    INVITED(Type.NUMBER);

    /** What a field's text is read as. */
    public enum Type {
        TEXT,
        SERVICE,
        ORGANISATION,
        INSTANT,
        FLAG,
        NUMBER,
        /** The catalog's, by its code. */
        SURVEY,
        /** A month, or a day in it. */
        MONTH,
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
