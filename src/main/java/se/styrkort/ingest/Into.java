package se.styrkort.ingest;

import static se.styrkort.ingest.IntakeField.ANNOUNCED_AT;
import static se.styrkort.ingest.IntakeField.ANSWER;
import static se.styrkort.ingest.IntakeField.AT;
import static se.styrkort.ingest.IntakeField.CHANNEL;
import static se.styrkort.ingest.IntakeField.CLOSED_AT;
import static se.styrkort.ingest.IntakeField.END;
import static se.styrkort.ingest.IntakeField.FIRST_CONTACT;
import static se.styrkort.ingest.IntakeField.ID;
import static se.styrkort.ingest.IntakeField.INVITED;
import static se.styrkort.ingest.IntakeField.KIND;
import static se.styrkort.ingest.IntakeField.LEVEL;
import static se.styrkort.ingest.IntakeField.MEAN;
import static se.styrkort.ingest.IntakeField.MESSAGE;
import static se.styrkort.ingest.IntakeField.ON_HOLD_S;
import static se.styrkort.ingest.IntakeField.OPENED_AT;
import static se.styrkort.ingest.IntakeField.ORGANISATION;
import static se.styrkort.ingest.IntakeField.PERIOD;
import static se.styrkort.ingest.IntakeField.PRIORITY;
import static se.styrkort.ingest.IntakeField.PUBLISHED;
import static se.styrkort.ingest.IntakeField.QUESTION;
import static se.styrkort.ingest.IntakeField.REASON;
import static se.styrkort.ingest.IntakeField.REOPENED;
import static se.styrkort.ingest.IntakeField.RESOLVED_AT;
import static se.styrkort.ingest.IntakeField.RESPONDENT;
import static se.styrkort.ingest.IntakeField.RESPONDENT_GROUP;
import static se.styrkort.ingest.IntakeField.RESPONSE_MS;
import static se.styrkort.ingest.IntakeField.SATISFIED;
import static se.styrkort.ingest.IntakeField.SERVICE;
import static se.styrkort.ingest.IntakeField.START;
import static se.styrkort.ingest.IntakeField.STD_DEV;
import static se.styrkort.ingest.IntakeField.SURVEY;
import static se.styrkort.ingest.IntakeField.UP;
import static se.styrkort.ingest.IntakeField.WITHIN_LEVEL;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a profile's rows become: observations at once, or inputs that are finer than a month and become observations when
 * a month is computed from them.
 */
public enum Into {
    OBSERVATIONS(List.of(), List.of()),
    PROBES(List.of(SERVICE, AT, UP), List.of(RESPONSE_MS)),
    OUTAGES(List.of(SERVICE, START), List.of(END, KIND, ANNOUNCED_AT, REASON, ID, PUBLISHED, MESSAGE)),
    TICKETS(
            List.of(ID, OPENED_AT),
            List.of(
                    SERVICE,
                    ORGANISATION,
                    RESOLVED_AT,
                    CLOSED_AT,
                    ON_HOLD_S,
                    PRIORITY,
                    CHANNEL,
                    FIRST_CONTACT,
                    WITHIN_LEVEL,
                    REOPENED)),
    ANSWERS(
            List.of(SURVEY, PERIOD),
            List.of(
                    QUESTION,
                    RESPONDENT,
                    RESPONDENT_GROUP,
                    ANSWER,
                    IntakeField.ANSWERS,
                    LEVEL,
                    SATISFIED,
                    MEAN,
                    STD_DEV,
                    INVITED));

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<IntakeField> required;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<IntakeField> optional;

    Into(List<IntakeField> required, List<IntakeField> optional) {
        this.required = required;
        this.optional = optional;
    }

    /** The word in profiles. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Into> of(String code) {
        return Arrays.stream(values()).filter(into -> into.code().equals(code)).findFirst();
    }

    /** What every row must say. */
    List<IntakeField> required() {
        return required;
    }

    /** All that a row may say. */
    Set<IntakeField> fields() {
        Set<IntakeField> fields = EnumSet.noneOf(IntakeField.class);
        fields.addAll(required);
        fields.addAll(optional);
        return fields;
    }
}
