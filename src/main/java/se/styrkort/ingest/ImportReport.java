package se.styrkort.ingest;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.observation.FigureChange;

/**
 * What became of a delivery. {@code rows = used + filtered + blank + rejected}; observations after combining
 * {@code = created + unchanged + restated}.
 *
 * @param id absent for a dry run
 * @param rejections the first {@value #SHOWN}; the import's own list has them all
 * @param revision the one that the import made, absent when it changed nothing
 * @param replayOf the import whose file was read again; absent when it is not a replay
 * @param difference of a dry run; absent otherwise
 */
public record ImportReport(
        @Nullable Long id,
        String profile,
        int profileVersion,
        String source,
        String fileName,
        String sha256,
        long size,
        String format,
        String encoding,
        String delimiter,
        Instant receivedAt,
        String actor,
        @Nullable String reason,
        boolean dryRun,
        long rows,
        long used,
        long filtered,
        long blank,
        long rejected,
        long created,
        long unchanged,
        long restated,
        long emptied,
        List<Rejection> rejections,
        @Nullable Long revision,
        @Nullable Long replayOf,
        @Nullable Difference difference) {
    static final int SHOWN = 1_000;

    /**
     * What a delivery would change, found by trying it.
     *
     * @param absent how many figures the source's last delivery had and this one lacks, as far as they are among the changes
     * @param changes the first {@value #SHOWN} of what is created, restated or emptied, and as many that are absent
     */
    public record Difference(long absent, List<FigureChange> changes) {}
}
