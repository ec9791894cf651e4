package se.styrkort.servicedesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.tree.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import se.styrkort.Api;
import se.styrkort.RunningServer;
import se.styrkort.availability.MonthlyFigure;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.store.TransactionFactory;

/** Logs of tickets that are delivered again and again, and what becomes of the months. Each test has a year of its own. */
class TicketIT {
    private static final String HEADER =
            "id,service,organisation,opened_at,resolved_at,closed_at,on_hold_s,priority,channel,first_contact,within_level,reopened\n";

    private static final List<String> COUNTS = List.of("rejected", "created", "unchanged", "restated");

    @AutoClose
    private static final RunningServer SERVER = new RunningServer("TicketIT", Map.of());

    private static final Api API = new Api(SERVER);

    @BeforeAll
    static void catalog() {
        API.store("/catalog", """
                objects: [{code: o, name: O}]
                products: [{code: p, object: o, name: P}]
                services: [{code: mail, product: p, name: Mail}, {code: web, product: p, name: Web}]
                organisations: [{code: board, name: Board}, {code: unit, name: Unit, parent: board}]
                """);
    }

    private static Api.Answer take(String query, String... rows) {
        return API.take("?profile=tickets" + query, HEADER + String.join("\n", rows) + "\n");
    }

    private static String counts(Api.Answer answer) {
        assertEquals(200, answer.status(), answer.text());
        return COUNTS.stream().map(answer::get).collect(Collectors.joining(" "));
    }

    /** The whole's values of some metrics of a service, as {@code month opened/backlog/resolved}. */
    private static String months(String query) {
        return months(query, "opened", "backlog", "resolved");
    }

    private static String months(String query, String... metrics) {
        List<JsonNode> items = API.items("/observations?limit=50000" + query).stream()
                .filter(item -> Api.text(item.get("qualifier")).isEmpty())
                .filter(item -> query.contains("&organisation=")
                        || Api.text(item.get("organisation")).equals("null"))
                .filter(item -> query.contains("&service=")
                        || Api.text(item.get("service")).equals("null"))
                .toList();
        return items.stream()
                .map(item -> Api.text(item.get("period")))
                .distinct()
                .sorted()
                .map(month -> month + " "
                        + Arrays.stream(metrics)
                                .map(metric -> items.stream()
                                        .filter(item -> Api.text(item.get("metric"))
                                                        .equals("desk." + metric)
                                                && Api.text(item.get("period")).equals(month))
                                        .map(item -> Api.text(item.get("value")))
                                        .findFirst()
                                        .orElse("-"))
                                .collect(Collectors.joining("/")))
                .collect(Collectors.joining("; "));
    }

    private static long revision() {
        return SERVER.number("select max(revision) from styrkort.revision");
    }

    /** Which months of which services got other figures after a revision. */
    private static String changedSince(long revision) {
        return SERVER.rows("""
                select distinct coalesce(e.code, '*') || ' ' || to_char(o.period, 'YYYY-MM') as what
                from styrkort.observation o join styrkort.series s using (series_id)
                left join styrkort.catalog_entry e on e.entry_id = s.service_id
                where o.revision > %d order by 1""".formatted(revision)).stream()
                .map(row -> String.valueOf(row.get("what")))
                .collect(Collectors.joining(", "));
    }

    private static void close(String month) {
        Api.Answer answer = API.post("/periods/" + month + "/close", "application/json", BodyPublishers.noBody());
        assertEquals(200, answer.status(), answer.text());
    }

    @Test
    void aLogThatComesAgainRestatesExactlyTheMonthsItTouches() {
        String resolved = "A,mail,unit,2019-01-07T09:00,2019-01-07T10:00,,,1,phone,true,true,0";
        String open = "B,mail,board,2019-01-10T09:00,,,,2,web,,,";
        String other = "C,web,,2019-01-15T09:00,2019-04-16T09:00,,,,,,,";
        assertEquals("0 3 0 0", counts(take("&source=again", resolved, open, other)));
        assertEquals(
                "2019-01 2/1/1; 2019-02 0/1/0; 2019-03 0/1/0; 2019-04 0/1/0",
                months("&service=mail&from=2019-01&to=2019-12"));
        assertEquals("2019-01 3/2/1; 2019-02 0/2/0; 2019-03 0/2/0; 2019-04 0/1/1", months("&from=2019-01&to=2019-12"));

        long before = revision();
        assertEquals("0 0 3 0", counts(take("&source=again", resolved, open, other)));
        assertEquals(before, revision());

        // put away later: another version, and no figure is another
        String closed = resolved.replace("10:00,,", "10:00,2019-02-01T08:00,");
        assertEquals("0 0 2 1", counts(take("&source=again", closed, open, other)));
        assertEquals("", changedSince(before));

        String done = "B,mail,board,2019-01-10T09:00,2019-03-04T09:00,,3600,2,web,false,false,";
        assertEquals("0 0 2 1", counts(take("&source=again", closed, done, other)));
        assertEquals("* 2019-03, * 2019-04, mail 2019-03, mail 2019-04", changedSince(before));
        assertEquals(
                "2019-01 2/1/1; 2019-02 0/1/0; 2019-03 0/0/1; 2019-04 0/0/0",
                months("&service=mail&from=2019-01&to=2019-12"));

        // what was on another service is no more on the old one, and the whole has as many as before
        before = revision();
        assertEquals("0 0 0 1", counts(take("&source=again", closed.replace("mail", "web"))));
        assertEquals("mail 2019-01, web 2019-01", changedSince(before));
        assertEquals("2019-01 1/1/0", months("&service=mail&from=2019-01&to=2019-01"));
        assertEquals("2019-01 0/0/0", months("&service=mail&organisation=unit&from=2019-01&to=2019-01"));
        assertEquals("2019-01 2/1/1", months("&service=web&from=2019-01&to=2019-01"));
    }

    @Test
    void aLogThatReachesFurtherTellsOfWhatWasOpenMeanwhile() {
        assertEquals("0 1 0 0", counts(take("&source=reach", "A,mail,,2018-01-10T09:00,,,,,,,,")));
        assertEquals("2018-01 1/1/0", months("&service=mail&from=2018-01&to=2018-12"));
        assertEquals(
                "0 1 1 0",
                counts(take(
                        "&source=reach",
                        "A,mail,,2018-01-10T09:00,,,,,,,,",
                        "B,web,,2018-03-10T09:00,2018-03-11T09:00,,,,,,,")));
        assertEquals("2018-01 1/1/0; 2018-02 0/1/0; 2018-03 0/1/0", months("&service=mail&from=2018-01&to=2018-12"));
        assertEquals("2018-03 1/0/1", months("&service=web&from=2018-01&to=2018-12"));
    }

    @Test
    void aClosedMonthIsRestatedForAReasonOnly() {
        String[] rows = {"A,mail,,2017-01-10T09:00,2017-01-10T11:00,,,1,,,true,", "B,mail,,2017-01-11T09:00,,,,1,,,,"};
        assertEquals("0 2 0 0", counts(take("&source=closed", rows)));
        close("2017-01");
        assertEquals(
                "0 0 1 1",
                counts(take(
                        "&source=closed",
                        rows[0],
                        "B,mail,,2017-01-11T09:00,2017-02-01T09:00,2017-02-02T09:00,,1,,,true,")));

        rows[0] = rows[0].replace("11:00", "12:00");
        Api.Answer refused = take("&source=closed", rows[0], "C,web,,2017-01-20T09:00,2017-01-20T10:00,,,,,,,");
        assertEquals("2 0 0 0", counts(refused));
        assertEquals("2: closed_without_reason\n3: closed_without_reason", refused.places("rejections"));
        assertEquals("2017-01 7200", months("&service=mail&from=2017-01&to=2017-01", "handling_s"));

        assertEquals("0 0 0 1", counts(take("&source=closed&reason=Fel+tid", rows[0])));
        assertEquals("2017-01 10800", months("&service=mail&from=2017-01&to=2017-01", "handling_s"));
        Api.Answer trace = API.get("/observations/trace?metric=desk.handling_s&service=mail&period=2017-01");
        assertEquals("Fel tid", Api.text(trace.json().get("current").get("reason")));
        assertEquals("7200", Api.text(trace.json().get("earlier").get(0).get("value")));
    }

    @Test
    void figuresAndTicketsStayAsTheyWereKnownThen() {
        take("&source=then", "A,mail,,2016-01-11T09:00,2016-01-11T10:00,,,1,phone,true,true,0");
        Instant then = Instant.now();
        take("&source=then", "A,mail,,2016-01-11T09:00,2016-01-11T12:00,,600,1,phone,false,false,2");

        assertEquals(
                "2016-01 10200/0/1",
                months("&service=mail&from=2016-01&to=2016-01", "handling_s", "within_level", "reopened"));
        assertEquals(
                "2016-01 3600/1/0",
                months("&service=mail&from=2016-01&to=2016-01&asOf=" + then, "handling_s", "within_level", "reopened"));
        JsonNode now = API.items("/tickets?service=mail&month=2016-01").getFirst();
        JsonNode before =
                API.items("/tickets?service=mail&month=2016-01&asOf=" + then).getFirst();
        assertEquals(
                "2016-01-11T11:00:00Z 10200 10200 2 opened resolved",
                Api.text(now.get("resolvedAt")) + " " + Api.text(now.get("handlingSeconds")) + " "
                        + Api.text(now.get("handlingCalendarSeconds")) + " " + Api.text(now.get("reopened")) + " "
                        + Api.text(now.get("countedAs").get(0)) + " "
                        + Api.text(now.get("countedAs").get(1)));
        assertEquals(
                "2016-01-11T09:00:00Z 3600 0",
                Api.text(before.get("resolvedAt")) + " " + Api.text(before.get("handlingSeconds")) + " "
                        + Api.text(before.get("reopened")));
        assertEquals(List.of(), API.items("/tickets?month=2016-01&asOf=2016-02-01T00:00:00Z"));
    }

    @Test
    void aFigureLeadsToItsImportItsTicketsAndTheirRows() {
        Api.Answer taken = take("&source=trace", "A,mail,unit,2015-03-02T09:00,2015-03-02T10:00,,,1,,,true,");
        JsonNode trace = API.get(
                        "/observations/trace?metric=desk.resolved&service=mail&organisation=board&qualifier=1&period=2015-03")
                .json()
                .get("current");
        assertEquals("servicedesk", Api.text(trace.get("source")));
        assertEquals("1", Api.text(trace.get("value")));
        assertTrue(
                Api.text(trace.get("rows").get(0).get("raw")).startsWith("2015-03,desk.resolved,mail,board,1,1,"),
                trace.toString());

        List<JsonNode> tickets = API.items("/tickets?service=mail&month=2015-03");
        assertEquals(1, tickets.size());
        JsonNode ticket = tickets.getFirst();
        assertEquals(taken.get("id"), Api.text(ticket.get("importId")));
        assertEquals("trace 2", Api.text(ticket.get("source")) + " " + Api.text(ticket.get("line")));
    }

    @Test
    void whatIsOnlyTriedChangesNothing() {
        String row = "A,mail,,2014-03-03T09:00,2014-03-03T10:00,,,1,,,true,";
        long before = revision();
        assertEquals("0 1 0 0", counts(take("&source=dry&dryRun=true", row)));
        assertEquals(before, revision());
        assertEquals(
                "[]",
                SERVER.rows("select * from styrkort.due where month = '2014-03-01'")
                        .toString());
        assertEquals("", months("&from=2014-01&to=2014-12"));
        assertEquals("0 1 0 0", counts(take("&source=dry", row)));
        assertEquals("0 0 0 1", counts(take("&source=dry&dryRun=true", row.replace("10:00", "11:00"))));
        assertEquals("2014-03 3600", months("&from=2014-01&to=2014-12", "handling_s"));
    }

    @Test
    void aFileReadAgainBringsWhatWaitedAndOverwritesNothingLater() {
        Api.Answer first = take(
                "&source=replay",
                "A,mail,,2013-03-04T09:00,2013-03-04T10:00,,,,,,,",
                "B,mail,ny-namnd,2013-03-04T09:00,2013-03-04T10:00,,,,,,,");
        assertEquals("1 1 0 0", counts(first));
        assertEquals("0 0 0 1", counts(take("&source=replay", "A,mail,,2013-03-04T09:00,2013-03-04T12:00,,,,,,,")));
        API.store("/catalog", "organisations: [{code: ny-namnd, name: Ny nämnd}]");
        Api.Answer replayed =
                API.post("/imports/" + first.get("id") + "/replay", "application/json", BodyPublishers.noBody());
        assertEquals("0 1 1 0", counts(replayed));
        assertEquals("2013-03 2/2/14400", months("&from=2013-01&to=2013-12", "opened", "resolved", "handling_s"));
        assertEquals(
                "2013-03 1/3600",
                months("&service=mail&organisation=ny-namnd&from=2013-01&to=2013-12", "opened", "handling_s"));
    }

    @Test
    void everyOrganisationHasFiguresWithThoseBelowIt() {
        take(
                "&source=tree",
                "A,mail,unit,2012-03-05T09:00,2012-03-05T10:00,,,1,,,true,",
                "B,mail,board,2012-03-05T09:00,2012-03-05T12:00,,,2,,,false,",
                "C,mail,,2012-03-05T09:00,2012-03-05T13:00,,,,,,,",
                "D,,unit,2012-03-05T09:00,2012-03-05T16:00,,,,,,,");
        String[] metrics = {"resolved", "contacts", "within_level", "handling_median_s", "handling_p90_s"};
        assertEquals("2012-03 3/2/1/10800/13680", months("&service=mail&from=2012-03&to=2012-03", metrics));
        assertEquals(
                "2012-03 2/2/1/7200/10080",
                months("&service=mail&organisation=board&from=2012-03&to=2012-03", metrics));
        assertEquals(
                "2012-03 1/1/1/3600/3600", months("&service=mail&organisation=unit&from=2012-03&to=2012-03", metrics));
        assertEquals("2012-03 4/2/1/12600/21960", months("&from=2012-03&to=2012-03", metrics));
        assertEquals("2012-03 2/1/1/14400/23040", months("&organisation=unit&from=2012-03&to=2012-03", metrics));
    }

    @Test
    void rowsThatNoTicketCanBeAreRejectedWithTheirReason() {
        Api.Answer taken = take(
                "&source=bad",
                "A,mail,,2011-03-07T09:00,2011-03-06T09:00,,,,,,,",
                "B,mail,,2011-03-07T09:00,,2011-03-06T09:00,,,,,,",
                "C,mail,,2011-03-07T09:00,,,-1,,,,,",
                "D,mail,,2011-03-07T09:00,,,1.5,,,,,",
                "E,mail,,2011-03-07T09:00,,,,1,,,,",
                "E,mail,,2011-03-07T09:00,,,,2,,,,",
                "F,mail,,2011-03-07T09:00,,,,1,,,,",
                "F,mail,,2011-03-07T09:00,,,,1,,,,");
        assertEquals("6 1 0 0", counts(taken));
        assertEquals("""
                2:resolved_at before_opened
                3:closed_at before_opened
                4:on_hold_s number_not_within
                5:on_hold_s number_not_within
                6: contradicting_ticket
                7: contradicting_ticket""", taken.places("rejections"));
        assertEquals("2011-03 1/1/0", months("&service=mail&from=2011-01&to=2011-12"));
    }

    @Test
    void theRunningMonthIsComputedWhenItEnds() throws Exception {
        LocalDate today = LocalDate.now(ZoneId.of("Europe/Stockholm"));
        Period running = Period.containing(Granularity.MONTH, today);
        String opened = running.first() + "T00:00";
        assertEquals("0 1 0 0", counts(take("&source=running", "A,mail,," + opened + ",,,,,,,,")));
        assertEquals("", months("&service=mail&from=" + running.code() + "&to=" + running.code()));
        assertEquals(
                List.of(), SERVER.rows("select * from styrkort.due where month = '%s'".formatted(running.first())));

        long mail =
                SERVER.number("select entry_id from styrkort.catalog_entry where kind = 'service' and code = 'mail'");
        DeskFiguresProvider figures = SERVER.bean(DeskFiguresProvider.class);
        TransactionFactory transactions = SERVER.bean(TransactionFactory.class);
        assertEquals(
                Set.of(DeskFiguresProvider.WHOLE, mail),
                transactions.inSnapshot(connection -> Set.copyOf(figures.measured(connection, revision(), running))));
        List<MonthlyFigure> whole = transactions.inSnapshot(
                connection -> figures.figures(connection, revision(), running, List.of(DeskFiguresProvider.WHOLE)));
        assertEquals(
                "desk.opened 1, desk.backlog 1",
                whole.stream()
                        .limit(2)
                        .map(figure -> figure.metric() + " " + figure.value())
                        .collect(Collectors.joining(", ")));
    }

    /** However long the history is, a month reads its own tickets. */
    @Test
    void whatWasOpenAtTheEndOfAMonthIsFoundByItsIndex() {
        String plan = SERVER.bean(TransactionFactory.class).inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set local enable_seqscan = off");
                StringBuilder lines = new StringBuilder();
                try (ResultSet row = statement.executeQuery("explain select t.code from "
                        + DeskMonthRepository.OPEN.replace("?::date", "date '2018-01-01'"))) {
                    while (row.next()) {
                        lines.append(row.getString(1)).append('\n');
                    }
                }
                return lines.toString();
            }
        });
        assertTrue(plan.contains("ticket_open"), plan);
    }
}
