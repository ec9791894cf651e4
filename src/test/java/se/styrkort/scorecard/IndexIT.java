package se.styrkort.scorecard;

import static java.lang.Math.min;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.tree.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.Api;
import se.styrkort.RunningServer;

/**
 * Two published indices for 2022, rebuilt by catalog, profile and model alone: equal to the index's own formula, computed
 * here, and to what was published, to every printed decimal. The tables are what is delivered and what is compared.
 */
class IndexIT {
    /**
     * Components and index of the Human Development Report 2023/2024: with schooling and income above their caps, and the
     * lowest of all.
     */
    private static final String HUMAN_DEVELOPMENT = """
            country,hdi.life,hdi.expected,hdi.mean,hdi.income,published
            SWE,83.505,19.03676987,12.67372015,56995.84796,0.952
            NOR,83.393,18.63846016,13.06234279,69189.76165,0.966
            CHE,84.255,16.5837307,13.90406622,69432.78669,0.967
            SGP,84.133,16.90273094,11.92488003,88761.14559,0.949
            QAT,81.559,13.26426983,10.1317219,95944.37754,0.875
            LIE,84.656,15.46640015,12.351169,146673.2415,0.942
            BRA,73.425,15.5788002,8.278307638,14615.89235,0.760
            NER,62.08,7.186131428,1.341352433,1283.309235,0.394
            SOM,56.107,7.647232333,1.900300026,1072.201461,0.380
            """;

    /** Published without an index, for want of two components. */
    private static final String MONACO = "MCO,86.895,18.6915194,,,\n";

    /** The dimension "digital public services" of the European Commission's Digital Economy and Society Index 2022. */
    private static final String DIGITAL_SERVICES = """
            country,dps.users,dps.prefilled,dps.citizens,dps.businesses,dps.open_data,published
            EE,0.893712,87.3016,92.0973,97.5,0.942308,0.911792
            FI,0.921785,89.8148,89.8333,92.5,0.858462,0.873653
            MT,0.72325,87.2222,99.6429,97.2222,0.514615,0.858072
            IE,0.919125,58.5979,79.983,100,0.952308,0.834501
            DK,0.931986,86.1111,83.2817,88.6905,0.913077,0.830683
            SE,0.932728,85.1852,85.4127,87.8472,0.838846,0.824213
            EU,0.648418,64.4941,74.6281,81.7102,0.811225,0.673464
            SK,0.620499,44.7531,64.8895,74.5412,0.500769,0.519978
            RO,0.167178,19.0476,44.2418,42.2688,0.755385,0.210433
            """;

    @AutoClose
    private static final RunningServer SERVER = new RunningServer("IndexIT", Map.of());

    private static final Api API = new Api(SERVER);

    @BeforeAll
    static void catalogProfileAndModels() {
        API.store("/catalog", """
                metrics:
                  - {code: hdi.life, name: Life expectancy, unit: years, granularity: year}
                  - {code: hdi.expected, name: Expected schooling, unit: years, granularity: year}
                  - {code: hdi.mean, name: Mean schooling, unit: years, granularity: year}
                  - {code: hdi.income, name: Income per person, unit: USD, granularity: year}
                  - {code: dps.users, name: E-government users, unit: "1", granularity: year}
                  - {code: dps.prefilled, name: Pre-filled forms, unit: points, granularity: year}
                  - {code: dps.citizens, name: Services for citizens, unit: points, granularity: year}
                  - {code: dps.businesses, name: Services for businesses, unit: points, granularity: year}
                  - {code: dps.open_data, name: Open data, unit: "1", granularity: year}
                """);
        API.store("/profiles", """
                code: index-table
                unpivot: {columns: "(hdi|dps)[.].+", as: component}
                rows:
                  - metric: {column: component}
                    period: {constant: "2022"}
                    organisation: {column: country, create: {name: {column: country}, kind: country}}
                    value: {column: cell}
                """);
        API.store("/models", """
                code: hdi
                version: 1
                valid_from: 2022-01
                name: Human Development Index
                missing: {min_share: 1}
                total: geometric
                perspectives:
                  - code: health
                    name: Health
                    measures:
                      - {code: life, name: Life expectancy, window: year, value: mean(hdi.life), normalisation: {goalposts: {zero: 20, hundred: 85}}}
                  - code: education
                    name: Education
                    measures:
                      - {code: expected, name: Expected schooling, window: year, value: mean(hdi.expected), normalisation: {goalposts: {zero: 0, hundred: 18}}}
                      - {code: mean, name: Mean schooling, window: year, value: mean(hdi.mean), normalisation: {goalposts: {zero: 0, hundred: 15}}}
                  - code: income
                    name: Income
                    measures:
                      - {code: income, name: Income per person, window: year, value: mean(hdi.income), normalisation: {goalposts: {zero: 100, hundred: 75000}, scale: log}}
                """);
        API.store("/models", """
                code: dps
                version: 1
                valid_from: 2022-01
                name: Digital public services
                missing: {min_share: 1}
                total: arithmetic
                perspectives:
                  - code: dps
                    name: Digital public services
                    measures:
                      - {code: users, name: Users, weight: 1, window: year, value: mean(dps.users), normalisation: {goalposts: {zero: 0, hundred: 1}}}
                      - {code: prefilled, name: Forms, weight: 1, window: year, value: mean(dps.prefilled), normalisation: {goalposts: {zero: 0, hundred: 100}}}
                      - {code: citizens, name: Citizens, weight: 2, window: year, value: mean(dps.citizens), normalisation: {goalposts: {zero: 35, hundred: 100}}}
                      - {code: businesses, name: Businesses, weight: 2, window: year, value: mean(dps.businesses), normalisation: {goalposts: {zero: 40, hundred: 100}}}
                      - {code: open_data, name: Open data, weight: 1, window: year, value: mean(dps.open_data), normalisation: {goalposts: {zero: 0, hundred: 1}}}
                """);
        assertEquals(
                0, API.take("?profile=index-table", HUMAN_DEVELOPMENT + MONACO).number("rejected"));
        assertEquals(0, API.take("?profile=index-table", DIGITAL_SERVICES).number("rejected"));
    }

    private static JsonNode total(String model, String country) {
        JsonNode answer = API.get("/scorecards?model=" + model + "&period=2022&organisation=" + country)
                .json();
        return answer.get("subjects").get(0).get("total").get("score");
    }

    private static void assertIndex(double formula, BigDecimal published, JsonNode score) {
        BigDecimal index = Api.decimal(score).movePointLeft(2);
        assertEquals(formula, index.doubleValue(), 1e-12);
        assertEquals(published, index.setScale(published.scale(), RoundingMode.HALF_UP));
    }

    /** Technical note 1 of the report: three indices between goalposts, capped, and their geometric mean. */
    @ParameterizedTest
    @CsvSource(textBlock = HUMAN_DEVELOPMENT, useHeadersInDisplayName = true)
    void humanDevelopment(
            String country, double life, double expected, double mean, double income, BigDecimal published) {
        double health = (min(life, 85) - 20) / (85 - 20);
        double education = (min(expected, 18) / 18 + min(mean, 15) / 15) / 2;
        double wealth = Math.log(min(income, 75_000) / 100) / Math.log(75_000 / 100.0);
        assertIndex(Math.cbrt(health * education * wealth), published, total("hdi", country));
    }

    @Test
    void anIndexThatLacksAComponentIsAbsent() {
        assertTrue(total("hdi", "MCO").isNull());
    }

    /** Section "Normalisation" and the weights of the index's methodological note. */
    @ParameterizedTest
    @CsvSource(textBlock = DIGITAL_SERVICES, useHeadersInDisplayName = true)
    void digitalPublicServices(
            String country,
            double users,
            double prefilled,
            double citizens,
            double businesses,
            double openData,
            BigDecimal published) {
        double weighted = users + prefilled / 100 + 2 * (citizens - 35) / 65 + 2 * (businesses - 40) / 60 + openData;
        assertIndex(weighted / 7, published, total("dps", country));
    }
}
