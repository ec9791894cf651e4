package se.styrkort.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Wording;

/**
 * Whoever uses or pays (organisation): municipality, board, company, administration or unit, in a tree.
 *
 * @param parent code of the organisation above, absent for a root
 * @param validFrom first period, such as {@code 2000-01}; absent when unlimited
 */
public record Organisation(
        String code,
        Wording name,
        @Nullable String kind,
        @Nullable String parent,
        List<String> aliases,
        @Nullable String validFrom,
        @Nullable String validTo)
        implements CatalogEntry {
    Organisation withAliases(List<String> names) {
        return new Organisation(code, name, kind, parent, names, validFrom, validTo);
    }

    @Override
    public Kind entryKind() {
        return Kind.ORGANISATION;
    }
}
