package se.styrkort.collector;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.document.Fault;
import se.styrkort.document.Faults;
import se.styrkort.document.Mapping;
import se.styrkort.document.YamlNode;

/** Reads a collector from YAML. */
final class DefinitionReader {
    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
    /** Folders of the inbox that mean something else. */
    private static final Set<String> RESERVED = Set.of("done", "failed");

    private static final int TEXT_LIMIT = 100;
    private static final int REASON_LIMIT = 1_000;

    private final Faults faults = new Faults();
    private final long largest;

    private DefinitionReader(long largest) {
        this.largest = largest;
    }

    /** The collector, null when there are faults. */
    record Reading(@Nullable CollectorDefinition definition, List<Fault> faults) {}

    /** @param largest bytes of a delivery that are taken at all */
    static Reading read(String yaml, long largest) {
        DefinitionReader reader = new DefinitionReader(largest);
        YamlNode root = YamlNode.parse(yaml, reader.faults);
        CollectorDefinition definition = root == null ? null : reader.definition(new Mapping(root, reader.faults));
        return new Reading(reader.faults.isEmpty() ? definition : null, reader.faults.list());
    }

    private @Nullable CollectorDefinition definition(Mapping yaml) {
        yaml.only("code", "kind", "source", "profile", "enabled", "schedule", "retry", "window", "reason", "settings");
        String code = yaml.text("code");
        if (!CODE.matcher(code).matches() || RESERVED.contains(code)) {
            faults.at(yaml.place("code"), "collector_code", code);
        }
        Optional<Window> window = window(yaml);
        CollectorDefinition.Settings settings =
                new SettingsReader(faults, largest).read(yaml.text("kind"), yaml, window.isPresent());
        String source = limited(yaml, "source", TEXT_LIMIT);
        String profile = limited(yaml, "profile", TEXT_LIMIT);
        boolean enabled = truth(yaml, "enabled");
        String reason = yaml.has("reason") ? limited(yaml, "reason", REASON_LIMIT) : null;
        Backoff backoff = new TimingReader(faults).backoff(yaml);
        return settings == null
                ? null
                : new CollectorDefinition(code, source, profile, enabled, backoff, window, reason, settings);
    }

    private Optional<Window> window(Mapping yaml) {
        Mapping written = yaml.mapping("window");
        if (written == null) {
            return Optional.empty();
        }
        written.only("periods", "of");
        Integer periods = written.optionalInteger("periods");
        Granularity of = written.choice("of", Granularity.class, Granularity.MONTH);
        if (periods == null || periods < 1 || periods > Window.MOST) {
            faults.at(written.place("periods"), "collector_bad_window", Window.MOST);
            return Optional.empty();
        }
        return Optional.of(new Window(periods, of));
    }

    private boolean truth(Mapping yaml, String key) {
        String text = yaml.text(key, "true");
        if (!text.equals("true") && !text.equals("false")) {
            faults.at(yaml.place(key), "yaml_choice_expected", key, text, "true, false");
        }
        return text.equals("true");
    }

    private String limited(Mapping yaml, String key, int limit) {
        String text = yaml.text(key).strip();
        if (text.length() > limit) {
            faults.at(yaml.place(key), "collector_text_too_long", key, limit);
        }
        return text;
    }
}
