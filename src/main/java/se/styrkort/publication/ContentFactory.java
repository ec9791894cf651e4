package se.styrkort.publication;

import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Metric;
import se.styrkort.catalog.Organisation;
import se.styrkort.document.CanonicalJson;
import se.styrkort.document.Wording;
import se.styrkort.observation.Measured;
import se.styrkort.observation.ObservationDigest;
import se.styrkort.observation.State;
import se.styrkort.scorecard.Measure;
import se.styrkort.scorecard.MeasureInputs;
import se.styrkort.scorecard.Perspective;
import se.styrkort.scorecard.Scorecard;
import se.styrkort.scorecard.ScorecardReading;
import se.styrkort.scorecard.Term;
import se.styrkort.scorecard.TermDigestRepository;

/**
 * What a publication freezes, as canonical JSON in parts: a head (the model's whole text, what the catalog said of its metrics,
 * the period), one part per subject (its inputs and its scorecard), and the end. Everything is named by codes and in a
 * fixed order; decimals are text, without trailing zeros. So the same figures give the same bytes in every database.
 */
@Singleton
final class ContentFactory {
    /** The last part. */
    static final String END = "]}";

    private static final int FORMAT = 1;
    private static final long LAST_EXACT = (1L << 53) - 1;

    private final ObjectMapper json;

    ContentFactory(ObjectMapper json) {
        this.json = json;
    }

    /** @param yaml the model as it was sent */
    Map<String, @Nullable Object> head(ScorecardReading reading, String yaml) {
        Map<String, @Nullable Object> head = new HashMap<>();
        head.put("format", FORMAT);
        head.put(
                "model",
                Map.of(
                        "code", reading.model().code(),
                        "version", reading.model().version(),
                        "yaml", yaml));
        head.put("metrics", metrics(reading));
        head.put("period", reading.period().code());
        head.put("periodState", reading.closed() ? "closed" : "open");
        head.put("subjects", List.of());
        return head;
    }

    /** Whether a head says that the content has the form that this release writes. */
    static boolean isOfThisFormat(Map<String, ?> head) {
        return String.valueOf(head.get("format")).equals(String.valueOf(FORMAT));
    }

    /** The first part: "subjects" sorts last, so what follows are its elements. */
    static String headPart(Map<String, @Nullable Object> head) {
        String whole = CanonicalJson.of(head);
        return whole.substring(0, whole.length() - END.length());
    }

    /** How the figures of each metric add up is an input like the figures themselves. */
    private static List<Object> metrics(ScorecardReading reading) {
        List<Object> metrics = new ArrayList<>();
        for (String code : new TreeSet<>(reading.model().metrics())) {
            Metric metric = reading.catalog().metric(code);
            Map<String, @Nullable Object> described = new HashMap<>();
            described.put("code", code);
            described.put("unit", metric == null ? null : metric.unit());
            described.put(
                    "granularity", metric == null ? null : metric.granularity().name());
            described.put("overTime", metric == null ? null : metric.overTime().name());
            described.put(
                    "overServices",
                    metric == null ? null : metric.overServices().name());
            described.put(
                    "overQualifiers",
                    metric == null ? null : metric.overQualifiers().name());
            described.put(
                    "overOrganisations",
                    metric == null ? null : metric.overOrganisations().name());
            metrics.add(described);
        }
        return metrics;
    }

    static Wording name(ScorecardReading reading, Scorecard scorecard) {
        String code = scorecard.subject().code();
        Organisation organisation = reading.catalog().organisation(code);
        return organisation == null ? new Wording(code, code) : organisation.name();
    }

    /** What a subject of a content was called. */
    static Wording name(Map<String, ?> subject) {
        return subject.get("name") instanceof Map<?, ?> names
                ? new Wording(String.valueOf(names.get("sv")), String.valueOf(names.get("en")))
                : new Wording("", "");
    }

    /** The model's text in a head; empty when somebody has taken it away. */
    static String yaml(Map<String, ?> head) {
        return head.get("model") instanceof Map<?, ?> model && model.get("yaml") instanceof String text ? text : "";
    }

    /** A subject's part; between two of them stands a comma. */
    Map<String, @Nullable Object> subject(
            ScorecardReading reading, Scorecard scorecard, TermDigestRepository.Digests digests) {
        Wording name = name(reading, scorecard);
        Map<String, @Nullable Object> subject = new HashMap<>();
        subject.put("name", Map.of("sv", name.sv(), "en", name.en()));
        subject.put("inputs", inputs(reading, scorecard, digests));
        subject.put("scorecard", tree(scorecard));
        return subject;
    }

    private static List<Object> inputs(
            ScorecardReading reading, Scorecard scorecard, TermDigestRepository.Digests digests) {
        Map<Measure, MeasureInputs> given = reading.inputs().getOrDefault(scorecard.subject(), Map.of());
        List<Object> inputs = new ArrayList<>();
        for (Perspective perspective : reading.model().perspectives()) {
            for (Measure measure : perspective.measures()) {
                MeasureInputs of = given.get(measure);
                boolean hidden = scorecard
                        .measure(measure.code())
                        .map(score -> score.state() == State.SECRET)
                        .orElse(false);
                List<Object> terms = new ArrayList<>();
                for (Term term : measure.terms()) {
                    if (hidden) {
                        // so few answered that somebody could be known by them: not even a hash, which can be guessed
                        terms.add(term(term, Map.of(term, Measured.empty(State.SECRET))));
                        continue;
                    }
                    Map<String, @Nullable Object> described = term(term, of == null ? Map.of() : of.terms());
                    ObservationDigest seen = digests.of(scorecard.subject(), measure, term);
                    described.put("observations", Map.of("count", seen.count(), "sha256", seen.sha256()));
                    terms.add(described);
                }
                Map<Term, Measured> previous = of == null || hidden ? null : of.previous();
                Map<String, @Nullable Object> input = new HashMap<>();
                input.put("node", perspective.code() + "/" + measure.code());
                input.put(
                        "previous",
                        previous == null
                                ? null
                                : measure.terms().stream()
                                        .map(term -> term(term, previous))
                                        .toList());
                input.put("terms", terms);
                inputs.add(input);
            }
        }
        return inputs;
    }

    private static Map<String, @Nullable Object> term(Term term, Map<Term, Measured> terms) {
        Measured measured = terms.getOrDefault(term, Measured.empty(State.MISSING));
        BigDecimal value = measured.value();
        Map<String, @Nullable Object> described = new HashMap<>();
        described.put("term", term.toString());
        described.put("state", measured.state().name());
        described.put("value", value == null ? null : exact(value));
        described.put("synthetic", measured.synthetic());
        Period latest = measured.of();
        described.put("of", latest == null ? null : latest.code());
        return described;
    }

    private static String exact(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /** As the API writes it, whatever a scorecard will hold one day. */
    private @Nullable Object tree(Scorecard scorecard) {
        try {
            return plain(json.writeValueToTree(scorecard));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Object plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, @Nullable Object> map = new HashMap<>();
            node.entries().forEach(entry -> map.put(entry.getKey(), plain(entry.getValue())));
            return map;
        }
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            node.values().forEach(value -> list.add(plain(value)));
            return list;
        }
        if (node.isNumber()) {
            return number(node.getNumberValue());
        }
        return node.isNull() ? null : node.isBoolean() ? (Object) node.getBooleanValue() : node.getStringValue();
    }

    /** Counts are numbers; what may have decimals, or more digits than every reader holds, is text. */
    private static Object number(Number number) {
        boolean whole = number instanceof Integer || number instanceof Long;
        if (whole && number.longValue() <= LAST_EXACT && number.longValue() >= -LAST_EXACT) {
            return number.longValue();
        }
        return exact(number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString()));
    }

    /**
     * A head or a subject as it was published.
     *
     * @throws IOException when it is no JSON object, which is nothing that was published
     */
    Map<String, @Nullable Object> read(String part) throws IOException {
        if (plain(json.readValue(part, JsonNode.class)) instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> read = new HashMap<>();
            map.forEach((name, value) -> read.put((String) name, value));
            return read;
        }
        throw new IOException("no JSON object");
    }

    /**
     * The scorecard in a subject's part.
     *
     * @throws IOException when there is none, which is nothing that was published
     */
    Scorecard scorecard(String part) throws IOException {
        JsonNode scorecard = json.readValue(part, JsonNode.class).get("scorecard");
        if (scorecard == null) {
            throw new IOException("no scorecard");
        }
        return json.readValueFromTree(scorecard, Scorecard.class);
    }
}
