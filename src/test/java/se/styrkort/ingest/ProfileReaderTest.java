package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.observation.Combine;
import se.styrkort.observation.State;

class ProfileReaderTest {
    private static final String RULE = "rows: [{metric: {constant: m}, period: {column: p}, value: {column: v}}]\n";

    private static String faults(String yaml) {
        ProfileReader.Reading reading = ProfileReader.read(yaml);
        assertEquals(reading.faults().isEmpty(), reading.profile() != null);
        return reading.faults().stream().map(Trial::shown).collect(Collectors.joining("; "));
    }

    private static Profile read(String yaml) {
        ProfileReader.Reading reading = ProfileReader.read(yaml);
        assertEquals(List.of(), reading.faults());
        return assertNotNull(reading.profile());
    }

    private static <T> T assertNotNull(@org.jspecify.annotations.Nullable T value) {
        if (value == null) {
            throw new AssertionError("there is no profile");
        }
        return value;
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        Profile profile = read("code: t\n" + RULE);
        assertEquals("t", profile.code());
        assertEquals("auto", profile.encoding());
        assertNull(profile.delimiter());
        assertEquals(1, profile.header());
        assertNull(profile.decimal());
        assertNull(profile.thousands());
        assertEquals(
                Map.of("", State.MISSING, "-", State.MISSING, ".", State.NOT_APPLICABLE, "..", State.SECRET),
                profile.emptyStates());
        assertEquals(Combine.REJECT, profile.combine());
        assertEquals(List.of(false, false), List.of(profile.createUnknown(), profile.refuseOtherColumns()));
    }

    /** The example of the design, but for the parts that are refused until they are built. */
    private static final String EXAMPLE = """
            code: supplier-invoices
            into: observations           # observations (default) | probes | outages | tickets | answers
            format: csv
            encoding: auto
            delimiter: auto
            header: 1                    # row of the header, or none (then columns are c1, c2, …)
            decimal: ","                 # a property of the file, never guessed per cell
            thousands: " "               # space covers NBSP and narrow NBSP
            empty_states: {missing: ["", "-", "NULL"], not_applicable: [".", "NA"], secret: [".."]}
            keep: content
            rows:                        # one input row may give several observations
              - when: {valuta: [SEK], belopp: {not: [ND, ""]}}
                metric: {constant: cost.invoiced}
                period: {column: datum, form: yyyy-MM-dd}
                service: {column: [Cost Centre Name, Kostnadsställe], map: {Broardband: bredband}, otherwise: {constant: ovrigt}}
                organisation: {column: region, pattern: "(\\\\d{4}) (.+)", group: 1, create: {code: 1, name: 2, kind: municipality}}
                qualifier: {column: Cap/Rev}
                value: {column: belopp}
            combine: sum
            unknown: reject              # unknown service or organisation: reject (default) | create
            replaces: none               # or delivered_periods
            """;

    @Test
    void theExampleOfTheDesignIsRead() {
        Profile profile = read(EXAMPLE);
        assertEquals(List.of(',', ' '), List.of(assertNotNull(profile.decimal()), assertNotNull(profile.thousands())));
        assertEquals(
                Map.of(
                        "",
                        State.MISSING,
                        "-",
                        State.MISSING,
                        "NULL",
                        State.MISSING,
                        ".",
                        State.NOT_APPLICABLE,
                        "NA",
                        State.NOT_APPLICABLE,
                        "..",
                        State.SECRET),
                profile.emptyStates());
        assertEquals(Combine.SUM, profile.combine());
        Profile.RowRule rule = profile.rows().getFirst();
        assertEquals(
                List.of(
                        new Profile.Condition("valuta", Set.of("SEK"), false, null),
                        new Profile.Condition("belopp", Set.of("ND", ""), true, null)),
                rule.when());
        Profile.CellSource service = assertNotNull(rule.fields().get(Profile.Field.SERVICE));
        assertEquals(List.of("Cost Centre Name", "Kostnadsställe"), service.columns());
        assertEquals(Map.of("Broardband", "bredband"), service.map());
        assertEquals("ovrigt", assertNotNull(service.otherwise()).constant());
        Profile.CellSource organisation = assertNotNull(rule.fields().get(Profile.Field.ORGANISATION));
        assertEquals(1, organisation.group());
        assertEquals(2, assertNotNull(organisation.create().get("name")).group());
        assertEquals(
                "municipality", assertNotNull(organisation.create().get("kind")).constant());
        assertEquals(
                "yyyy-MM-dd",
                assertNotNull(rule.fields().get(Profile.Field.PERIOD))
                        .forms()
                        .getFirst()
                        .letters());
    }

    @Test
    void everyPartOfTheLanguageIsRead() {
        Profile profile = read("""
                code: t
                format: json
                records: $.years[*]['the items']
                keep: columns
                unpivot: {columns: "20\\\\d\\\\d", as: year}
                last_by: {key: number, order: sys_mod_count}
                replaces: delivered_periods
                rows: [{metric: {constant: m}, period: {column: year}, value: {column: cell, unit: MSEK}}]
                """);
        assertEquals(Format.JSON, profile.format());
        assertEquals(
                List.of(new RecordPath.Step("years"), new RecordPath.Step(null), new RecordPath.Step("the items")),
                profile.records().steps());
        assertEquals(Profile.Keep.COLUMNS, profile.keep());
        assertEquals("20\\d\\d", assertNotNull(profile.unpivot()).columns().pattern());
        assertEquals(new Profile.LastBy("number", "sys_mod_count"), profile.lastBy());
        assertEquals(Profile.Replaces.DELIVERED_PERIODS, profile.replaces());
        assertEquals(
                NumberUnit.MNKR,
                assertNotNull(profile.rows().getFirst().fields().get(Profile.Field.VALUE))
                        .unit());
        assertEquals(Set.of("cell", "number", "sys_mod_count", "year"), profile.namedColumns());
        assertNull(read("code: t\nformat: auto\n" + RULE).format());
        assertEquals("2", read("code: t\nformat: xlsx\nsheet: 2\n" + RULE).sheet());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            into: opinions         | 1:7 profile_not_supported into = opinions
            format: ods            | 1:9 yaml_choice_expected format = ods = auto, csv, json, ndjson, xlsx
            keep: some             | 1:7 yaml_choice_expected keep = some = content, columns, none
            replaces: all          | 1:11 yaml_choice_expected replaces = all = none, delivered_periods
            sheet: Blad1           | 1:8 profile_key_of_format sheet = xlsx
            records: $.results     | 1:10 profile_key_of_format records = json
            unpivot: {columns: "(", as: y} | 1:20 profile_bad_pattern ( = Unclosed group
            unpivot: {columns: x}  | 1:10 yaml_missing_key as
            unpivot: {columns: x, as: cell} | 1:27 profile_reserved_name cell
            last_by: {key: x}      | 1:10 yaml_missing_key order
            last_by: number        | 1:10 yaml_mapping_expected
            fields: {}             | 1:9 profile_key_of_other_into fields = observations
            encoding: latin-1      | 1:11 yaml_choice_expected encoding = latin-1 = auto, utf-8, utf-16, windows-1252
            delimiter: ;;          | 1:12 profile_one_sign delimiter = ;;
            delimiter: '"'         | 1:12 profile_one_sign delimiter = "
            decimal: comma         | 1:10 profile_one_sign decimal = comma
            decimal: x             | 1:10 yaml_choice_expected decimal = x = auto , .
            thousands: "0"         | 1:12 profile_bad_thousands 0
            header: 0              | 1:9 profile_header_row 0
            header: 1001           | 1:9 profile_header_row 1001
            header: 1.5            | 1:9 yaml_whole_number_expected header = 1.5
            header: first          | 1:9 yaml_number_expected header = first
            empty_states: {zero: [x]} | 1:22 yaml_unknown_key zero = missing, not_applicable, secret
            empty_states: [x]      | 1:15 yaml_mapping_expected
            combine: max           | 1:10 yaml_choice_expected combine = max = reject, sum, count, mean, last
            unknown: ignore        | 1:10 yaml_choice_expected unknown = ignore = reject, create
            other_columns: drop    | 1:16 yaml_choice_expected other_columns = drop = ignore, refuse
            combine: [sum]         | 1:10 yaml_text_expected combine
            decimals: ","          | 1:11 yaml_unknown_key decimals = code, combine, decimal, delimiter, empty_states, encoding, fields, format, header, into, keep, last_by, name, other_columns, records, replaces, rows, sheet, thousands, unknown, unpivot, when
            code: u                | 2:1 yaml_duplicate_key code
            name: "a\\0b"          | 1:7 yaml_control_character
            """)
    void aFaultAboveTheRowsHasItsPlace(String line, String expected) {
        assertEquals(
                expected,
                faults(line + "\ncode: t\n" + RULE).replace(" | ", " = ").replaceAll("; \\d+:.*", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            results      | 2:10 profile_bad_path results
            $results     | 2:10 profile_bad_path $results
            $.           | 2:10 profile_bad_path $.
            $..a         | 2:10 profile_bad_path $..a
            $.a[0]       | 2:10 profile_bad_path $.a[0]
            $[?(@.a)]    | 2:10 profile_bad_path $[?(@.a)]
            """)
    void aPathThatIsNoneHasItsPlace(String path, String expected) {
        assertEquals(expected, faults("format: json\nrecords: \"" + path + "\"\ncode: t\n" + RULE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            keep: none                         | survey: {constant: s}, period: {column: p}, respondent: {line: true} | ``
            unpivot: {columns: "q.*", as: q}   | survey: {constant: s}, period: {column: p}, question: {column: q}    | ``
            keep: content                      | survey: {constant: s}, period: {column: p} | 2:7 profile_keep_answers
            keep: columns                      | survey: {constant: s}, period: {column: p} | 2:7 profile_keep_answers
            combine: sum                       | survey: {constant: s}, period: {column: p} | 2:10 profile_key_of_other_into combine = answers
            format: csv                        | survey: {constant: s}                      | 4:9 yaml_missing_key period
            format: csv                        | survey: {line: perhaps}, period: {column: p} | 4:18 profile_no_source
            """)
    void answersAreNeverKept(String line, String fields, String expected) {
        String yaml = "into: answers\n" + line + "\ncode: t\nfields: {" + fields + "}\n";
        assertEquals(expected, faults(yaml).replace(" | ", " = "));
        if (expected.isEmpty()) {
            assertEquals(
                    Profile.Keep.NONE,
                    assertNotNull(ProfileReader.read(yaml).profile()).keep());
        }
    }

    @ParameterizedTest
    @CsvSource({"xlsx", "auto"})
    void aWorkbookIsKeptAsAWholeOrNotAtAll(String format) {
        assertEquals("2:7 profile_keep_columns", faults("format: " + format + "\nkeep: columns\ncode: t\n" + RULE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            metric: {constant: m}, period: {column: p}                | 2:8 yaml_missing_key value
            period: {column: p}                                       | 2:8 yaml_missing_key metric; 2:8 yaml_missing_key value
            metrics: {constant: m}                                    | 2:18 yaml_unknown_key metrics = metric, organisation, period, qualifier, quality, reason, sample_size, service, state, std_dev, value, when; 2:8 yaml_missing_key metric; 2:8 yaml_missing_key period; 2:8 yaml_missing_key value
            OK, service: {map: {a: b}}                                | 2:82 profile_no_source
            OK, service: e-moten                                      | 2:82 yaml_mapping_expected; 2:82 profile_no_source
            OK, service: {colum: x, constant: y}                      | 2:90 yaml_unknown_key colum = column, constant, create, filename, form, group, line, map, optional, otherwise, pattern, prefix, unit, with
            OK, service: {column: x, pattern: "("}                    | 2:103 profile_bad_pattern ( = Unclosed group
            OK, service: {column: x, pattern: "a", group: 1}          | 2:115 profile_no_such_group 1 = 0
            OK, service: {column: x, group: 1}                        | 2:101 profile_no_such_group 1 = 0
            OK, service: {column: x, pattern: "(a)", create: {code: 2}} | 2:125 profile_no_such_group 2 = 1
            OK, service: {column: x, otherwise: {}}                   | 2:105 profile_no_source
            OK, organisation: {filename: "(", column: x}              | 2:98 profile_bad_pattern ( = Unclosed group
            OK, quality: {column: x, form: MM-dd}                     | 2:100 profile_bad_form MM-dd
            OK, when: {a: }                                           | 2:82 profile_empty_condition a
            OK, when: {a: {}}                                         | 2:83 profile_empty_condition a
            OK, when: {a: {nor: [x]}}                                 | 2:89 yaml_unknown_key nor = matches, not
            OK, when: {a: {matches: "["}}                             | 2:93 profile_bad_pattern [ = Unclosed character class
            """)
    void aFaultInARuleHasItsPlace(String rule, String expected) {
        String written = rule.replace("OK", "metric: {constant: m}, period: {column: p}, value: {column: v}");
        assertEquals(expected, faults("code: t\nrows: [{" + written + "}]\n").replace(" | ", " = "));
    }

    @Test
    void whatIsNoProfileAtAllIsOneFault() {
        assertEquals("0:0 yaml_not_a_mapping", faults(""));
        assertEquals("0:0 yaml_not_a_mapping", faults("- a\n- b\n"));
        assertEquals("2:5 yaml_syntax", faults("code: [t\nrows: x").replaceAll("yaml_syntax.*", "yaml_syntax"));
        assertEquals("1:1 yaml_missing_key code", faults(RULE));
        assertEquals("1:7 yaml_missing_key code", faults("code: \"\"\n" + RULE));
        assertEquals("1:1 profile_without_rows", faults("code: t\n"));
        assertEquals("2:7 yaml_list_expected rows; 2:7 profile_without_rows", faults("code: t\nrows: {a: b}\n"));
    }
}
