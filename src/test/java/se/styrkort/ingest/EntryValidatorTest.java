package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.catalog.Catalog;

/** Rows that are no observations yet, under profiles with fields. */
class EntryValidatorTest {
    private static final Catalog CATALOG = Trial.catalog("""
            objects: [{code: ikt, name: IKT}]
            products: [{code: anv, object: ikt, name: Användarnära}]
            services: [{code: e-moten, product: anv, name: E-möten}]
            """);

    @TempDir
    private Path folder;

    private static final String PROBES = """
            code: t
            into: probes
            empty_states: {missing: ["", "?"]}
            when: {kind: [probe]}
            fields:
              service: {column: service}
              at: {column: at, form: [iso, "d/M/yyyy H:mm"], zone: UTC}
              up: {column: up, map: {fine: true, gone: false}}
              response_ms: {column: ms}
            """;

    private static final String TICKETS = """
            code: t
            into: tickets
            fields:
              id: {column: id}
              opened_at: {column: opened}
              reopened: {column: reopened}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            probe,e-moten,2026-06-01T10:00:00Z,fine,12   | entered
            probe,E-möten,1/6/2026 10:00,0,              | entered
            probe,e-moten,1/6/2026 10:00,gone,?          | entered
            other,e-moten,nonsense,nonsense,             | filtered
            probe,nobody,2026-06-01T10:00:00Z,fine,      | 2:service unknown_service nobody
            probe,e-moten,yesterday,fine,                | 2:at bad_time yesterday
            probe,e-moten,,fine,                         | 2:at field_missing
            probe,e-moten,2026-06-01T10:00:00Z,perhaps,  | 2:up bad_flag perhaps
            probe,e-moten,2026-06-01T10:00:00Z,?,        | 2:up field_missing ?
            probe,e-moten,2026-06-01T10:00:00Z,fine,slow | 2:ms bad_number slow
            probe,?,yesterday,,                          | 2:service field_missing ? + 2:at bad_time yesterday + 2:up field_missing
            """)
    void aProbeIsEnteredOrSaysAllThatIsWrong(String row, String outcome) {
        assertEquals(
                outcome,
                Trial.of(folder, Trial.profile(PROBES), CATALOG, "kind,service,at,up,ms\n" + row + "\n")
                        .shown());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1,2026-06-01 10:00,2    | entered
            1,2026-06-01 10:00,true | entered
            1,2026-06-01 10:00,     | entered
            1,2026-06-01 10:00,1.5  | 2:reopened bad_whole_number 1.5
            1,2026-06-01 10:00,ofta | 2:reopened bad_flag ofta
            1,2026-03-29 02:30,0    | 2:opened bad_time 2026-03-29 02:30
            """)
    void aCountIsANumberOrAFlag(String row, String outcome) {
        assertEquals(
                outcome,
                Trial.of(folder, Trial.profile(TICKETS), CATALOG, "id,opened,reopened\n" + row + "\n")
                        .shown());
    }
}
