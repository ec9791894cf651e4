package se.styrkort.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The doors that a reader may open. */
public record StartPage(List<Way> ways) {
    public StartPage {
        ways = List.copyOf(ways);
    }

    /**
     * A way to somewhere.
     *
     * @param key names its texts: {@code report.start.<key>} and {@code report.start.<key>.is}
     * @param figure its figure of the month, in words; absent when there is none yet
     */
    public record Way(String href, String key, @Nullable String figure) {}
}
