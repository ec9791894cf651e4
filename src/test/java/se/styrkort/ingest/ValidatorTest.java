package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogEntry;

/** What becomes of a row: its drafts, or every reason why there are none. */
class ValidatorTest {
    private static final Catalog CATALOG = Trial.catalog("""
            objects: [{code: ikt, name: IKT}]
            products: [{code: anv, object: ikt, name: Användarnära}]
            services:
              - {code: e-moten, product: anv, name: {sv: E-möten, en: Online meetings}, aliases: [Emöten]}
              - {code: skola-a, product: anv, name: Lärplattform}
              - {code: skola-b, product: anv, name: lärplattform}
            organisations: [{code: "0180", name: Stockholm}]
            metrics:
              - {code: users, name: Användare, unit: users, granularity: month}
              - {code: cost, name: Kostnad, unit: SEK, granularity: month}
              - {code: population, name: Folkmängd, unit: "1", granularity: year}
            """);

    private static final String BUILT_IN = """
            code: own
            rows:
              - period: {column: period}
                metric: {column: metric}
                service: {column: service}
                organisation: {column: organisation}
                value: {column: value}
                qualifier: {column: qualifier, optional: true}
                state: {column: state, optional: true}
                quality: {column: quality, optional: true}
                sample_size: {column: sample_size, optional: true}
                std_dev: {column: std_dev, optional: true}
                reason: {column: reason, optional: true}
            """;

    private static final String HEADER =
            "period;metric;service;organisation;value;qualifier;state;quality;sample_size;std_dev;reason\n";

    @TempDir
    private Path folder;

    private String judged(String profile, String csv) {
        return Trial.of(folder, Trial.profile(profile), CATALOG, csv).shown();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            2026-03;users;e-moten;0180;18 431;;;;;;          | e-moten/0180/ 2026-03-01=18431
            2026-03;users;EMÖTEN;stockholm;1,5;prio 1;;;;;   | e-moten/0180/prio 1 2026-03-01=1.5
            2026-03;users;online meetings;;0;;;;;;           | e-moten// 2026-03-01=0
            2026-03-31;population;;0180;975551;;;;;;         | /0180/ 2026-01-01=975551
            2026-03;users;;;-;;;;;;                          | // 2026-03-01=MISSING
            2026-03;users;;;;;;;;;                           | // 2026-03-01=MISSING
            2026-03;users;;;.;;;;;;                          | // 2026-03-01=NOT_APPLICABLE
            2026-03;users;;;..;;;;;;                         | // 2026-03-01=SECRET
            2026-03;users;;;;;secret;;;;                     | // 2026-03-01=SECRET
            2026-03;users;;;-;;MISSING;;;;                   | // 2026-03-01=MISSING
            2026-03;users;;;5;;VALUE;estimated;12;0,5;rättad | // 2026-03-01=5
            ;;;;;;;;;;                                       | blank
            ` ; ;;;;;;;;;`                                   | blank
            2026-03;;;;1;;;;;;                               | 2:metric metric_missing
            2026-03;usrs;;;1;;;;;;                           | 2:metric unknown_metric usrs
            ;users;;;1;;;;;;                                 | 2:period period_missing
            mars;users;;;1;;;;;;                             | 2:period bad_period mars
            2026;users;;;1;;;;;;                             | 2:period wrong_period_length 2026
            2026-03;users;e-mail;;1;;;;;;                    | 2:service unknown_service e-mail
            2026-03;users;Lärplattform;;1;;;;;;              | 2:service ambiguous_service Lärplattform
            2026-03;users;;0181;1;;;;;;                      | 2:organisation unknown_organisation 0181
            2026-03;users;;;många;;;;;;                      | 2:value bad_number många
            2026-03;users;;;61.982;;;;;;                     | 2:value wrong_decimal_sign 61.982
            2026-03;users;;;;;VALUE;;;;                      | 2:state state_contradicts_value VALUE
            2026-03;users;;;7;;MISSING;;;;                   | 2:state state_contradicts_value MISSING
            2026-03;users;;;.;;SECRET;;;;                    | 2:state state_contradicts_value SECRET
            2026-03;users;;;7;;okänd;;;;                     | 2:state bad_state okänd
            2026-03;users;;;7;;;bra;;;                       | 2:quality bad_quality bra
            2026-03;users;;;7;;;;1,5;;                       | 2:sample_size bad_whole_number 1,5
            2026-03;users;;;7;;;;99999999999;;               | 2:sample_size bad_whole_number 99999999999
            2026-03;users;;;7;;;;;x;                         | 2:std_dev bad_number x
            2026-03;users;;;7                                | 2: too_few_columns
            2026-03;users;;;7;;;;;;;8                        | 2: too_many_columns 8
            2026-03;users;;;7;;;;;;;                         | // 2026-03-01=7
            13;x;y;z;å;;;;;;                                 | 2:metric unknown_metric x + 2:period bad_period 13 + 2:service unknown_service y + 2:organisation unknown_organisation z + 2:value bad_number å
            """)
    void eachRow(String row, String expected) {
        assertEquals(expected, judged(BUILT_IN, HEADER + row));
    }

    @Test
    void textsHaveLimits() {
        String row = "2026-03;users;;;1;%s;;;;;%s\n";
        assertEquals(
                "2:qualifier text_too_long " + "q".repeat(200) + "…\n" + "3:reason text_too_long " + "r".repeat(200)
                        + "…\n//" + "q".repeat(200) + " 2026-03-01=1",
                judged(
                        BUILT_IN,
                        HEADER
                                + row.formatted("q".repeat(201), "")
                                + row.formatted("", "r".repeat(1001))
                                + row.formatted("q".repeat(200), "r".repeat(1000))));
    }

    @Test
    void anEmptyCellIsAMissingValueOnlyWhereTheProfileSaysSo() {
        String profile = "empty_states: {missing: [\"-\"]}\n" + BUILT_IN;
        assertEquals(
                "2:value value_missing\n2:metric unknown_metric x + 2:value value_missing\n// 2026-03-01=MISSING"
                        .replace("\n2:metric", "\n3:metric")
                        .replace("+ 2:value", "+ 3:value"),
                judged(profile, HEADER + "2026-03;users;;;;;;;;;\n2026-03;x;;;;;;;;;\n2026-03;users;;;-;;;;;;\n"));
    }

    private static final String LEDGER = """
            code: ledger
            rows:
              - when: {valuta: [SEK], typ: {not: [intern, ""]}, konto: {matches: "[56]\\\\d{3}"}}
                metric: {constant: cost}
                period: {column: datum, form: [yyyy-MM-dd, dd/MM/yyyy]}
                service: {column: [Cost Centre Name, tjänst], map: {Broardband: e-moten}, otherwise: {constant: skola-a}}
                organisation: {column: region, pattern: "(\\\\d{4}) (.+)", group: 1}
                qualifier: {column: typ, prefix: "typ "}
                value: {column: belopp}
              - when: {valuta: [SEK]}
                metric: {constant: users}
                period: {filename: "(\\\\d{4}-\\\\d{2})\\\\.csv"}
                value: {constant: "1"}
            """;

    @Test
    void rulesTakeWhatTheyWantAndARowThatNoneWantsIsFiltered() {
        assertEquals("""
                e-moten/0180/typ faktura 2026-02-01=12.5 + // 2026-03-01=1
                skola-a/0180/typ kredit 2026-02-01=-3 + // 2026-03-01=1
                // 2026-03-01=1
                // 2026-03-01=1
                filtered
                6:region pattern_mismatch 180 Stockholm
                7:datum bad_period 2026-02-30""".replace("6:", "7:").replace("\n7:datum", "\n8:datum"), judged(LEDGER, """
                        valuta;typ;konto;datum;tjänst;region;belopp
                        SEK;faktura;5420;2026-02-03;Broardband;0180 Stockholm;12,5
                        SEK;kredit;6999;03/02/2026;Annat;0180 Stockholm;-3
                        SEK;intern;5420;2026-02-03;Annat;0180 Stockholm;1
                        SEK;faktura;7420;2026-02-03;Annat;0180 Stockholm;1
                        EUR;faktura;5420;2026-02-03;Annat;0180 Stockholm;1
                        SEK;faktura;5420;2026-02-03;Annat;180 Stockholm;1
                        SEK;faktura;5420;2026-02-30;Annat;0180 Stockholm;1
                        """));
    }

    @Test
    void theSameTextIsReadInTheFormOfItsOwnRule() {
        assertEquals("// 2026-04-01=1 + // 2026-03-01=1", judged("""
                code: two-forms
                rows:
                  - {metric: {constant: users}, period: {column: d, form: dd/MM/yyyy}, value: {column: v}}
                  - {metric: {constant: cost}, period: {column: d, form: MM/dd/yyyy}, value: {column: v}}
                """, "d;v\n03/04/2026;1\n"));
    }

    private static final String CREATING = """
            code: creating
            rows:
              - metric: {constant: population}
                period: {constant: "2018"}
                service: {column: s, create: {code: {column: c}, product: anv}}
                organisation: {column: region, pattern: "(\\\\d{4}) (.+)", create: {code: 1, name: 2, kind: municipality}}
                value: {column: n}
            """;

    private Trial creating(String rows) {
        return Trial.of(folder, Trial.profile(CREATING), CATALOG, "region;s;c;n\n" + rows);
    }

    private static List<String> codes(Trial trial) {
        return trial.newcomers().stream()
                .map(Newcomers.Newcomer::entry)
                .map(CatalogEntry::code)
                .toList();
    }

    @Test
    void whatTheCatalogLacksIsCreatedOnce() {
        Trial trial = creating("0114 Upplands Väsby;;;1\n0180 Stockholm;;;2\n0114 Upplands Väsby;;;3\n");
        assertEquals("/0114/ 2018-01-01=1\n/0180/ 2018-01-01=2\n/0114/ 2018-01-01=3", trial.shown());
        assertEquals(List.of("0114"), codes(trial));
    }

    @Test
    void entriesOfTheSameNameAreToldApartByTheirCodes() {
        Trial trial = creating(";Bredband;1CMSB;1\n;Bredband;1E761;2\n;Bredband;1CMSB;3\n;e-moten;1X;4\n");
        assertEquals(
                "1CMSB// 2018-01-01=1\n1E761// 2018-01-01=2\n1CMSB// 2018-01-01=3\ne-moten// 2018-01-01=4",
                trial.shown());
        assertEquals(List.of("1CMSB", "1E761"), codes(trial));
    }

    @Test
    void aRejectedRowCreatesNothing() {
        Trial trial = creating("0114 Upplands Väsby;A;1A;x\n0115 Vallentuna;A;1A;5\n0114 Upplands Väsby;B;1B;y\n");
        assertEquals("2:n bad_number x\n1A/0115/ 2018-01-01=5\n4:n bad_number y", trial.shown());
        assertEquals(List.of("1A", "0115"), codes(trial));
    }

    @Test
    void whatCannotBeInTheCatalogIsRejected() {
        assertEquals(
                "2:s cannot_create " + "x".repeat(101) + "\n3:s cannot_create a\u0001b",
                creating(";" + "x".repeat(101) + ";;1\n;a\u0001b;;2\n").shown());
    }

    @Test
    void aColumnThatTheProfileNeedsMustBeThere() {
        UnreadableFile lacking = assertThrows(
                UnreadableFile.class, () -> judged(LEDGER, "valuta;typ;datum;tjänst;tjänst;belopp\nSEK;;;;;1\n"));
        assertEquals("""
                1:0 missing_column konto | valuta, typ, datum, tjänst, tjänst, belopp
                1:5 duplicate_column tjänst
                1:0 missing_column region | valuta, typ, datum, tjänst, tjänst, belopp""", sorted(lacking));
        UnreadableFile refused = assertThrows(
                UnreadableFile.class,
                () -> judged(
                        "other_columns: refuse\n" + BUILT_IN,
                        "Period;METRIC;service;organisation;value;kvalitet;state;state\n2026-03;users;;;1;;;\n"));
        assertEquals("""
                1:6 unknown_column kvalitet | metric, organisation, period, qualifier, quality, reason, sample_size, service, state, std_dev, value
                1:8 duplicate_column state""", sorted(refused));
    }

    /** {@code 1.500} would be 1500 in one reading and 1.5 in the other. */
    @Test
    void aSignThatGroupsThousandsCannotBeTheDecimalSignToo() {
        String profile = "thousands: \".\"\n" + BUILT_IN;
        assertEquals(
                "e-moten/0180/ 2026-03-01=1500", judged(profile, HEADER + "2026-03;users;e-moten;0180;1.500;;;;;;\n"));
        UnreadableFile refused = assertThrows(
                UnreadableFile.class,
                () -> judged(profile, HEADER.replace(';', ',') + "2026-03,users,e-moten,0180,1.500,,,,,,\n"));
        assertEquals("0:0 thousands_is_decimal .", Trial.shown(refused));
    }

    @Test
    void namesThatDifferInCaseAloneAreOneColumnTwice() {
        String profile = "code: t\nrows: [{metric: {constant: users}, period: {column: p}, value: {column: v}}]\n";
        UnreadableFile refused = assertThrows(UnreadableFile.class, () -> judged(profile, "p;V;x;V\n2026-03;1;2;3\n"));
        assertEquals("1:4 duplicate_column v", Trial.shown(refused));
        assertEquals("// 2026-03-01=2", judged(profile, "p;V;v\n2026-03;1;2\n"), "the name itself goes first");
    }

    @Test
    void aMapIsAsBlindToCaseAsItsPattern() {
        String profile = """
                code: t
                rows:
                  - metric: {constant: users}
                    period: {column: p}
                    qualifier: {column: q, pattern: "%s.*(mail|chat).*", map: {mail: outlook}, with: {filename: "(.*)[.]csv"}}
                    value: {column: v}
                """;
        assertEquals(
                "//outlook 2026-03 2026-03-01=1\n//Chat 2026-03 2026-03-01=2",
                judged(profile.formatted("(?i)"), "p;q;v\n2026-03;MailboxCounts;1\n2026-03;AChat;2\n"));
        assertEquals("//outlook 2026-03 2026-03-01=1", judged(profile.formatted(""), "p;q;v\n2026-03;a mail;1\n"));
    }

    private static String sorted(UnreadableFile unreadable) {
        return Trial.shown(unreadable)
                .lines()
                .sorted(java.util.Comparator.comparing((String line) -> line.contains("region"))
                        .thenComparing(line -> line))
                .collect(java.util.stream.Collectors.joining("\n"));
    }

    @Test
    void headersAreFoundWhateverTheCaseOfTheirLetters() {
        assertEquals(
                "// 2026-03-01=1", judged(BUILT_IN, "PERIOD;Metric;SERVICE;Organisation;Value\n2026-03;users;;;1\n"));
    }
}
