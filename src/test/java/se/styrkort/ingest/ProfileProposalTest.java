package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import se.styrkort.catalog.Catalog;

class ProfileProposalTest {
    private static final Catalog CATALOG = Trial.catalog("""
            objects: [{code: ikt, name: IKT}]
            products: [{code: anv, object: ikt, name: Användarnära}]
            services: [{code: e-moten, product: anv, name: E-möten, aliases: [Teams]}]
            organisations: [{code: social, name: Socialnämnden, kind: board}]
            metrics: [{code: cost.total, name: Kostnad, unit: SEK, granularity: month}]
            """);

    private static String proposed(String fileName, String csv, char delimiter) {
        List<List<String>> rows = csv.lines()
                .map(line -> Arrays.asList(line.split(String.valueOf(delimiter), -1)))
                .toList();
        String yaml =
                new ProfileProposal(fileName, rows.getFirst(), rows.subList(1, rows.size()), delimiter, CATALOG).yaml();
        Trial.profile(yaml); // it is a profile
        return yaml;
    }

    @Test
    void columnsAreKnownByTheirNamesAndByWhatStandsInThem() {
        assertEquals("""
                code: kostnader
                rows:
                  - metric: {constant: cost.total}          # ?
                    period: {column: "Månad"}
                    service: {column: "Produkt"}
                    organisation: {column: "Vem"}
                    value: {column: "Belopp kr"}
                """, proposed("Kostnader 2026-03.csv", """
                        Löpnr;Månad;Produkt;Vem;Belopp kr
                        1;2026-03;Teams;Socialnämnden;12,50
                        2;mars 2026;E-möten;social;1 000
                        """, ';'));
    }

    @Test
    void theDecimalSignIsSaidWhereItIsNotWhatTheDelimiterLetsExpect() {
        assertEquals("""
                code: min-profil
                decimal: "."
                rows:
                  - metric: {column: "code"}
                    period: {column: "p"}
                    value: {column: "x"}
                """, proposed("2026.csv", """
                        p;code;x
                        202603;cost.total;12.50
                        202604;cost.total;7
                        """, ';'));
    }

    @Test
    void whatIsNotRecognisedIsLeftToAPerson() {
        assertEquals("""
                code: okand
                rows:
                  - metric: {constant: cost.total}          # ?
                    period: {column: PERIOD}          # ?
                    value: {column: VALUE}          # ?
                """, proposed("okänd.csv", "a,b\nx,y\n", ','));
    }
}
