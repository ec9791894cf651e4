package se.styrkort.catalog;

import se.styrkort.document.Wording;

/** An object (objekt), the highest level of the catalog after pm3: what two owners answer for together. */
public record ManagementObject(String code, Wording name) implements CatalogEntry {
    @Override
    public Kind entryKind() {
        return Kind.OBJECT;
    }
}
