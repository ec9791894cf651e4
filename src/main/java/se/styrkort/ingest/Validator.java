package se.styrkort.ingest;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Metric;
import se.styrkort.ingest.Profile.CellSource;
import se.styrkort.ingest.Profile.Field;
import se.styrkort.observation.Draft;
import se.styrkort.observation.Quality;
import se.styrkort.observation.State;
import se.styrkort.security.Permission;

/** Judges raw rows: known metric, service and organisation? a period? a number? Pure, but for the entries it creates. */
final class Validator {
    private static final int REMEMBERED = 20_000;
    private static final int QUALIFIER_LIMIT = 200;
    private static final int REASON_LIMIT = 1_000;

    private final Profile profile;
    private final Catalog catalog;
    private final SourceMappings mappings;
    private final Newcomers newcomers;
    private final CellReader cells;
    private final NumberText numbers;
    private final @Nullable Entitlement limits;
    private final EntryResolver entries;
    private final IdentityHashMap<Profile.RowRule, Map<String, Optional<PeriodText.Reading>>> periods =
            new IdentityHashMap<>();

    Validator(Profile profile, DeliveryReading.Known known, Newcomers newcomers, CellReader cells, NumberText numbers) {
        this.profile = profile;
        this.catalog = known.catalog();
        this.mappings = known.mappings();
        this.newcomers = newcomers;
        this.cells = cells;
        this.numbers = numbers;
        this.limits = known.limits();
        this.entries = new EntryResolver(profile, catalog, mappings, newcomers, cells);
    }

    /** What becomes of a row that {@link RowShape} let pass. */
    Verdict judge(RawRow row) {
        List<Rejection> rejections = new ArrayList<>(0);
        int newcomersBefore = newcomers.count();
        List<Draft> drafts = new ArrayList<>(1);
        boolean matched = false;
        for (Profile.RowRule rule : profile.rows()) {
            if (rule.when().stream().allMatch(condition -> cells.holds(condition, row))) {
                matched = true;
                Draft draft = new RowReading(rule, row, rejections).draft();
                if (draft != null) {
                    drafts.add(draft);
                }
            }
        }
        if (limits != null && newcomers.count() > newcomersBefore) {
            rejections.add(Rejection.of(row.line(), "", "out_of_scope", ""));
        }
        if (!rejections.isEmpty()) {
            if (newcomers.count() > newcomersBefore) {
                entries.forgetNewcomers(newcomersBefore);
            }
            return new Verdict.Rejected(rejections);
        }
        return matched ? new Verdict.Accepted(drafts) : new Verdict.Filtered();
    }

    /** One row under one rule. */
    private final class RowReading {
        private final Profile.RowRule rule;
        private final RawRow row;
        private final List<Rejection> rejections;
        private final RowCells in;

        RowReading(Profile.RowRule rule, RawRow row, List<Rejection> rejections) {
            this.rule = rule;
            this.row = row;
            this.rejections = rejections;
            this.in = new RowCells(cells, numbers, row, rejections);
        }

        @Nullable
        Draft draft() {
            int before = rejections.size();
            Metric metric = metric();
            Period period = period(metric);
            long service = entry(Kind.SERVICE, Field.SERVICE);
            long organisation = entry(Kind.ORGANISATION, Field.ORGANISATION);
            requireScope(service, organisation);
            String qualifier = limited(Field.QUALIFIER, QUALIFIER_LIMIT);
            int beforeState = rejections.size();
            State state = state();
            BigDecimal value = state == State.VALUE && rejections.size() == beforeState ? number(Field.VALUE) : null;
            BigDecimal sampleSize = number(Field.SAMPLE_SIZE);
            BigDecimal stdDev = number(Field.STD_DEV);
            Integer sample = null;
            if (sampleSize != null) {
                try {
                    sample = sampleSize.intValueExact();
                } catch (ArithmeticException e) {
                    reject(Field.SAMPLE_SIZE, "bad_whole_number");
                }
            }
            Quality quality = quality();
            String reason = limited(Field.REASON, REASON_LIMIT);
            if (rejections.size() > before || metric == null || period == null) {
                Rejection.Spot spot = new Rejection.Spot(
                        metric == null ? null : metric.code(),
                        catalog.codeOf(service),
                        catalog.codeOf(organisation),
                        period == null ? null : period.first());
                rejections.subList(before, rejections.size()).replaceAll(each -> each.at(spot));
                return null;
            }
            long metricId =
                    catalog.find(Kind.METRIC, metric.code()).orElseThrow().id();
            return new Draft(
                    metricId,
                    service,
                    organisation,
                    qualifier,
                    period.first(),
                    state,
                    value,
                    quality,
                    sample,
                    stdDev,
                    reason.isEmpty() ? null : reason);
        }

        private void reject(Field field, String code, Object... args) {
            in.reject(rule.fields().get(field), code, args);
        }

        private String text(Field field) {
            return in.text(rule.fields().get(field));
        }

        private String limited(Field field, int limit) {
            return in.limited(rule.fields().get(field), limit);
        }

        private @Nullable Metric metric() {
            int before = rejections.size();
            String code = text(Field.METRIC);
            if (code.isEmpty()) {
                if (rejections.size() == before) {
                    reject(Field.METRIC, "metric_missing");
                }
                return null;
            }
            Metric metric = catalog.metric(mappings.code(Kind.METRIC, code));
            if (metric == null) {
                reject(Field.METRIC, "unknown_metric", code);
            }
            return metric;
        }

        private @Nullable Period period(@Nullable Metric metric) {
            int before = rejections.size();
            String text = text(Field.PERIOD);
            if (rejections.size() > before) {
                return null;
            }
            CellSource source = rule.fields().get(Field.PERIOD);
            Optional<PeriodText.Reading> reading = period(source, text);
            if (reading.isEmpty()) {
                reject(Field.PERIOD, text.isEmpty() ? "period_missing" : "bad_period");
                return null;
            }
            if (metric == null) {
                return null;
            }
            Optional<Period> period = reading.get().as(metric.granularity());
            if (period.isEmpty()) {
                reject(
                        Field.PERIOD,
                        "wrong_period_length",
                        metric.code(),
                        metric.granularity().code());
            }
            return period.orElse(null);
        }

        private Optional<PeriodText.Reading> period(@Nullable CellSource source, String text) {
            if (source != null && !row.kinds().isEmpty() && cells.kind(source, row) == CellKind.DATE) {
                return PeriodText.ofDateCell(text);
            }
            Map<String, Optional<PeriodText.Reading>> known = periods.computeIfAbsent(rule, key -> new HashMap<>());
            if (known.size() > REMEMBERED) {
                known.clear();
            }
            return known.computeIfAbsent(
                    text, cell -> PeriodText.read(cell, source == null ? List.of() : source.forms()));
        }

        private State state() {
            String written = text(Field.STATE);
            String cell = valueCell();
            State byCell = profile.emptyStates().get(cell);
            if (written.isEmpty()) {
                return byCell == null ? State.VALUE : byCell;
            }
            try {
                State state = State.valueOf(written.toUpperCase(Locale.ROOT));
                if (state == State.VALUE ? byCell != null : !cell.isEmpty() && byCell != state) {
                    reject(Field.STATE, "state_contradicts_value", cell);
                }
                return state;
            } catch (IllegalArgumentException e) {
                reject(Field.STATE, "bad_state");
                return State.MISSING;
            }
        }

        private String valueCell() {
            CellSource source = rule.fields().get(Field.VALUE);
            return source == null ? "" : cells.raw(source, row);
        }

        private Quality quality() {
            String text = text(Field.QUALITY);
            try {
                return text.isEmpty() ? Quality.FINAL : Quality.valueOf(text.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                reject(Field.QUALITY, "bad_quality");
                return Quality.FINAL;
            }
        }

        private @Nullable BigDecimal number(Field field) {
            CellSource source = rule.fields().get(field);
            return field == Field.VALUE ? in.requiredNumber(source) : in.number(source);
        }

        /** Whoever delivers for some organisations or objects only, brings no figures of others. */
        private void requireScope(long service, long organisation) {
            if (limits != null
                    && !limits.holds(Permission.IMPORT, catalog.codeOf(service), catalog.codeOf(organisation))) {
                reject(Field.ORGANISATION, "out_of_scope");
            }
        }

        /** The id of the service or organisation that the row names, 0 when it names none. */
        private long entry(Kind kind, Field field) {
            return in.entry(entries, kind, rule.fields().get(field));
        }
    }
}
