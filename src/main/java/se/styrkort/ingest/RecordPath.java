package se.styrkort.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where in a JSON document its records are: {@code $} the document itself, {@code .name} or {@code ['name']} a member,
 * {@code [*]} each element. A list at the end is one record per element, anything else one record.
 *
 * @param steps the names of members; null: each element of a list
 */
record RecordPath(List<Step> steps) {
    static final RecordPath ROOT = new RecordPath(List.of());

    private static final int LONGEST = 20;
    private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]']+)|\\['([^']+)']|(\\[\\*])");

    /** @param name of a member; null: each element of a list */
    record Step(@Nullable String name) {}

    RecordPath {
        steps = List.copyOf(steps);
    }

    /** The path that a text says, null when it is none. */
    static @Nullable RecordPath of(String text) {
        String path = text.strip();
        if (!path.startsWith("$")) {
            return null;
        }
        List<Step> steps = new ArrayList<>();
        Matcher step = STEP.matcher(path).region(1, path.length());
        while (step.regionStart() < path.length()) {
            if (!step.lookingAt() || steps.size() == LONGEST) {
                return null;
            }
            steps.add(new Step(step.group(1) != null ? step.group(1) : step.group(2)));
            step.region(step.end(), path.length());
        }
        return new RecordPath(steps);
    }
}
