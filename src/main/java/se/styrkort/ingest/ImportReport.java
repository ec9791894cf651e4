package se.styrkort.ingest;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a delivery. {@code rows = used + filtered + blank + rejected}; observations after combining
 * {@code = created + unchanged + restated}.
 *
 * @param id absent for a dry run
 * @param rejections the first {@value #SHOWN}; the import's own list has them all
 * @param revision the one that the import made, absent when it changed nothing
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
        @Nullable Long revision) {
    static final int SHOWN = 1_000;
}
