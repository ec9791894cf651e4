package se.styrkort.catalog;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.document.Fault;
import se.styrkort.document.Faults;
import se.styrkort.document.Mapping;
import se.styrkort.document.Wording;
import se.styrkort.document.YamlNode;

/** Reads a catalog document, the whole or a part, entry by entry. Whether references hold is {@link CatalogCheck}. */
public final class CatalogReader {
    /** An entry and the place where it was written. */
    public record Written(CatalogEntry entry, YamlNode place) {}

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_.-]{1,100}");

    private final Faults faults = new Faults();
    private final List<Written> written = new ArrayList<>();

    private CatalogReader() {}

    /** What was read, and what is wrong with it. Nothing may be loaded unless {@code faults} is empty. */
    public record Reading(List<CatalogEntry> entries, List<Fault> faults) {}

    /**
     * Reads a document.
     *
     * @param measured whether a metric, by its code, already has figures; its granularity is then fixed
     */
    public static Reading read(String yaml, Catalog existing, Predicate<String> measured) {
        CatalogReader reader = new CatalogReader();
        YamlNode root = YamlNode.parse(yaml, reader.faults);
        if (root != null) {
            reader.document(new Mapping(root, reader.faults));
            new CatalogCheck(existing, measured, reader.written, reader.faults).run();
        }
        return new Reading(reader.written.stream().map(Written::entry).toList(), reader.faults.list());
    }

    private void document(Mapping document) {
        String[] sections =
                java.util.Arrays.stream(Kind.values()).map(Kind::section).toArray(String[]::new);
        document.only(sections);
        for (Kind kind : Kind.values()) {
            Set<String> codes = new HashSet<>();
            for (Mapping item : document.mappings(kind.section())) {
                CatalogEntry entry = entry(kind, item);
                if (!codes.add(entry.code())) {
                    faults.at(item.place("code"), "catalog_duplicate_code", kind.section(), entry.code());
                }
                written.add(new Written(entry, item.node()));
            }
        }
    }

    private CatalogEntry entry(Kind kind, Mapping item) {
        return switch (kind) {
            case OBJECT -> object(item);
            case PRODUCT -> product(item);
            case SERVICE -> ServiceReader.service(code(item), item);
            case ORGANISATION -> organisation(item);
            case METRIC -> metric(item);
            case AVAILABILITY_GROUP -> ServiceReader.group(code(item), item);
            case SERVICE_HOURS -> new HoursReader(faults).hours(code(item), item);
            case CALENDAR -> new HoursReader(faults).calendar(code(item), item);
            case SURVEY -> SurveyReader.survey(code(item), item);
        };
    }

    private String code(Mapping item) {
        String code = item.text("code").strip();
        if (code.length() > 100) {
            faults.at(item.place("code"), "catalog_code_too_long", 100);
        }
        return code;
    }

    private ManagementObject object(Mapping item) {
        item.only("code", "name");
        return new ManagementObject(code(item), Wording.read(item, "name", true));
    }

    private ObjectProduct product(Mapping item) {
        item.only("code", "name", "object");
        return new ObjectProduct(code(item), Wording.read(item, "name", true), item.text("object"));
    }

    private Organisation organisation(Mapping item) {
        item.only("code", "name", "kind", "parent", "aliases", "valid_from", "valid_to");
        return new Organisation(
                code(item),
                Wording.read(item, "name", true),
                word(item, "kind"),
                item.optionalText("parent"),
                item.texts("aliases"),
                period(item, "valid_from"),
                period(item, "valid_to"));
    }

    private Metric metric(Mapping item) {
        item.only(
                "code",
                "name",
                "unit",
                "granularity",
                "over_time",
                "over_services",
                "over_qualifiers",
                "over_organisations",
                "better",
                "plausibility");
        item.text("granularity");
        Granularity granularity = item.choice("granularity", Granularity.class, Granularity.MONTH);
        if (!granularity.isObserved()) {
            faults.at(
                    item.place("granularity"),
                    "yaml_choice_expected",
                    "granularity",
                    granularity.code(),
                    "day, week, month, year");
        }
        return new Metric(
                code(item),
                Wording.read(item, "name", true),
                item.text("unit"),
                granularity,
                item.choice("over_time", Rule.class, Rule.NONE),
                across(item, "over_services"),
                across(item, "over_qualifiers"),
                across(item, "over_organisations"),
                oneOf(item, "better", "higher", "lower"),
                PlausibilityReader.read(item.mapping("plausibility"), faults));
    }

    /** Only time has a last: services, qualifiers and organisations have no order. */
    private Rule across(Mapping item, String key) {
        Rule rule = item.choice(key, Rule.class, Rule.NONE);
        if (rule == Rule.LAST) {
            faults.at(item.place(key), "catalog_last_needs_time", key);
        }
        return rule;
    }

    static @Nullable String oneOf(Mapping item, String key, String... allowed) {
        String value = item.optionalText(key);
        if (value != null && !List.of(allowed).contains(value)) {
            item.faults().at(item.place(key), "yaml_choice_expected", key, value, String.join(", ", allowed));
        }
        return value;
    }

    /** A word to group by, which the municipality chooses: the shipped catalog shows which ones we propose. */
    static @Nullable String word(Mapping item, String key) {
        String value = item.optionalText(key);
        if (value != null && !WORD.matcher(value).matches()) {
            item.faults().at(item.place(key), "catalog_word_expected", key, value);
        }
        return value;
    }

    static @Nullable String period(Mapping item, String key) {
        String value = item.optionalText(key);
        if (value != null && Period.parse(value).isEmpty()) {
            item.faults().at(item.place(key), "catalog_bad_period", key, value);
        }
        return value;
    }

    /** An ISO 8601 duration of days, hours, minutes and seconds, not negative. */
    static @Nullable Duration duration(Mapping item, String key) {
        String value = item.optionalText(key);
        if (value == null) {
            return null;
        }
        try {
            Duration duration = Duration.parse(value);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // as a negative one
        }
        item.faults().at(item.place(key), "catalog_bad_duration", key, value);
        return null;
    }
}
