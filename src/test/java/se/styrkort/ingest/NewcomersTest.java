package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Organisation;
import se.styrkort.catalog.Service;

class NewcomersTest {
    private final Catalog catalog = Trial.catalog("""
            objects: [{code: ikt, name: IKT}]
            products: [{code: anv, object: ikt, name: Användarnära}]
            organisations: [{code: "0180", name: Stockholm, kind: municipality}]
            """);

    private final AtomicLong ids = new AtomicLong(100);
    private final Newcomers newcomers = new Newcomers(catalog, ids::incrementAndGet);

    private String create(Kind kind, Map<String, String> keys) {
        return newcomers.create(kind, keys).stream().map(Trial::shown).toList().toString();
    }

    private List<String> codes() {
        return newcomers.list().stream()
                .map(newcomer ->
                        newcomer.id() + " " + newcomer.entry().entryKind().code() + " "
                                + newcomer.entry().code())
                .toList();
    }

    @Test
    void anOrganisationHasTheKeysOfTheCatalogAndAnIdAtOnce() {
        assertEquals("[]", create(Kind.ORGANISATION, Map.of("code", "0114", "name", "Upplands \"Väsby\" \\ å")));
        assertEquals(101L, newcomers.idOf(Kind.ORGANISATION, "0114"));
        assertNull(newcomers.idOf(Kind.SERVICE, "0114"));
        Organisation created = (Organisation) newcomers.list().getFirst().entry();
        assertEquals("Upplands \"Väsby\" \\ å", created.name().sv());
        assertEquals("[]", create(Kind.ORGANISATION, Map.of("code", "0114", "name", "en gång till")));
        assertEquals(1, newcomers.count());
    }

    @Test
    void aNewcomerMayBelongToANewcomer() {
        assertEquals("[]", create(Kind.ORGANISATION, Map.of("code", "n1", "name", "Nämnd", "parent", "0180")));
        assertEquals(
                "[]", create(Kind.ORGANISATION, Map.of("code", "e1", "name", "Enhet", "parent", "n1", "kind", "unit")));
        assertEquals(
                "[1:61 catalog_unknown_reference parent | n2 | organisations]",
                create(Kind.ORGANISATION, Map.of("code", "e2", "parent", "n2"))
                        .replaceFirst("1:\\d+ yaml_missing_key name, ", "")
                        .replaceFirst("1:\\d+ catalog", "1:61 catalog"));
        assertEquals(List.of("101 organisation n1", "102 organisation e1"), codes());
    }

    @Test
    void aServiceWithoutAProductIsPutWhereAStewardFindsIt() {
        assertEquals("[]", create(Kind.SERVICE, Map.of("code", "s1", "name", "S1", "product", "anv")));
        assertEquals("[]", create(Kind.SERVICE, Map.of("code", "s2", "name", "S2")));
        assertEquals("[]", create(Kind.SERVICE, Map.of("code", "s3", "name", "S3")));
        assertEquals(
                List.of(
                        "101 service s1",
                        "102 object ofordelat",
                        "103 product ofordelat",
                        "104 service s2",
                        "105 service s3"),
                codes());
        assertEquals("ofordelat", ((Service) newcomers.list().getLast().entry()).product());
    }

    @Test
    void whatTheCatalogWouldRefuseIsRefused() {
        assertEquals(
                "[1:51 yaml_unknown_key colour | aliases, code, kind, name, parent, valid_from, valid_to]",
                create(Kind.ORGANISATION, Map.of("code", "a", "name", "A", "colour", "red"))
                        .replaceFirst("1:\\d+", "1:51"));
        assertEquals(
                "[catalog_word_expected kind | en stad]",
                create(Kind.ORGANISATION, Map.of("code", "a", "name", "A", "kind", "en stad"))
                        .replaceFirst("1:\\d+ ", ""));
        assertEquals(
                "[yaml_control_character]",
                create(Kind.ORGANISATION, Map.of("code", "a", "name", "A\u0000"))
                        .replaceFirst("1:\\d+ ", ""));
        assertEquals(0, newcomers.count());
    }

    @Test
    void thoseOfARejectedRowAreForgotten() {
        create(Kind.ORGANISATION, Map.of("code", "a", "name", "A"));
        create(Kind.SERVICE, Map.of("code", "s", "name", "S"));
        newcomers.keepOnly(1);
        assertEquals(List.of("101 organisation a"), codes());
        assertNull(newcomers.idOf(Kind.SERVICE, "s"));
        assertEquals("[]", create(Kind.SERVICE, Map.of("code", "s", "name", "S")));
        assertEquals(4, newcomers.count());
    }

    @Test
    void thereIsALimit() {
        for (int i = 0; i < Newcomers.LIMIT; i++) {
            newcomers.create(Kind.ORGANISATION, Map.of("code", "o" + i, "name", "O"));
        }
        assertEquals("[0:0 too_many_newcomers 50000]", create(Kind.ORGANISATION, Map.of("code", "x", "name", "X")));
    }
}
