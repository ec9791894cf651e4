package se.styrkort.observation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.catalog.Rule;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;

/** The roll-up rules, each as one case of {@code rollup.txt} with a metric of its own, on a real database. */
class RollupIT {
    private static final String HEADER = "period;metric;service;organisation;qualifier;value\n";

    @AutoClose
    private static final RunningServer SERVER = new RunningServer("RollupIT", Map.of());

    private final Api api = new Api(SERVER);
    private final TransactionFactory transactions = SERVER.bean(TransactionFactory.class);
    private final RevisionRepository revisions = SERVER.bean(RevisionRepository.class);
    private final CatalogRepository catalogs = SERVER.bean(CatalogRepository.class);
    private final RollupRepository rollups = SERVER.bean(RollupRepository.class);

    /** A line of the table; the metric is named after its number. */
    private record Case(
            String metric,
            String shows,
            List<String> rules,
            List<String[]> figures,
            List<String> question,
            String answer) {
        static List<Case> all() throws IOException {
            List<Case> cases = new ArrayList<>();
            try (InputStream in = Objects.requireNonNull(RollupIT.class.getResourceAsStream("rollup.txt"))) {
                for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList()) {
                    if (!line.isBlank() && !line.startsWith("#")) {
                        String[] parts = line.split(" \\| ");
                        cases.add(new Case(
                                "case" + cases.size(),
                                parts[0],
                                List.of(parts[1].split(" ")),
                                Arrays.stream(parts[2].split("; "))
                                        .map(figure -> figure.split(" "))
                                        .toList(),
                                List.of(parts[3].split(" ")),
                                parts[4]));
                    }
                }
            }
            return cases;
        }

        String granularity() {
            return Period.parse(figures.getFirst()[0])
                    .orElseThrow()
                    .granularity()
                    .code();
        }

        String catalog() {
            return "  - {code: %s, name: M, unit: \"1\", granularity: %s, over_services: %s, over_qualifiers: %s, over_organisations: %s}\n"
                    .formatted(metric, granularity(), rules.get(0), rules.get(1), rules.get(2));
        }

        /** Its rows; {@code more} is added to every number, to make a restatement. */
        String rows(int more) {
            StringBuilder rows = new StringBuilder();
            for (String[] figure : figures) {
                String value =
                        switch (figure[4]) {
                            case "missing" -> "-";
                            case "na" -> ".";
                            case "secret" -> "..";
                            default ->
                                new BigDecimal(figure[4])
                                        .add(BigDecimal.valueOf(more))
                                        .toPlainString();
                        };
                rows.append(String.join(
                                ";", figure[0], metric, none(figure[2]), none(figure[1]), none(figure[3]), value))
                        .append('\n');
            }
            return rows.toString();
        }

        private static String none(String text) {
            return text.equals("-") ? "" : text;
        }

        private @Nullable String attribute(String name) {
            return question.stream()
                    .filter(word -> word.startsWith(name + "="))
                    .map(word -> word.substring(name.length() + 1))
                    .findFirst()
                    .orElse(null);
        }

        private boolean says(String word) {
            return question.contains(word);
        }

        Rollup rollup(Catalog catalog) {
            List<Period> periods = new ArrayList<>();
            String[] bounds = question.get(2).split("\\.\\.");
            Period last = Period.parse(bounds[1]).orElseThrow();
            for (Period each = Period.parse(bounds[0]).orElseThrow(); each.compareTo(last) <= 0; each = each.next()) {
                periods.add(each);
            }
            String share = attribute("min_share");
            return new Rollup(
                    Objects.requireNonNull(catalog.metric(metric)),
                    question.get(0).equals("count")
                            ? null
                            : Rule.valueOf(question.get(0).toUpperCase(Locale.ROOT)),
                    attribute("service"),
                    attribute("group"),
                    attribute("qualifier"),
                    new BigDecimal(share == null ? "1" : share),
                    says("common"),
                    periods,
                    says("latest"));
        }

        /** The same of one period, with a rule that leaves one value as it is. */
        Rollup of(Rollup rollup, Period period) {
            return new Rollup(
                    rollup.metric(),
                    Rule.SUM,
                    rollup.service(),
                    rollup.group(),
                    rollup.qualifier(),
                    rollup.minShare(),
                    false,
                    List.of(period),
                    false);
        }

        Scope scope() {
            String[] subject = question.get(1).split(":");
            return new Scope(7, subject[0].equals("*") ? null : subject[0], subject.length > 1 ? subject[1] : null);
        }
    }

    private void load(List<Case> cases) {
        StringBuilder catalog = new StringBuilder("""
                objects: [{code: ikt, name: IKT}]
                products: [{code: anv, object: ikt, name: Användarnära}]
                services:
                  - {code: s1, product: anv, name: S1, availability_group: business_system}
                  - {code: s2, product: anv, name: S2, availability_group: business_system}
                  - {code: s3, product: anv, name: S3, availability_group: infrastructure}
                organisations:
                  - {code: k, name: K}
                  - {code: n1, name: N1, parent: k}
                  - {code: n2, name: N2, parent: k}
                  - {code: e1, name: E1, parent: n1}
                  - {code: e2, name: E2, parent: n1}
                  - {code: e3, name: E3, parent: n2}
                  - {code: x, name: X}
                metrics:
                """);
        StringBuilder rows = new StringBuilder(HEADER);
        cases.forEach(each -> {
            catalog.append(each.catalog());
            rows.append(each.rows(0));
        });
        rows.append("""
                2026-01;usage.active_users;s1;e1;;10
                2026-01;usage.active_users;s2;e1;;1
                2026-01;usage.active_users;s3;e3;;3
                2026-01;usage.active_users;s1;e2;;3
                2026-01;usage.active_users;s2;e2;;0
                2026-01;usage.active_users;s3;e2;;-
                2026-02;usage.active_users;s2;e2;;4
                """);
        api.store("/catalog", catalog.toString());
        take(rows.toString());
    }

    private void take(String rows) {
        Api.Answer answer = api.take("?source=rollup", rows);
        assertEquals("200 0", answer.status() + " " + answer.get("rejected"), answer.text());
    }

    /** The answer to each case, at a revision that may have passed. */
    private Map<String, String> answers(List<Case> cases, long revision, boolean current) {
        return transactions.inTransaction(connection -> {
            Catalog catalog = catalogs.read(connection, revision);
            Map<String, String> answers = new LinkedHashMap<>();
            for (Case each : cases) {
                Map<Integer, Measured> values = rollups.values(
                                connection,
                                catalog,
                                new RollupRepository.At(revision, current),
                                List.of(each.scope(), new Scope(8, "x", null)),
                                each.rollup(catalog))
                        .bySubject();
                Measured measured = Objects.requireNonNull(values.get(7));
                BigDecimal value = measured.value();
                answers.put(
                        each.shows(),
                        value == null
                                ? measured.state().name()
                                : value.stripTrailingZeros().toPlainString());
            }
            return answers;
        });
    }

    @Test
    void everyCaseHasItsAnswerNowAndAsOfThen() throws IOException {
        List<Case> cases = Case.all();
        assertTrue(cases.size() > 60);
        load(cases);
        Map<String, String> expected = new LinkedHashMap<>();
        cases.forEach(each -> expected.put(each.shows(), each.answer()));
        assertEquals(cases.size(), expected.size(), "each case shows something else");
        long then = revisions.at(null);
        assertEquals(lines(expected), lines(answers(cases, then, true)));
        assertEquals(lines(expected), lines(answers(cases, then, false)));

        StringBuilder restated = new StringBuilder(HEADER);
        cases.forEach(each -> restated.append(each.rows(1000)));
        take(restated.toString());
        api.store("/catalog", "organisations: [{code: e3, name: E3, parent: n1}, {code: n2, name: N2}]");
        long now = revisions.at(null);
        assertEquals(lines(expected), lines(answers(cases, then, false)), "as of then");
        Map<String, String> changed = answers(cases, now, true);
        assertTrue(!lines(changed).equals(lines(expected)));
        assertEquals(lines(changed), lines(answers(cases, now, false)));
    }

    private static String lines(Map<String, String> answers) {
        StringBuilder lines = new StringBuilder();
        answers.forEach((shows, answer) ->
                lines.append(shows).append(": ").append(answer).append('\n'));
        return lines.toString();
    }

    /** What an explanation lists is what the value was made of. */
    @Test
    void theObservationsBehindAValueAddUpToIt() throws IOException {
        List<Case> cases = Case.all().stream()
                .filter(each -> each.shows().startsWith("one with a total")
                        || each.shows().startsWith("an own observation counts"))
                .toList();
        load(Case.all());
        transactions.inTransaction(connection -> {
            long revision = revisions.at(connection, null);
            Catalog catalog = catalogs.read(connection, revision);
            for (Case each : cases) {
                BigDecimal sum = rollups
                        .observations(
                                connection,
                                catalog,
                                new RollupRepository.At(revision, true),
                                List.of(each.scope()),
                                each.rollup(catalog),
                                100)
                        .cells()
                        .stream()
                        .map(cell -> Objects.requireNonNull(cell.value()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                assertEquals(0, new BigDecimal(each.answer()).compareTo(sum), each.shows());
            }
            return true;
        });
    }

    /** Such as headlines of a month in which no organisation has figures. */
    @Test
    void askedAboutNobodyThereIsNoAnswer() throws IOException {
        List<Case> cases = Case.all();
        load(cases);
        int asked = transactions.inTransaction(connection -> {
            RollupRepository.At at = new RollupRepository.At(revisions.at(connection, null), true);
            Catalog catalog = catalogs.read(connection, at.revision());
            for (Case each : cases) {
                assertEquals(
                        Map.of(),
                        rollups.values(connection, catalog, at, List.of(), each.rollup(catalog))
                                .bySubject());
            }
            return cases.size();
        });
        assertTrue(asked > 60);
    }

    /** Asked together, of all subjects at once, each question has the answer that it has alone. */
    @Test
    void manyQuestionsAtOnceHaveTheAnswersOfEach() throws IOException {
        List<Case> cases = Case.all();
        load(cases);
        List<Scope> subjects = cases.stream()
                .map(Case::scope)
                .distinct()
                .map(scope -> new Scope(scope.hashCode(), scope.organisation(), scope.service()))
                .toList();
        transactions.inTransaction(connection -> {
            long revision = revisions.at(connection, null);
            Catalog catalog = catalogs.read(connection, revision);
            for (boolean current : new boolean[] {true, false}) {
                RollupRepository.At at = new RollupRepository.At(revision, current);
                List<Rollup> questions =
                        cases.stream().map(each -> each.rollup(catalog)).toList();
                List<RollupRepository.Answers> together = rollups.values(connection, catalog, at, subjects, questions);
                StringBuilder expected = new StringBuilder();
                StringBuilder given = new StringBuilder();
                for (int i = 0; i < cases.size(); i++) {
                    Scope scope = cases.get(i).scope();
                    RollupRepository.Answers alone =
                            rollups.values(connection, catalog, at, List.of(scope), questions.get(i));
                    expected.append(line(cases.get(i), alone, scope.subject()));
                    given.append(line(cases.get(i), together.get(i), scope.hashCode()));
                }
                assertEquals(expected.toString(), given.toString());
            }
            return true;
        });
    }

    private static String line(Case asked, RollupRepository.Answers answers, int subject) {
        Measured measured = Objects.requireNonNull(answers.bySubject().get(subject));
        return "%s: %s %s %s %s%n"
                .formatted(
                        asked.shows(),
                        measured.state(),
                        measured.value(),
                        measured.of(),
                        answers.withFigures().contains(subject));
    }

    /** By period, each value is the answer to the same question about that period alone. */
    @Test
    void valuesByPeriodAreTheAnswersForEachPeriod() throws IOException {
        List<Case> cases = Case.all();
        load(cases);
        int compared = transactions.inTransaction(connection -> {
            long revision = revisions.at(connection, null);
            Catalog catalog = catalogs.read(connection, revision);
            int count = 0;
            for (boolean current : new boolean[] {true, false}) {
                RollupRepository.At at = new RollupRepository.At(revision, current);
                for (Case each : cases) {
                    Rollup rollup = each.rollup(catalog);
                    if (rollup.common() || rollup.latest()) {
                        continue; // which services were used is asked of the whole window
                    }
                    List<Scope> scopes = List.of(each.scope());
                    var byPeriod = rollups.byPeriod(connection, catalog, at, scopes, rollup)
                            .getOrDefault(7, new java.util.TreeMap<>());
                    for (Period period : rollup.periods()) {
                        RollupRepository.Answers alone =
                                rollups.values(connection, catalog, at, scopes, each.of(rollup, period));
                        PeriodValue value = byPeriod.get(period);
                        assertEquals(alone.withFigures().contains(7), value != null, each.shows() + " " + period);
                        if (value != null) {
                            assertEquals(alone.bySubject().get(7), value.measured(), each.shows() + " " + period);
                            assertTrue(value.parts() >= value.emptyParts() && value.parts() > 0);
                            count++;
                        }
                    }
                }
            }
            return count;
        });
        assertTrue(compared > 100, String.valueOf(compared));
    }
}
