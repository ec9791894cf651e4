package se.styrkort.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.SharedData;
import se.styrkort.security.Accounts;
import se.styrkort.security.Grant;
import se.styrkort.security.Permission;
import se.styrkort.security.Role;
import se.styrkort.security.Tokens;

/** Answers that are delivered, one by one or summed up, and the figures that they come to. Each test has its own months. */
class SurveyIT {
    private static final String HEADER = "survey,respondent,respondent_group,question,answer,period\n";
    private static final String SUMS =
            "survey,respondent_group,question,period,answers,level,satisfied,mean,std_dev,invited\n";
    private static final List<String> COUNTS = List.of("rejected", "created", "unchanged", "restated");

    @AutoClose
    private static final RunningServer SERVER = new RunningServer("SurveyIT", Map.of());

    private static final Api API = new Api(SERVER);

    @BeforeAll
    static void catalog() {
        API.store("/catalog", """
                objects: [{code: o, name: O}]
                products: [{code: p, object: o, name: P}]
                services: [{code: desk, product: p, name: Desk}, {code: it-support, product: p, name: Support}]
                organisations:
                  - {code: town, name: Town}
                  - {code: a, name: A, parent: town}
                  - {code: b, name: B, parent: town}
                  - {code: c, name: C, parent: town}
                  - {code: kommunstyrelsen, name: KS}
                  - {code: socialnamnden, name: SN}
                surveys:
                  - code: support
                    name: {sv: Nöjdhet med it-stödet, en: Satisfaction with IT support}
                    satisfied: [4, 5]
                    questions: [{code: q, text: {sv: "Hur nöjd är du med it-stödet?", en: "How satisfied are you with IT support?"}}]
                    invited: {a: 20, b: 10, c: 10}
                    metrics: {answers: survey.support_answers, satisfied: survey.support_satisfied}
                  - {code: agile, name: AGILE-DM, scoring: sus, questions: [%s], scored: [%s]}
                  - {code: desk, name: Desk, scoring: mean, minimum: 1, about: desk}
                """.formatted(columns(14, "{code: c%d}"), columns(10, "c%d")));
    }

    private static String columns(int last, String form) {
        return IntStream.rangeClosed(1, last).mapToObj(form::formatted).collect(Collectors.joining(", "));
    }

    private static Api.Answer take(String query, String... rows) {
        return API.take("?profile=answers" + query, HEADER + String.join("\n", rows) + "\n");
    }

    private static Api.Answer sums(String query, String... rows) {
        return API.take("?profile=answers" + query, SUMS + String.join("\n", rows) + "\n");
    }

    private static String counts(Api.Answer answer) {
        assertEquals(200, answer.status(), answer.text());
        return COUNTS.stream().map(answer::get).collect(Collectors.joining(" "));
    }

    /** Answers of a group to the one question, as rows: {@code 5:4} is four answers of level 5. */
    private static String[] rows(String group, String month, String levels) {
        return Arrays.stream(levels.split(" "))
                .map(part -> part.split(":"))
                .flatMap(
                        part -> IntStream.range(0, Integer.parseInt(part[1])).mapToObj(i -> "support,%s%s-%d,%s,q,%s,%s"
                                .formatted(group, part[0], i, group, part[0], month)))
                .toArray(String[]::new);
    }

    /** The figures of a metric in a month, as {@code organisation value}, the whole as {@code *}. */
    private static String figures(String metric, String qualifier, String month) {
        return API
                .items("/observations?metric=survey.%s&qualifier=%s&from=%s&to=%s"
                        .formatted(metric, Api.encoded(qualifier), month, month))
                .stream()
                .map(item -> Api.text(item.get("organisation")).replace("null", "*") + " "
                        + (Api.text(item.get("state")).equals("VALUE")
                                ? Api.text(item.get("value"))
                                : Api.text(item.get("state"))))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String page(String path) {
        HttpResponse<String> page = SERVER.asAdmin(path);
        assertEquals(200, page.statusCode(), page.body());
        return page.body().replace('\u00a0', ' ');
    }

    private static final String PROFILE = """
            code: agile-lab
            into: answers
            format: csv
            delimiter: ","
            header: none
            unpivot: {columns: "c\\\\d+", as: question}
            fields:
              survey: {constant: agile}
              period: {constant: 2023-05}
              respondent: {line: true}
              question: {column: question}
              answer: {column: cell}
            """;

    @Test
    void realRespondentsHaveTheirScore() throws IOException {
        API.store("/profiles", PROFILE);
        List<String> lines = Files.readAllLines(SharedData.path("surveys/sus/agile_lab_evaluation.csv"));
        Api.Answer taken = API.take("?profile=agile-lab&source=agile", String.join("\n", lines));
        assertEquals("0 1 0 0", counts(taken));
        assertEquals(8 * 14, taken.number("used"));
        assertEquals("* 8", figures("answers", "agile", "2023-05"));
        assertEquals("* 597.5", figures("score_sum", "agile", "2023-05")); // 8 × 74.6875
        assertEquals("* 0", figures("incomplete", "agile", "2023-05"));
        assertEquals("* 8", figures("answers", "agile/c14", "2023-05"));
        assertEquals("* 4", figures("level", "agile/c14/4", "2023-05"));

        JsonNode trace = API.get("/observations/trace?metric=survey.score_sum&qualifier=agile&period=2023-05")
                .json()
                .get("current");
        assertEquals("survey", Api.text(trace.get("source")));
        assertTrue(
                Api.text(trace.get("rows").get(0).get("raw")).contains("survey.score_sum,,,agile,597.5"),
                trace.toString());

        // who stands on which line is of no account
        Collections.shuffle(lines, new Random(17));
        assertEquals("0 0 1 0", counts(API.take("?profile=agile-lab&source=agile", String.join("\n", lines))));
        lines.set(3, lines.get(3).replaceFirst("^\\d", ""));
        assertEquals("0 0 0 1", counts(API.take("?profile=agile-lab&source=agile", String.join("\n", lines))));
        assertEquals("* 7", figures("answers", "agile", "2023-05"));
        assertEquals("* 1", figures("incomplete", "agile", "2023-05"));
        String page = page("/surveys?survey=agile&period=2023-05");
        assertTrue(page.contains("7 svarande ger i medeltal"), page);
    }

    @Test
    void nothingOfAPersonIsStored() {
        String name = "kim.example.person";
        String[] rows = IntStream.range(0, 6)
                .mapToObj(i -> "support," + name + i + ",a,q,4,2022-01")
                .toArray(String[]::new);
        Api.Answer taken = take("&source=person&fileName=enkat.csv", rows);
        assertEquals("0 1 0 0", counts(taken));
        Api.Answer wrong =
                take("&source=person", "support," + name + ",a,q,9,2022-01", "support," + name + "7,a,q,4,2022-01");
        assertEquals("2:answer answer_outside_scale", wrong.places("rejections"));
        assertFalse(wrong.text().contains(name), wrong.text());
        for (String table : SERVER.rows("""
                select format('%I.%I', table_schema, table_name) as name from information_schema.tables
                where table_schema in ('styrkort', 'published') and table_type = 'BASE TABLE'""").stream()
                .map(row -> String.valueOf(row.get("name")))
                .toList()) {
            assertEquals(
                    0,
                    SERVER.number("select count(*) from %s t where t::text like '%%%s%%'".formatted(table, name)),
                    table);
        }
        assertEquals(
                0, SERVER.number("select count(*) from styrkort.import_content where import_id = " + taken.get("id")));
        Api.Answer kept = API.post(
                "/profiles",
                "application/yaml",
                BodyPublishers.ofString(PROFILE.replace("header: none", "header: none\nkeep: content")));
        assertEquals("6:7 profile_keep_answers", kept.places("errors"));
    }

    @Test
    void smallGroupsAreSecretAndCannotBeWorkedOut() {
        take("&source=small", rows("a", "2021-03", "5:6 4:3 1:2"));
        take("&source=small", rows("b", "2021-03", "5:3 2:3"));
        assertEquals("* 17, a 11, b 6, town 17", figures("answers", "support", "2021-03"));
        assertEquals("* 12, a 9, b 3, town 12", figures("satisfied", "support", "2021-03"));
        assertEquals("* 12, a 9, b 3, town 12", figures("support_satisfied", "support", "2021-03"));
        assertEquals("* 40, a 20, b 10, town 40", figures("invited", "support", "2021-03"));

        take("&source=small", rows("c", "2021-03", "1:2"));
        assertEquals("* 19, a 11, b SECRET, c SECRET, town 19", figures("answers", "support", "2021-03"));
        assertEquals("* 12, a 9, b SECRET, c SECRET, town 12", figures("support_satisfied", "support", "2021-03"));
        assertEquals("* 4, a 2, b SECRET, c SECRET, town 4", figures("level", "support/q/1", "2021-03"));
        String page = page("/surveys?survey=support&period=2021-03");
        assertTrue(page.contains("Resultatet visas inte för: B, C."), page);
        assertTrue(page.contains("Av 19 svar är 63"), page);
    }

    @Test
    void aLaterDeliveryReplacesTheGroupsThatItHolds() {
        take("&source=again", rows("a", "2020-05", "5:6"));
        take("&source=again", rows("b", "2020-05", "1:7"));
        Instant then = Instant.now();
        assertEquals("0 0 1 0", counts(take("&source=again", rows("a", "2020-05", "5:6"))));
        assertEquals("0 0 0 1", counts(take("&source=again", rows("a", "2020-05", "5:7 2:1"))));
        assertEquals("* 15, a 8, b 7, town 15", figures("answers", "support", "2020-05"));
        assertEquals(
                "13",
                Api.text(
                        API.items("/observations?metric=survey.answers&qualifier=support&organisation=town&from=2020-05"
                                        + "&to=2020-05&asOf=" + then)
                                .getFirst()
                                .get("value")));

        assertEquals("8 0 0 0", counts(take("&source=other", rows("a", "2020-05", "5:8"))));
        assertEquals("0 0 0 1", counts(take("&source=other&takeover=true", rows("a", "2020-05", "5:8"))));
        assertEquals("* 8, a 8, b 0, town 8", figures("satisfied", "support", "2020-05"));
        assertEquals("0 0 0 1", counts(sums("&source=other", "support,a,,2020-05,0,,,,,")));
        assertEquals("* 7, a 0, b 7, town 7", figures("answers", "support", "2020-05"));
    }

    @Test
    void aClosedMonthIsRestatedForAReasonOnly() {
        take("&source=closed", rows("a", "2019-04", "5:6"));
        Api.Answer close = API.post("/periods/2019-04/close", "application/json", BodyPublishers.noBody());
        assertEquals(200, close.status(), close.text());
        assertEquals("0 0 1 0", counts(take("&source=closed", rows("a", "2019-04", "5:6"))));
        Api.Answer refused = take("&source=closed", rows("a", "2019-04", "5:5 1:1"));
        assertEquals("6 0 0 0", counts(refused));
        assertTrue(refused.places("rejections").startsWith("2: closed_without_reason"), refused.text());
        assertEquals("0 0 0 1", counts(take("&source=closed&reason=Fel+fil", rows("a", "2019-04", "5:5 1:1"))));
        assertEquals("* 5, a 5, town 5", figures("satisfied", "support", "2019-04"));
    }

    @Test
    void summariesBecomeTheSameFigures() {
        assertEquals(
                "0 3 0 0",
                counts(sums(
                        "&source=sums",
                        "support,a,q,2018-02,10,5,,,,",
                        "support,a,q,2018-02,2,1,,,,25",
                        "support,b,q,2018-02,12,,9,3.75,0.5,",
                        "support,c,,2018-02,8,,6,,,")));
        assertEquals("* 32, a 12, b 12, c 8, town 32", figures("answers", "support", "2018-02"));
        assertEquals("* 25, a 10, b 9, c 6, town 25", figures("satisfied", "support", "2018-02"));
        assertEquals("a 52, b 45", figures("score_sum", "support", "2018-02"));
        assertEquals("a 252, b 171.5", figures("score_squares", "support", "2018-02"));
        // of b more have answered than the definition knows to have been asked
        assertEquals("* 45, a 25, c 10, town 45", figures("invited", "support", "2018-02"));
        assertEquals("a 10", figures("level", "support/q/5", "2018-02"));

        Api.Answer bad = sums(
                "&source=bad",
                "support,a,q,2017-02,10,,11,,,",
                "support,a,q,2017-02,10,,,5.5,,",
                "support,a,q,2017-02,10,,,,0.5,",
                "support,a,q,2017-02,10,5,3,,,",
                "support,a,q,2017-02,10,,3,,,9",
                "support,a,other,2017-02,10,,3,,,",
                "nothing,a,q,2017-02,10,,3,,,",
                "support,a,q,2017,10,,3,,,",
                "support,b,q,2017-02,10,5,,,,",
                "support,b,q,2017-02,11,5,,,,",
                "support,c,q,2017-02,10,5,,,,",
                "support,c,q,2017-02,10,,7,,,");
        assertEquals("""
                2:satisfied number_not_within
                3:mean answer_outside_scale
                4:std_dev deviation_without_mean
                5:level level_and_more
                6:invited more_answers_than_invited
                7:question unknown_question
                8:survey unknown_survey
                9:period month_expected
                10: contradicting_answer
                11: contradicting_answer
                13: summary_beside_answers""", bad.places("rejections"));
        assertEquals("11 1 0 0", counts(bad));
    }

    @Test
    void answersThatContradictEachOtherAreRejected() {
        Api.Answer taken = take(
                "&source=twice",
                "support,kim,a,q,4,2016-02",
                "support,kim,a,q,5,2016-02",
                "support,lou,a,q,5,2016-02",
                "support,lou,a,q,5,2016-02",
                "support,max,a,q,,2016-02",
                "support,,a,q,3,2016-02",
                "agile,,a,c1,3,2016-02");
        assertEquals("2: contradicting_answer\n3: contradicting_answer\n8:respondent respondent_needed", sorted(taken));
        assertEquals("3 1 0 0", counts(taken));
        assertEquals(2, SERVER.number("select respondents from styrkort.survey_group where month = '2016-02-01'"));
    }

    private static String as(String name, Grant grant) {
        assertTrue(SERVER.bean(Accounts.class).create(name, List.of(grant)).isPresent());
        return "Bearer "
                + SERVER.bean(Tokens.class)
                        .make(name, "test", EnumSet.allOf(Permission.class), Duration.ofDays(1))
                        .clear();
    }

    @Test
    void whoeverDeliversForAnOrganisationBringsItsAnswersOnly() {
        String token = as("leverans", new Grant(Role.STEWARD, Set.of("a"), Set.of()));
        String rows =
                String.join("\n", rows("a", "2014-02", "5:6")) + "\n" + String.join("\n", rows("b", "2014-02", "1:1"));
        HttpResponse<String> taken = SERVER.send(SERVER.to("/api/v1/imports?profile=answers&source=leverans")
                .header("Authorization", token)
                .POST(BodyPublishers.ofString(HEADER + rows)));
        assertTrue(taken.body().contains("\"rejected\":1,\"created\":1"), taken.body());
        assertTrue(taken.body().contains("out_of_scope"), taken.body());
        assertEquals("* 6, a 6, town 6", figures("answers", "support", "2014-02"));
    }

    @Test
    void whoSeesWhat() {
        take("&source=seen", rows("a", "2013-02", "5:6"));
        take("&source=seen", rows("b", "2013-02", "1:7"));
        String path = "/surveys?survey=support&period=2013-02";
        String it = SERVER.get(path, "Authorization", as("it", Grant.ofEverything(Role.IT_MANAGEMENT)))
                .body();
        assertTrue(it.contains("Av 13 svar"), it);
        assertTrue(it.contains("<th scope=\"row\">B</th>"), it);
        String reader = SERVER.get(
                        path + "&organisation=b",
                        "Authorization",
                        as("lasare", new Grant(Role.READER, Set.of("a"), Set.of())))
                .body();
        // what all answered is the whole municipality's, and what others answered would be the rest of it
        assertFalse(reader.contains("Av 13 svar"), reader);
        assertTrue(reader.contains("<th scope=\"row\">A</th>"), reader);
        assertFalse(reader.contains("<th scope=\"row\">B</th>"), reader);
    }

    @Test
    void aSurveyAboutAServiceIsOfIt() {
        assertEquals(
                "0 1 0 0",
                counts(take(
                        "&source=desk", "desk,x,a,fel,1,2012-03", "desk,y,a,fel,4,2012-03", "desk,z,a,fel,,2012-03")));
        JsonNode sum = API.items(
                        "/observations?metric=survey.score_sum&qualifier=desk&organisation=a&from=2012-03&to=2012-03")
                .getFirst();
        assertEquals("desk 5", Api.text(sum.get("service")) + " " + Api.text(sum.get("value")));
        String page = page("/surveys?survey=desk&period=2012-03&lang=en");
        assertTrue(page.contains("2 answers have the mean 2.50."), page);
        // Student's t with one degree of freedom, 2.5 ± 12.706 · 2.1213 ÷ √2, would go beyond the scale
        assertTrue(page.contains("1.00 to 5.00"), page);
    }

    /** What docs/surveys.md says can be written, is taken. */
    @Test
    void theDocumentedFilesAreTaken() throws IOException {
        String docs = Files.readString(Path.of("docs/surveys.md"));
        List<String> yaml = blocks(docs, "yaml");
        API.store("/catalog", yaml.getFirst());
        List<String> csv = blocks(docs, "csv");
        assertEquals("0 1 0 0", counts(API.take("?profile=answers&source=docs", csv.getFirst())));
        assertEquals("0 1 0 1", counts(API.take("?profile=answers&source=docs", csv.getLast())));
        assertEquals("* 100, kommunstyrelsen 43, socialnamnden 57", figures("support_answers", "it-stod", "2026-04"));
        assertEquals("* 84, kommunstyrelsen 43, socialnamnden 41", figures("support_satisfied", "it-stod", "2026-04"));
        API.store("/catalog", "surveys: [{code: anvandbarhet, name: A, scoring: sus}]");
        API.store("/profiles", yaml.getLast());
        assertEquals(
                "0 1 0 0",
                counts(API.take(
                        "?profile=anvandbarhet&source=docs", "4,2\n5,1\n".replace("\n", ",3,3,3,3,3,3,3,3\n"))));
    }

    private static List<String> blocks(String docs, String language) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(docs)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static String sorted(Api.Answer answer) {
        return answer.places("rejections").lines().sorted().collect(Collectors.joining("\n"));
    }

    @Test
    void anotherDefinitionCountsTheSameAnswersAnew() {
        String definition = "surveys: [{code: moved, name: M, satisfied: [%s], minimum: 1%s}]";
        API.store("/catalog", definition.formatted("5", ""));
        take("&source=moved", "moved,x,a,q,5,2015-03", "moved,y,a,q,4,2015-03");
        assertEquals("* 1, a 1, town 1", figures("satisfied", "moved", "2015-03"));
        API.store("/catalog", definition.formatted("4, 5", ", about: desk"));
        take("&source=moved", "moved,z,b,q,5,2015-03");
        assertEquals(
                "* 3, * MISSING, a 2, a MISSING, b 1, town 3, town MISSING", figures("satisfied", "moved", "2015-03"));
    }
}
