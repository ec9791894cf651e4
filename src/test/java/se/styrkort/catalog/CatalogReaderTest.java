package se.styrkort.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.document.Fault;

/** Catalog documents: what is read of them, and each fault at its place. */
class CatalogReaderTest {
    /** The document of the design. */
    private static final String WHOLE = """
            objects:       [{code: ikt, name: {sv: IKT, en: ICT}}]
            products:      [{code: anvandarnara, object: ikt, name: {sv: Användarnära tjänster, en: End-user services}}]
            services:      [{code: e-moten, product: anvandarnara, name: E-möten, aliases: [Emöten], lifecycle: in_operation,
                             category: basic, reach: shared, availability_group: business_system,
                             service_hours: office, measured_by: probes, probe_hold: PT6M, criticality: 2,
                             followed: {from: 2021-01, reason: volume service}}]
            organisations: [{code: "0180", name: Stockholm, kind: municipality, parent: null, aliases: [], valid_from: 2000-01},
                            {code: n1, name: Nämnd, parent: "0180"}, {code: n2, name: Enhet, parent: n1}]
            metrics:       [{code: usage.active_users, name: {sv: Aktiva användare, en: Active users}, unit: users, granularity: month,
                             over_time: mean, over_services: none, over_organisations: sum, better: higher}]
            service_hours: [{code: office, zone: Europe/Stockholm, calendar: sweden, week: {mon-fri: "08:00-17:00"}},
                            {code: 24x7, zone: UTC, week: {mon-sun: "00:00-24:00"}}]
            calendars:     [{code: sweden, country: SE, closed: [julafton, nyarsafton, midsommarafton], short: [{date: 2026-04-30, until: "12:00"}]}]
            """;

    private static final Catalog EXISTING = existing();

    private static Catalog existing() {
        List<Catalog.Version> versions = new ArrayList<>();
        for (CatalogEntry entry :
                CatalogReader.read(WHOLE, new Catalog(List.of()), code -> false).entries()) {
            versions.add(new Catalog.Version(versions.size() + 1, 1, entry));
        }
        return new Catalog(versions);
    }

    private static String shown(Fault fault) {
        return (fault.line() + ":" + fault.column() + " " + fault.code() + " " + String.join(", ", fault.args()))
                .strip();
    }

    private static String faults(String yaml) {
        return CatalogReader.read(yaml, EXISTING, "usage.active_users"::equals).faults().stream()
                .map(CatalogReaderTest::shown)
                .collect(Collectors.joining("; "));
    }

    @Test
    void theWholeDocumentIsReadAndReadingItAgainChangesNothing() {
        CatalogReader.Reading first = CatalogReader.read(WHOLE, new Catalog(List.of()), code -> false);
        assertEquals(List.of(), first.faults());
        assertEquals(10, first.entries().size());
        CatalogReader.Reading second = CatalogReader.read(WHOLE, EXISTING, code -> true);
        assertEquals(first, second);
        for (CatalogEntry entry : second.entries()) {
            assertEquals(
                    entry,
                    EXISTING.find(entry.entryKind(), entry.code()).orElseThrow().entry());
        }
    }

    @Test
    void textsStayAsTheyAreWritten() {
        Catalog catalog = EXISTING;
        assertEquals(
                "Stockholm",
                catalog.lookUp(Kind.ORGANISATION, "0180").stream()
                        .map(version -> ((Organisation) version.entry()).name().en())
                        .collect(Collectors.joining()));
        CatalogReader.Reading reading =
                CatalogReader.read("organisations: [{code: 0114, name: yes}]", EXISTING, code -> false);
        assertEquals("0114", reading.entries().getFirst().code());
        assertEquals("yes", ((Organisation) reading.entries().getFirst()).name().sv());
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        List<CatalogEntry> entries =
                CatalogReader.read("""
                        metrics: [{code: m, name: M, unit: "1", granularity: week}]
                        services: [{code: s, name: S, product: anvandarnara}]
                        """, EXISTING, code -> false).entries();
        Metric metric = (Metric) entries.getLast();
        assertEquals(
                List.of(Rule.NONE, Rule.NONE, Rule.NONE, Rule.NONE),
                List.of(metric.overTime(), metric.overServices(), metric.overQualifiers(), metric.overOrganisations()));
        assertEquals("outages", ((Service) entries.getFirst()).measuredBy());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            organisation: []                                     | 1:15 yaml_unknown_key organisation, availability_groups, calendars, metrics, objects, organisations, products, service_hours, services, surveys
            organisations: {code: a, name: A}                    | 1:16 yaml_list_expected organisations
            organisations: [a]                                   | 1:17 yaml_mapping_expected ; 1:17 yaml_missing_key code; 1:17 yaml_missing_key name
            organisations: [{name: A}]                           | 1:17 yaml_missing_key code
            organisations: [{code: "", name: A}]                 | 1:24 yaml_missing_key code
            organisations: [{code: a}]                           | 1:17 yaml_missing_key name
            organisations: [{code: a, name: {de: A}}]            | 1:38 yaml_unknown_key de, en, sv; 1:33 yaml_missing_key sv
            organisations: [{code: a, name: "A\\x1fB"}]          | 1:33 yaml_control_character
            organisations: [{code: a, name: A, kind: en stad}]   | 1:42 catalog_word_expected kind, en stad
            organisations: [{code: a, name: A, colour: red}]     | 1:44 yaml_unknown_key colour, aliases, code, kind, name, parent, valid_from, valid_to
            organisations: [{code: a, name: A, valid_from: 2000-13}] | 1:48 catalog_bad_period valid_from, 2000-13
            organisations: [{code: a, name: A, parent: x}]       | 1:44 catalog_unknown_reference parent, x, organisations
            organisations: [{code: a, name: A}, {code: a, name: B}] | 1:44 catalog_duplicate_code organisations, a
            organisations: [{code: a, name: A, parent: a}]       | 1:44 catalog_cycle a
            organisations: [{code: a, name: A, parent: b}, {code: b, name: B, parent: a}] | 1:44 catalog_cycle a; 1:75 catalog_cycle b
            organisations: [{code: "0180", name: A, parent: n2}] | 1:49 catalog_cycle 0180
            organisations: [{code: n2, name: A, parent: "0180"}] | ''
            products: [{code: p, name: P}]                       | 1:12 yaml_missing_key object
            products: [{code: p, name: P, object: x}]            | 1:39 catalog_unknown_reference object, x, objects
            services: [{code: s, name: S}]                       | 1:12 yaml_missing_key product
            services: [{code: s, name: S, product: x}]           | 1:40 catalog_unknown_reference product, x, products
            services: [{code: s, name: S, product: anvandarnara, service_hours: x}] | 1:69 catalog_unknown_reference service_hours, x, service_hours
            services: [{code: s, name: S, product: anvandarnara, lifecycle: in use}] | 1:65 catalog_word_expected lifecycle, in use
            services: [{code: s, name: S, product: anvandarnara, criticality: high}] | 1:67 yaml_number_expected criticality, high
            services: [{code: s, name: S, product: anvandarnara, followed: {from: jan}}] | 1:71 catalog_bad_period from, jan
            metrics: [{code: m, name: M, granularity: month}]    | 1:11 yaml_missing_key unit
            metrics: [{code: m, name: M, unit: s}]               | 1:11 yaml_missing_key granularity
            metrics: [{code: m, name: M, unit: s, granularity: quarter}] | 1:52 yaml_choice_expected granularity, quarter, day, week, month, year
            metrics: [{code: m, name: M, unit: s, granularity: hour}] | 1:52 yaml_choice_expected granularity, hour, day, week, month, quarter, tertial, half_year, year
            metrics: [{code: m, name: M, unit: s, granularity: day, over_services: last}] | 1:72 catalog_last_needs_time over_services
            metrics: [{code: m, name: M, unit: s, granularity: day, over_time: median}] | 1:68 yaml_choice_expected over_time, median, sum, mean, last, max, min, none
            metrics: [{code: usage.active_users, name: M, unit: s, granularity: day}] | 1:11 catalog_granularity_is_fixed usage.active_users, month
            service_hours: [{code: h, zone: Europe/Stockolm}]    | 1:33 catalog_unknown_zone Europe/Stockolm
            service_hours: [{code: h, calendar: x}]              | 1:37 catalog_unknown_reference calendar, x, calendars
            service_hours: [{code: h, week: {weekdays: "08:00-17:00"}}] | 1:44 catalog_unknown_weekday weekdays
            service_hours: [{code: h, week: {mon: 8-17}}]        | 1:39 catalog_bad_hours 8-17
            service_hours: [{code: h, week: {mon: ["08:00-12:00", "11:00-13:00"]}}] | 1:33 catalog_overlapping_hours
            service_hours: [{code: h, week: {mon: "22:00-06:00", tue: "05:00-07:00"}}] | 1:33 catalog_overlapping_hours
            service_hours: [{code: h, week: {mon-tue: "08:00-09:00", tue: "08:30-10:00"}}] | 1:33 catalog_overlapping_hours
            service_hours: [{code: h, maintenance_notice: 7 days}] | 1:47 catalog_bad_duration maintenance_notice, 7 days
            service_hours: [{code: h, maintenance_notice: -P7D}] | 1:47 catalog_bad_duration maintenance_notice, -P7D
            calendars: [{code: c, short: [{date: 2026-04-30}]}]  | 1:31 yaml_missing_key until
            calendars: [{code: c, country: NO}]                  | 1:32 yaml_choice_expected country, NO, SE
            calendars: [{code: c, short: [{date: 2026-04-30, until: noon}]}] | 1:57 catalog_bad_time noon
            calendars: [{code: c, short: [{date: 30 april, until: "12:00"}]}] | 1:38 catalog_bad_date 30 april
            calendars: [{code: c, short: [{until: "12:00"}]}]    | 1:31 yaml_missing_key date
            calendars: [{code: c, short: [{date: 2026-04-30, day: julafton, until: "12:00"}]}] | 1:55 catalog_day_and_date
            calendars: [{code: c, closed: [{day: julafton, from: 2024-13}]}] | 1:54 catalog_bad_period from, 2024-13
            calendars: [{code: c, closed: [{day: julafton, until: 2024}]}] | 1:55 yaml_unknown_key until, date, day, from, to
            calendars: [{code: c, open: [midsommarafton]}]       | 1:30 catalog_bad_date midsommarafton
            surveys: [{code: a/b, name: S, satisfied: 5}]        | 1:18 catalog_word_expected code, a/b
            surveys: [{code: s, name: S}]                        | 1:11 yaml_missing_key satisfied
            surveys: [{code: s, name: S, satisfied: [6]}]        | 1:41 catalog_survey_level 6, 1, 5
            surveys: [{code: s, name: S, satisfied: [5], scale: {from: 5, to: 1}}] | 1:53 catalog_survey_scale 100
            surveys: [{code: s, name: S, scoring: nps}]          | 1:39 yaml_choice_expected scoring, nps, satisfied, mean, sus; 1:11 yaml_missing_key satisfied
            surveys: [{code: s, name: S, scoring: sus, scale: {from: 0, to: 4}}] | 1:51 catalog_survey_sus_scale
            surveys: [{code: s, name: S, scoring: sus, scored: [q1]}] | 1:52 catalog_survey_sus_items
            surveys: [{code: s, name: S, scoring: mean, questions: [{code: a}, {code: a}]}] | 1:75 catalog_duplicate_code questions, a; 1:11 catalog_survey_one_scored
            surveys: [{code: s, name: S, scoring: mean, questions: [{code: a}], scored: b}] | 1:77 catalog_survey_question b
            surveys: [{code: s, name: S, scoring: mean, minimum: 0}] | 1:54 catalog_survey_minimum 1000
            surveys: [{code: s, name: S, scoring: mean, invited: {x: 3}}] | 1:54 catalog_unknown_reference invited, x, organisations
            surveys: [{code: s, name: S, scoring: mean, about: x}] | 1:52 catalog_unknown_reference about, x, services
            surveys: [{code: s, name: S, scoring: mean, metrics: {mean: m}}] | 1:61 yaml_unknown_key mean, answers, incomplete, invited, satisfied, score_squares, score_sum
            surveys: [{code: s, name: S, scoring: mean, metrics: {answers: m}}] | 1:54 catalog_unknown_reference metrics, m, metrics
            surveys: [{code: s, name: S, scoring: sus}]          | ''
            availability_groups: [{code: g, name: G, target: 99.8}] | 1:50 catalog_target_expected target
            services: [{code: s, name: S, product: anvandarnara, availability_target: 0}] | 1:75 catalog_target_expected availability_target
            services: [{code: s, name: S, product: anvandarnara, probe_hold: 6m}] | 1:66 catalog_bad_duration probe_hold, 6m
            services: [{code: s, name: S, product: anvandarnara, probe_hold: PT0S}] | 1:66 catalog_bad_duration probe_hold, PT0S
            services: [{code: s, name: S, product: anvandarnara, measured_by: guesses}] | 1:67 yaml_choice_expected measured_by, guesses, outages, probes, parts
            services: [{code: s, name: S, product: anvandarnara, measured_by: parts}] | 1:67 catalog_parts_missing
            services: [{code: s, name: S, product: anvandarnara, parts: {series: [x]}}] | 1:61 catalog_unknown_reference parts, x, services
            services: [{code: s, name: S, product: anvandarnara, parts: {series: []}}] | 1:61 catalog_series_or_parallel
            services: [{code: s, name: S, product: anvandarnara, parts: {series: [e-moten], parallel: [e-moten]}}] | 1:61 catalog_series_or_parallel
            services: [{code: s, name: S, product: anvandarnara, parts: {all: [e-moten]}}] | 1:67 yaml_unknown_key all, parallel, series; 1:61 catalog_series_or_parallel
            services: [{code: s, name: S, product: anvandarnara, parts: {series: [s]}}] | 1:61 catalog_parts_cycle s
            services: [{code: e-moten, name: S, product: anvandarnara, parts: {series: [t]}}, {code: t, name: T, product: anvandarnara, parts: {parallel: [{series: [e-moten]}, u]}}, {code: u, name: U, product: anvandarnara}] | 1:67 catalog_parts_cycle e-moten; 1:132 catalog_parts_cycle t
            """)
    void eachFaultHasItsPlace(String yaml, String expected) {
        assertEquals(expected.replace("'", ""), faults(yaml).replace("expected;", "expected ;"));
    }

    @Test
    void aCodeHasAHundredSignsAtMost() {
        String code = "c".repeat(101);
        assertEquals("1:18 catalog_code_too_long 100", faults("objects: [{code: " + code + ", name: A}]"));
        assertEquals("", faults("objects: [{code: " + code.substring(1) + ", name: A}]"));
    }

    @Test
    void everyFaultIsCollectedAndWhatIsNoDocumentIsOne() {
        assertEquals(
                "1:23 yaml_missing_key name; 2:27 catalog_unknown_reference object, x, objects".replace("1:23", "1:11"),
                faults("objects: [{code: a}]\nproducts: [{code: p, object: x, name: P}]")
                        .replace("2:30", "2:27"));
        assertEquals("0:0 yaml_not_a_mapping", faults("# nothing\n"));
        assertEquals("0:0 yaml_not_a_mapping", faults("en text"));
        assertEquals("2:1 yaml_syntax", faults("objects: [\n").replaceAll("yaml_syntax.*", "yaml_syntax"));
    }

    @Test
    void aNameMayBeSharedAndIsThenNobodysOwn() {
        List<Catalog.Version> versions = new ArrayList<>();
        for (CatalogEntry entry :
                CatalogReader.read("""
                        organisations: [{code: a, name: Solen, aliases: [Sol]}, {code: b, name: SOLEN}, {code: sol, name: C}]
                        """, new Catalog(List.of()), code -> false).entries()) {
            versions.add(new Catalog.Version(versions.size() + 1, 1, entry));
        }
        Catalog catalog = new Catalog(versions);
        assertEquals(2, catalog.lookUp(Kind.ORGANISATION, " solen ").size());
        assertEquals(
                List.of(versions.getLast()), catalog.lookUp(Kind.ORGANISATION, "sol"), "a code goes before an alias");
        assertEquals(List.of(versions.getFirst()), catalog.lookUp(Kind.ORGANISATION, "Sol"));
        assertEquals(List.of(), catalog.lookUp(Kind.SERVICE, "Solen"));
    }

    @Test
    void aDayWithoutANameIsAFaultWithTheListOfNames() {
        String faults = faults("calendars: [{code: c, closed: [midsommar]}]");
        assertEquals("1:32 catalog_unknown_day midsommar, klamdag, nyarsdagen", faults.substring(0, 55));
        assertEquals("midsommarafton", faults.replaceAll(".*, (midsommarafton),.*", "$1"));
    }

    @Test
    void aServiceThatSaysItsPartsIsMeasuredByThemUnlessItSaysOtherwise() {
        Service service = (Service) CatalogReader.read(
                        "services: [{code: s, name: S, product: anvandarnara, parts: {parallel: [e-moten, {series: [e-moten]}]}}]",
                        EXISTING,
                        code -> false)
                .entries()
                .getFirst();
        assertEquals("parts", service.measuredBy());
        assertEquals(
                new Parts(
                        null,
                        List.of(),
                        List.of(
                                new Parts("e-moten", List.of(), List.of()),
                                new Parts(null, List.of(new Parts("e-moten", List.of(), List.of())), List.of()))),
                service.parts());
    }
}
