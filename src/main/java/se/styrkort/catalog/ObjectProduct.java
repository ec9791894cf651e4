package se.styrkort.catalog;

import se.styrkort.document.Wording;

/** An object product (objektprodukt): a group of services inside an object. */
public record ObjectProduct(String code, Wording name, String object) implements CatalogEntry {
    @Override
    public Kind entryKind() {
        return Kind.PRODUCT;
    }
}
