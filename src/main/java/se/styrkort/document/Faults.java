package se.styrkort.document;

import java.util.ArrayList;
import java.util.List;

/** The faults of one document, collected so that a person sees all of them at once, at most {@value #LIMIT}. */
public final class Faults {
    static final int LIMIT = 200;

    private final List<Fault> found = new ArrayList<>();

    public void add(Fault fault) {
        if (found.size() < LIMIT) {
            found.add(fault);
        }
    }

    public void at(YamlNode node, String code, Object... args) {
        add(Fault.at(node, code, args));
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public List<Fault> list() {
        return List.copyOf(found);
    }
}
