package se.styrkort.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expansion gives what Grafana's own code and server gave when they were asked. */
class ExpansionTest {
    private static final Interpolation CHOSEN = new Interpolation(
            List.of(
                    Variable.single("single", "o'x"),
                    Variable.single("box", "1 OR 1=1 --'"),
                    new Variable("alone", false, true, List.of("a"), List.of("A")),
                    Variable.multi("one", "a"),
                    Variable.multi("all", "a", "b", "o'x"),
                    Variable.multi("paths", "a.b", "c|d")),
            Map.of("__from", "1767222000000", "__timezone", "Europe/Stockholm"));

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            $single;              o''x
            '$single';            'o''x'
            $alone;               'a'
            $one;                 'a'
            IN ($all);            IN ('a','b','o''x')
            ${all};               'a','b','o''x'
            [[all]];              'a','b','o''x'
            $box;                 1 OR 1=1 --''
            ${all:raw};           a,b,o'x
            ${all:csv};           a,b,o'x
            ${all:pipe};          a|b|o'x
            ${all:glob};          {a,b,o'x}
            ${all:singlequote};   'a','b','o\\'x'
            ${all:sqlstring};     'a','b','o''x'
            ${alone:text};        A
            ${paths:regex};       (a\\.b|c\\|d)
            $__from $__timezone;  1767222000000 Europe/Stockholm
            $unknown ${unknown:raw} $1; $unknown ${unknown:raw} $1
            -- $single;           -- o''x
            """)
    void variablesBecomeText(String written, String sent) {
        assertEquals(sent, CHOSEN.sql(written));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            up{source=~"$one"};   up{source=~"a"}
            up{source=~"$paths"}; up{source=~"(a\\\\.b|c\\\\|d)"}
            """)
    void prometheusGetsExpressions(String written, String sent) {
        assertEquals(sent, CHOSEN.prometheus(written));
    }

    private static Macros opened(String now) {
        return new Macros(
                Instant.parse("2024-12-31T23:00:00Z"),
                Instant.parse("2026-01-31T22:59:59.999Z"),
                Instant.parse(now),
                Duration.ofHours(12));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            $__time(at);                       at AS "time"
            $__timeEpoch(at);                  extract(epoch from at) as "time"
            $__timeFilter(at);                 at BETWEEN '2024-12-31T23:00:00Z' AND '2026-01-31T22:59:59.999Z'
            $__timeFrom() $__timeTo();         '2024-12-31T23:00:00Z' '2026-01-31T22:59:59.999Z'
            $__unixEpochFrom() $__unixEpochTo(); 1735686000 1769900399
            $__unixEpochFilter(at);            at >= 1735686000 AND at <= 1769900399
            $__interval $__interval_ms;        12h 43200000
            $__timeGroup(at,'5m');             floor(extract(epoch from at)/300)*300
            select $__timeGroup(at, 1h), 2;    select floor(extract(epoch from at)/3600)*3600 AS "time", 2
            $__timeGroupAlias(at,'20ms');      floor(extract(epoch from at)/0.02)*0.02 AS "time"
            $__timeGroup(at,'1w');             floor(extract(epoch from at)/604800)*604800
            $__timeGroup(at,'12d');            floor(extract(epoch from at)/1.0368e+06)*1.0368e+06
            $__timeGroup(at,'365d');           floor(extract(epoch from at)/3.1536e+07)*3.1536e+07
            $__unixEpochGroupAlias(at,1h30m);  floor((at)/5400)*5400 AS "time"
            $__timeFilter(date_trunc('month',ts)); date_trunc('month' BETWEEN '2024-12-31T23:00:00Z' AND '2026-01-31T22:59:59.999Z')
            a -- $__nonsense(1);               a
            '--' /* $__nonsense(1) */ x;       '--'  x
            """)
    void macrosBecomeSql(String written, String sent) {
        assertEquals(
                sent.strip(), opened("2026-02-10T00:00:00Z").expand(written).strip());
    }

    /** Which is why no dashboard of ours may group by months. */
    @ParameterizedTest
    @CsvSource({
        "2026-02-10T12:00:00Z, 2.4192e+06",
        "2026-03-10T12:00:00Z, 2.6784e+06",
        "2026-11-21T12:00:00Z, 2.592e+06"
    })
    void aMonthIsAsLongAsItIsFromToday(String now, String seconds) {
        assertEquals(
                "floor(extract(epoch from at)/" + seconds + ")*" + seconds,
                opened(now).expand("$__timeGroup(at,'1M')"));
    }

    @Test
    void instantsHaveNoTrailingZeros() {
        assertEquals("2026-01-31T23:00:00.5Z", Macros.instant(Instant.parse("2026-01-31T23:00:00.500Z")));
        assertEquals("2.592e+06", Macros.goFloat(BigDecimal.valueOf(2_592_000)));
    }

    @Test
    void whatGrafanaRefusesIsRefused() {
        Macros macros = opened("2026-02-10T00:00:00Z");
        assertThrows(IllegalArgumentException.class, () -> macros.expand("$lower(x)"));
        assertThrows(IllegalArgumentException.class, () -> macros.expand("$__timeGroup(at)"));
        assertThrows(IllegalArgumentException.class, () -> macros.expand("$__timeGroup(at,'1 month')"));
    }
}
