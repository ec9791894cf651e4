package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Metric;
import se.styrkort.document.Fault;
import se.styrkort.document.Faults;
import se.styrkort.document.Mapping;
import se.styrkort.document.Wording;
import se.styrkort.document.YamlNode;

/** Reads a model from YAML and finds every fault of it at once. */
public final class ModelReader {
    /** Perspectives in a model, and measures in a perspective. */
    static final int LIST_LIMIT = 100;

    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");

    private final Faults faults;
    private final MeasureReader measures;
    private final @Nullable Catalogue known;
    private final Set<String> perspectiveCodes = new HashSet<>();

    private ModelReader(Faults faults, @Nullable Catalogue known) {
        this.faults = faults;
        this.known = known;
        this.measures = new MeasureReader(new FormulaReader(faults, known), faults);
    }

    /** What a model may speak of. */
    public interface Catalogue {
        @Nullable
        Metric metric(String code);

        boolean hasService(String code);
    }

    /**
     * A model, or why there is none.
     *
     * @param model absent when there are faults
     */
    public record Reading(@Nullable ScorecardModel model, List<Fault> faults) {}

    public static Reading read(String yaml, Catalogue known) {
        return readWith(yaml, known);
    }

    /** A model that was accepted once. The catalog is not asked: it may have lost a metric since. */
    public static Reading readStored(String yaml) {
        return readWith(yaml, null);
    }

    private static Reading readWith(String yaml, @Nullable Catalogue known) {
        Faults faults = new Faults();
        YamlNode root = YamlNode.parse(yaml, faults);
        ScorecardModel model = root == null ? null : new ModelReader(faults, known).model(new Mapping(root, faults));
        return new Reading(faults.isEmpty() ? model : null, faults.list());
    }

    private @Nullable ScorecardModel model(Mapping model) {
        model.only(
                "code",
                "version",
                "valid_from",
                "name",
                "note",
                "proposal",
                "missing",
                "size",
                "total",
                "perspectives");
        String code = Entries.code(model);
        int version = version(model);
        Period validFrom = validFrom(model);
        Wording name = Entries.name(model, code);
        Wording note = Entries.wording(model, "note");
        boolean proposal = model.choice("proposal", Truth.class, Truth.FALSE) == Truth.TRUE;
        BigDecimal minShare = minShare(model);
        String size = size(model);
        Total total = model.choice("total", Total.class, Total.NONE);
        List<Perspective> perspectives = new ArrayList<>();
        for (Mapping perspective : list(model, "perspectives", "model_without_perspectives")) {
            perspective(perspective).ifPresent(perspectives::add);
        }
        if (!faults.isEmpty()) {
            return null;
        }
        return new ScorecardModel(
                code, version, validFrom, name, proposal, note, minShare, size, total.aggregation, perspectives);
    }

    private enum Truth {
        TRUE,
        FALSE
    }

    private enum Total {
        NONE(null),
        ARITHMETIC(Aggregation.ARITHMETIC),
        GEOMETRIC(Aggregation.GEOMETRIC),
        HARMONIC(Aggregation.HARMONIC);

        private final @Nullable Aggregation aggregation;

        Total(@Nullable Aggregation aggregation) {
            this.aggregation = aggregation;
        }
    }

    private Optional<Perspective> perspective(Mapping perspective) {
        perspective.only("code", "name", "weight", "aggregation", "measures");
        String code = Entries.code(perspective, "model_duplicate_perspective", perspectiveCodes);
        Wording name = Entries.name(perspective, code);
        BigDecimal weight = Entries.weight(perspective);
        Aggregation aggregation = perspective.choice("aggregation", Aggregation.class, Aggregation.ARITHMETIC);
        List<Measure> read = new ArrayList<>();
        for (Mapping measure : list(perspective, "measures", "model_perspective_without_measures", code)) {
            measures.read(measure).ifPresent(read::add);
        }
        return read.isEmpty() ? Optional.empty() : Optional.of(new Perspective(code, name, weight, aggregation, read));
    }

    private int version(Mapping model) {
        String version = model.text("version").strip();
        if (VERSION.matcher(version).matches()) {
            return Integer.parseInt(version);
        }
        if (!version.isEmpty()) {
            faults.at(model.place("version"), "model_version", version);
        }
        return 1;
    }

    private Period validFrom(Mapping model) {
        String code = model.text("valid_from").strip();
        Optional<Period> period = Period.parse(code);
        if (period.isEmpty() && !code.isEmpty()) {
            faults.at(model.place("valid_from"), "model_valid_from", code);
        }
        return period.orElse(Period.month(1970, 1));
    }

    private BigDecimal minShare(Mapping model) {
        Mapping missing = model.mapping("missing");
        BigDecimal share = missing == null ? null : Entries.number(missing.only("min_share"), "min_share");
        if (missing != null && share != null && (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0)) {
            faults.at(missing.place("min_share"), "model_min_share", share.toPlainString());
        }
        return share == null ? BigDecimal.ZERO : share;
    }

    private @Nullable String size(Mapping model) {
        String metric = model.optionalText("size");
        if (metric != null && known != null && known.metric(metric) == null) {
            faults.at(model.place("size"), "model_unknown_metric", metric);
        }
        return metric;
    }

    private List<Mapping> list(Mapping mapping, String key, String empty, Object... args) {
        List<Mapping> items = mapping.mappings(key);
        boolean isList =
                !mapping.has(key) || Objects.requireNonNull(mapping.get(key)).isSequence();
        if (items.isEmpty() && isList) {
            faults.at(mapping.place(key), empty, args);
        }
        if (items.size() > LIST_LIMIT) {
            faults.at(mapping.place(key), "model_too_many", key, items.size(), LIST_LIMIT);
            return items.subList(0, LIST_LIMIT);
        }
        return items;
    }
}
