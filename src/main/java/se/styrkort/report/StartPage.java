package se.styrkort.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The doors that a reader may open.
 *
 * @param synthetic whether any of their figures is made up for demonstration
 */
public record StartPage(List<Way> ways, boolean synthetic) {
    public StartPage {
        ways = List.copyOf(ways);
    }

    /**
     * A way to somewhere.
     *
     * @param key names its texts: {@code report.start.<key>} and {@code report.start.<key>.is}
     * @param figure its figure of the month, in words; absent when there is none yet
     */
    public record Way(String href, String key, @Nullable Figure figure) {}

    /** What is said of a door in one sentence. */
    public record Figure(String text, boolean synthetic) {}
}
