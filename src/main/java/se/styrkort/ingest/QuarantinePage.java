package se.styrkort.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.web.Problem;

/**
 * What the page of everything in quarantine shows.
 *
 * @param fault why what was just sent was refused
 */
public record QuarantinePage(
        List<QuarantineRepository.Cause> causes,
        List<SourceMappingRepository.Mapping> mappings,
        Catalog catalog,
        @Nullable Problem fault) {
    /** Codes that are proposed while somebody writes. */
    private static final int PROPOSED = 2_000;

    public QuarantinePage {
        causes = List.copyOf(causes);
        mappings = List.copyOf(mappings);
    }

    /** The kind of entry that a cause has not found; null where something else is wrong, or the text was cut. */
    public @Nullable String kind(QuarantineRepository.Cause cause) {
        String text = text(cause);
        return cause.code().startsWith("unknown_") && !text.isEmpty() && !text.endsWith("…")
                ? cause.code().substring("unknown_".length())
                : null;
    }

    /** What was not found in the catalog: what the profile made of the cell; of other causes what stood there. */
    public String text(QuarantineRepository.Cause cause) {
        return cause.code().startsWith("unknown_") && !cause.args().isEmpty()
                ? cause.args().getFirst()
                : cause.value();
    }

    public List<String> codes(Kind kind) {
        return catalog.list(kind).stream()
                .limit(PROPOSED)
                .map(version -> version.entry().code())
                .toList();
    }
}
