package se.styrkort.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row in quarantine: rejected, and neither dismissed nor taken in since.
 *
 * @param raw as it was delivered; absent where nothing was kept of the file
 */
public record WaitingRow(
        long importId,
        String source,
        String fileName,
        long line,
        List<Rejection> rejections,
        List<RowDecision> decisions,
        @Nullable String raw) {}
