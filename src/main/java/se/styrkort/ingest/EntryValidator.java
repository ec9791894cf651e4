package se.styrkort.ingest;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Survey;
import se.styrkort.ingest.Profile.CellSource;
import se.styrkort.security.Permission;

/** Judges raw rows that are no observations yet: every field as what it is, and all that is needed there. */
final class EntryValidator {
    private static final int TEXT_LIMIT = 1_000;

    /** What may become a qualifier, or a part of a key, is no longer than one. */
    private static final int WORD_LIMIT = 200;

    private static final Set<IntakeField> WORDS = EnumSet.of(
            IntakeField.ID,
            IntakeField.PRIORITY,
            IntakeField.CHANNEL,
            IntakeField.KIND,
            IntakeField.QUESTION,
            IntakeField.RESPONDENT);

    private final Into into;
    private final Profile.FieldRule rule;
    private final Catalog catalog;
    private final Newcomers newcomers;
    private final CellReader cells;
    private final NumberText numbers;
    private final @Nullable Entitlement limits;
    private final EntryResolver entries;
    private final Map<String, ?> empty;

    EntryValidator(
            Profile profile, DeliveryReading.Known known, Newcomers newcomers, CellReader cells, NumberText numbers) {
        this.into = profile.into();
        this.rule = Objects.requireNonNull(profile.entry());
        this.empty = profile.emptyStates();
        this.catalog = known.catalog();
        this.newcomers = newcomers;
        this.cells = cells;
        this.numbers = numbers;
        this.limits = known.limits();
        this.entries = new EntryResolver(profile, catalog, known.mappings(), newcomers, cells);
    }

    /** What becomes of a row that {@link RowShape} let pass. */
    Verdict judge(RawRow row) {
        for (Profile.Condition condition : rule.when()) {
            if (!cells.holds(condition, row)) {
                return new Verdict.Filtered();
            }
        }
        List<Rejection> rejections = new ArrayList<>(0);
        int newcomersBefore = newcomers.count();
        RowCells in = new RowCells(cells, numbers, row, rejections);
        IntakeRow entered = new IntakeRow();
        rule.fields().forEach((field, source) -> {
            int before = rejections.size();
            Object value = value(in, field, source, row);
            entered.put(field, value);
            if (value == null && rejections.size() == before && into.required().contains(field)) {
                in.reject(source, "field_missing", field.key());
            }
        });
        if (rejections.isEmpty() && limits != null) {
            requireScope(entered, in);
            if (newcomers.count() > newcomersBefore) {
                in.reject(null, "out_of_scope");
            }
        }
        if (!rejections.isEmpty()) {
            if (newcomers.count() > newcomersBefore) {
                entries.forgetNewcomers(newcomersBefore);
            }
            return new Verdict.Rejected(rejections);
        }
        return new Verdict.Entered(entered);
    }

    /** Null when the row says nothing, or nothing that can be read. */
    private @Nullable Object value(RowCells in, IntakeField field, CellSource source, RawRow row) {
        if (!source.columns().isEmpty() && empty.containsKey(cells.raw(source, row))) {
            return null;
        }
        String text = field.type() == IntakeField.Type.TEXT
                ? in.limited(source, WORDS.contains(field) ? WORD_LIMIT : TEXT_LIMIT)
                : in.text(source);
        if (text.isEmpty()) {
            return null;
        }
        return switch (field.type()) {
            case TEXT -> text;
            case SERVICE -> id(in.entry(entries, Kind.SERVICE, source));
            case ORGANISATION -> id(in.entry(entries, Kind.ORGANISATION, source));
            case INSTANT -> in.instant(source, text, Objects.requireNonNull(source.times()));
            case FLAG -> in.flag(source, text);
            case NUMBER -> in.number(source);
            case COUNT -> count(in, source, text);
            case SURVEY -> survey(in, source, text);
            case MONTH -> month(in, source, text, row);
        };
    }

    private @Nullable Long survey(RowCells in, CellSource source, String text) {
        Optional<Catalog.Version> survey = catalog.find(Kind.SURVEY, text);
        if (survey.isEmpty()) {
            in.reject(source, "unknown_survey", text);
        }
        return survey.map(Catalog.Version::id).orElse(null);
    }

    private @Nullable Period month(RowCells in, CellSource source, String text, RawRow row) {
        Optional<PeriodText.Reading> reading = !row.kinds().isEmpty() && cells.kind(source, row) == CellKind.DATE
                ? PeriodText.ofDateCell(text)
                : PeriodText.read(text, source.forms());
        Optional<Period> month = reading.flatMap(read -> read.as(Granularity.MONTH));
        if (month.isEmpty()) {
            in.reject(source, reading.isEmpty() ? "bad_period" : "month_expected");
        }
        return month.orElse(null);
    }

    private static @Nullable Long id(long entry) {
        return entry == 0 ? null : entry;
    }

    private static @Nullable BigDecimal count(RowCells in, CellSource source, String text) {
        if (!Character.isDigit(text.charAt(0))) {
            Boolean flag = in.flag(source, text);
            return flag == null ? null : flag ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        BigDecimal number = in.number(source);
        if (number != null && number.stripTrailingZeros().scale() > 0) {
            in.reject(source, "bad_whole_number");
            return null;
        }
        return number;
    }

    /** Whoever delivers for some organisations or objects only, brings no rows of others. */
    private void requireScope(IntakeRow row, RowCells in) {
        String service = catalog.codeOf(row.entry(IntakeField.SERVICE));
        String organisation = catalog.codeOf(row.entry(IntakeField.ORGANISATION));
        if (into == Into.ANSWERS) {
            service = catalog.find(row.survey())
                    .map(survey -> ((Survey) survey.entry()).about())
                    .orElse(null);
            organisation = catalog.codeOf(row.entry(IntakeField.RESPONDENT_GROUP));
        }
        if (limits != null && !limits.holds(Permission.IMPORT, service, organisation)) {
            in.reject(rule.fields().get(IntakeField.SERVICE), "out_of_scope");
        }
    }
}
