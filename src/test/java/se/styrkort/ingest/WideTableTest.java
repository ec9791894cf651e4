package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.catalog.Catalog;

/** Files that are not one row per figure: wide tables, and several rows about one thing. */
class WideTableTest {
    private static final Catalog CATALOG = Trial.catalog("""
            metrics: [{code: m, name: M, unit: s, granularity: year}]
            organisations: [{code: a, name: A}]
            """);

    private static final String WIDE = """
            code: t
            decimal: "."
            unpivot: {columns: "20\\\\d\\\\d", as: year}
            rows:
              - metric: {constant: m}
                period: {column: year}
                organisation: {column: org}
                qualifier: {column: q}
                value: {column: cell}
            """;

    private static final String LAST = """
            code: t
            last_by: {key: number, order: changed}
            rows:
              - when: {state: {not: [Closed]}}
                metric: {constant: m}
                period: {column: year}
                qualifier: {column: number}
                value: {column: v}
            """;

    @TempDir
    private Path folder;

    private String read(String profile, String file) {
        Trial trial = Trial.of(folder, Trial.profile(profile), CATALOG, file);
        assertEquals(trial.verdicts().size(), trial.tally().rows());
        return trial.shown();
    }

    @Test
    void everyColumnThatMatchesIsARow() {
        assertEquals("""
                /a/x 2019-01-01=0.5
                /a/x 2020-01-01=0.6
                /a/y 2019-01-01=MISSING
                3:2020 bad_number many
                blank""", read(WIDE, "org,2019,note,2020,q,2020 change\na,0.5,n,0.6,x,1\na,-,n,many,y,2\n,,,,,\n"));
    }

    @Test
    void aWideRowThatDoesNotFitIsOneRejection() {
        assertEquals("2: too_few_columns\n/a/x 2019-01-01=1", read(WIDE, "org;2019;q\na;1\na;1;x\n"));
        assertEquals("2: header_again\n/a/x 2019-01-01=1", read(WIDE, "org;2019;q\norg;2019;q\na;1;x\n"));
    }

    @Test
    void aWideTableWithoutItsColumnsIsNone() {
        assertEquals(
                "0:0 no_column_matches 20\\d\\d | org, q",
                Trial.shown(assertThrows(UnreadableFile.class, () -> read(WIDE, "org;q\na;1\n"))));
    }

    @Test
    void whatTheProfileRefusesBesideAWideTable() {
        String strict = "other_columns: refuse\n" + WIDE;
        assertEquals("/a/x 2019-01-01=1", read(strict, "org;2019;q\na;1;x\n"));
        assertEquals(
                "1:3 unknown_column note | cell, org, q, year",
                Trial.shown(assertThrows(UnreadableFile.class, () -> read(strict, "org;2019;note;q\na;1;n;x\n"))));
    }

    @Test
    void aWideWorkbookKeepsTheKindOfItsCells() {
        byte[] book = Sheets.of(Sheets.row(1, "org", 2019, "q") + Sheets.row(2, "a", 61.982, "x")
                + "<row r=\"3\"><c t=\"str\"><v>a</v></c><c t=\"e\"><v>#DIV/0!</v></c><c t=\"str\"><v>y</v></c></row>");
        assertEquals(
                "/a/x 2019-01-01=61.982\n3:2019 error_cell #DIV/0!",
                Trial.of(folder, Trial.profile("format: xlsx\n" + WIDE), CATALOG, book)
                        .shown());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2 10 9       | 10
            1 2 2        | 2 the last of equals
            2 1 1        | 2
            2 10 9 x     | x as texts, since one is none
            9 10 ?       | ? as texts
            -1 -2        | -1
            1,5 1,25     | 1,5
            '' 1         | 1
            """)
    void theLastStateOfAThingCounts(String orders, String expected) {
        String[] each = orders.replace("''", "").split(" ", -1);
        String file = "number;changed;state;v;year\n"
                + IntStream.range(0, each.length)
                        .mapToObj(i -> "A;" + each[i] + ";Open;" + (i + 1) + ";2020\n")
                        .collect(Collectors.joining());
        String wanted = expected.split(" ", 2)[0];
        int last = -1;
        for (int i = 0; i < each.length; i++) {
            last = each[i].equals(wanted) ? i : last;
        }
        int counted = last;
        String lines = IntStream.range(0, each.length)
                .mapToObj(i -> i == counted ? "//A 2020-01-01=" + (i + 1) : "filtered")
                .collect(Collectors.joining("\n"));
        assertEquals(lines, read(LAST, file));
    }

    @Test
    void onlyTheLastStateIsLookedAt() {
        assertEquals("""
                filtered
                filtered
                filtered
                //B 2020-01-01=3
                //A 2020-01-01=4
                blank
                8: too_few_columns
                9:v bad_number x""", read(LAST, """
                        number;changed;state;v;year
                        A;1;Open;wrong;2020
                        B;2;Open;2;2020
                        C;1;Closed;9;2020
                        B;3;Open;3;2020
                        A;5;Open;4;2020
                        ;;;;
                        A;9
                        ;1;Open;x;2020
                        """));
        assertEquals(
                "1:0 missing_column changed | number, state, v, year",
                Trial.shown(
                        assertThrows(UnreadableFile.class, () -> read(LAST, "number;state;v;year\nA;Open;1;2020\n"))));
    }

    @Test
    void moreThingsThanMemoryHoldsAreRefused() {
        StringBuilder file = new StringBuilder("number;changed;state;v;year\n");
        for (int i = 0; i <= LastStates.LIMIT; i++) {
            file.append(i).append(";1;Open;1;2020\n");
        }
        assertEquals(
                "500002:0 too_many_things 500000",
                Trial.shown(assertThrows(UnreadableFile.class, () -> read(LAST, file.toString()))));
    }
}
