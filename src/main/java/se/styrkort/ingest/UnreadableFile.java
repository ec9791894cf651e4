package se.styrkort.ingest;

import java.util.List;
import se.styrkort.document.Fault;

/** The file as a whole cannot be read under the profile. Carries every reason, each with its place in the file. */
public final class UnreadableFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    UnreadableFile(List<Fault> faults) {
        super("unreadable: " + faults);
        this.faults = List.copyOf(faults);
    }

    static UnreadableFile because(long line, long column, String code, Object... args) {
        return new UnreadableFile(List.of(new Fault(
                (int) line,
                (int) column,
                code,
                java.util.Arrays.stream(args).map(String::valueOf).toList())));
    }

    public List<Fault> faults() {
        return faults;
    }
}
