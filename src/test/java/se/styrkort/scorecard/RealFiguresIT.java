package se.styrkort.scorecard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import se.styrkort.RunningServer;
import se.styrkort.SharedData;

/** A model of one's own over real public figures, explained down to file, line and raw row. */
class RealFiguresIT {
    private static final Path POPULATION = SharedData.path("reference/scb_folkmangd_kommun_2008-2018.csv");
    private static final Path USERS = SharedData.path("usage/va-gov/monthly_all_logged_in_users_per_month.csv");
    private static final Path TRANSACTIONS = SharedData.path("usage/va-gov/monthly_all_transactions.csv");
    private static final ObjectMapper JSON = new ObjectMapper();

    @AutoClose
    private static final RunningServer SERVER = new RunningServer("RealFiguresIT", Map.of());

    private static JsonNode yaml(String path, String body) throws IOException {
        return accepted(SERVER.send(SERVER.to("/api/v1" + path)
                .header("Authorization", "Bearer " + RunningServer.TOKEN)
                .header("Content-Type", "application/yaml")
                .POST(HttpRequest.BodyPublishers.ofString(body))));
    }

    private static JsonNode load(String profile, Path file) throws IOException {
        return accepted(SERVER.send(SERVER.to("/api/v1/imports?profile=" + profile + "&fileName=" + file.getFileName())
                .header("Authorization", "Bearer " + RunningServer.TOKEN)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofFile(file))));
    }

    private static JsonNode get(String path) throws IOException {
        return accepted(SERVER.asAdmin("/api/v1" + path));
    }

    private static JsonNode accepted(HttpResponse<String> answer) throws IOException {
        assertEquals(200, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body());
    }

    @BeforeAll
    static void figuresAndModel() throws IOException {
        yaml("/catalog", """
                organisations: [{code: va, name: Veterans Affairs, kind: agency}]
                metrics:
                  - {code: real.inhabitants, name: Folkmängd, unit: persons, granularity: year, over_time: last, over_organisations: sum}
                  - {code: real.users, name: Inloggade, unit: users, granularity: month, over_time: mean}
                  - {code: real.transactions, name: Transaktioner, unit: transactions, granularity: month, over_time: sum}
                """);
        yaml("/profiles", """
                code: scb-folkmangd
                rows:
                  - metric: {constant: real.inhabitants}
                    period: {column: år, form: yyyy}
                    organisation: {column: region, pattern: "(\\\\d{4}) (.+)", group: 1, create: {code: 1, name: 2, kind: municipality}}
                    value: {column: Folkmängd}
                """);
        yaml("/profiles", """
                code: va-users
                rows:
                  - metric: {constant: real.users}
                    period: {column: date, form: M/yyyy}
                    organisation: {constant: va}
                    value: {column: users}
                """);
        yaml("/profiles", """
                code: va-transactions
                rows:
                  - metric: {constant: real.transactions}
                    period: {column: date, form: M/yyyy}
                    organisation: {constant: va}
                    value: {column: totalEvents}
                """);
        assertEquals(0, load("scb-folkmangd", POPULATION).get("rejected").intValue());
        assertEquals(0, load("va-users", USERS).get("rejected").intValue());
        assertEquals(0, load("va-transactions", TRANSACTIONS).get("rejected").intValue());
        yaml("/models", """
                code: verklig
                version: 1
                valid_from: 2008
                name: {sv: Verkliga siffror, en: Real figures}
                perspectives:
                  - code: external
                    name: {sv: Extern nytta, en: External benefit}
                    aggregation: geometric
                    measures:
                      - code: size
                        name: {sv: Folkmängd, en: Population}
                        value: last(real.inhabitants)
                        window: year
                        normalisation: {goalposts: {zero: 1000, hundred: 1000000}, scale: log}
                  - code: internal
                    name: {sv: Intern nytta, en: Internal benefit}
                    measures:
                      - code: transactions_per_user
                        name: {sv: Transaktioner per användare, en: Transactions per user}
                        value: sum(real.transactions) / sum(real.users)
                        window: rolling_12
                        normalisation: {goalposts: {zero: 2, hundred: 4}}
                """);
    }

    /** The column of a simple file, read without any of our own readers. */
    private static List<BigDecimal> column(Path file, int column) throws IOException {
        List<BigDecimal> numbers = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (String line : lines.subList(1, lines.size())) {
            numbers.add(new BigDecimal(line.split(",", -1)[column]));
        }
        return numbers;
    }

    private static BigDecimal lastTwelve(List<BigDecimal> numbers) {
        return numbers.subList(numbers.size() - 12, numbers.size()).stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void theRatioOfTwelveMonthsIsThatOfTheFiles() throws IOException {
        JsonNode scorecards = get("/scorecards?model=verklig&period=2021-02&organisation=va");
        JsonNode measure = scorecards
                .get("subjects")
                .get(0)
                .get("perspectives")
                .get(1)
                .get("measures")
                .get(0);
        double expected = lastTwelve(column(TRANSACTIONS, 1)).doubleValue()
                / lastTwelve(column(USERS, 2)).doubleValue();
        assertEquals(expected, measure.get("value").doubleValue(), 1e-9);
        assertEquals(100 * (expected - 2) / 2, measure.get("score").doubleValue(), 1e-6);
    }

    @Test
    void everyMunicipalityHasItsScore() throws IOException {
        JsonNode scorecards = get("/scorecards?model=verklig&period=2018");
        long municipalities = Files.readAllLines(POPULATION).stream()
                .skip(1)
                .filter(line -> line.contains(";2018;"))
                .count();
        long scored = 0;
        for (JsonNode subject : scorecards.get("subjects")) {
            JsonNode measure =
                    subject.get("perspectives").get(0).get("measures").get(0);
            String code = subject.get("subject").get("code").textValue();
            if (!code.equals("va")) {
                String line = lineOf(code + " ", ";2018;");
                double inhabitants = Double.parseDouble(line.substring(line.lastIndexOf(';') + 1));
                assertEquals(inhabitants, measure.get("value").doubleValue(), code);
                double score = 100 * Math.log(inhabitants / 1000) / Math.log(1000);
                assertEquals(score, measure.get("score").doubleValue(), 1e-9, code);
                scored++;
            }
        }
        assertEquals(municipalities, scored);
    }

    private static String lineOf(String start, String part) throws IOException {
        return Files.readAllLines(POPULATION).stream()
                .filter(line -> line.startsWith(start) && line.contains(part))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theExplanationEndsAtTheRow() throws IOException {
        String raw = lineOf("0180 ", ";2018;");
        JsonNode observation = get("/scorecards/explain?model=verklig&period=2018&organisation=0180&node=external/size")
                .at("/explanation/children/0/term/observations/0");
        assertEquals(
                POPULATION.getFileName().toString(), observation.get("fileName").textValue());
        assertEquals(raw, observation.at("/rows/0/text").textValue());
        int line = Files.readAllLines(POPULATION).indexOf(raw) + 1;
        assertEquals(line, observation.at("/rows/0/line").intValue());
    }

    @Test
    void aSumOfTwelveMonthsNamesTwelveRows() throws IOException {
        JsonNode explanation = get("/scorecards/explain?model=verklig&period=2021-02&organisation=va&node=internal")
                .get("explanation");
        JsonNode term = explanation.at("/children/0/children/0/term");
        assertEquals(12, term.get("observations").size());
        List<String> lines = Files.readAllLines(TRANSACTIONS);
        for (JsonNode observation : term.get("observations")) {
            assertTrue(lines.contains(observation.at("/rows/0/text").textValue()), observation.toString());
        }
        assertEquals(
                lastTwelve(column(TRANSACTIONS, 1)),
                new BigDecimal(term.get("value").asText()));
    }
}
