package se.styrkort.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.styrkort.calendar.Period;

/** What the demonstration's availability and service desk are computed of. */
class DemoInputsTest {
    private static final Period LAST = Period.month(2026, 6);
    private static final Timeline TIME = new Timeline(LAST);
    private static final DemoInputs INPUTS = new DemoInputs(LAST);
    private static final Instant END =
            LAST.next().first().atStartOfDay(ServiceTime.SWEDEN).toInstant();

    private interface Written {
        void by(DemoInputs inputs, Writer writer) throws IOException;
    }

    private static String text(Period last, Written written) throws IOException {
        StringWriter out = new StringWriter();
        written.by(new DemoInputs(last), out);
        return out.toString();
    }

    @Test
    void theSameMonthGivesTheSameBytes() throws IOException {
        for (Written each : List.<Written>of(
                DemoInputs::writeOutages,
                DemoInputs::writeProbes,
                DemoInputs::writeTickets,
                DemoInputs::writeAnswers,
                DemoInputs::writeCorrectedOutage,
                DemoInputs::writeCorrectedTickets)) {
            assertEquals(text(LAST, each), text(LAST, each));
            assertNotEquals(text(LAST, each), text(LAST.previous(), each));
        }
    }

    private static List<DemoOutage> outages() {
        List<DemoOutage> outages = new ArrayList<>();
        INPUTS.eachOutage(outages::add);
        return outages;
    }

    private static List<DemoTicket> tickets() {
        List<DemoTicket> tickets = new ArrayList<>();
        INPUTS.eachTicket(tickets::add);
        return tickets;
    }

    @Test
    void outagesAreOfKnownServicesAndHaveEnded() {
        Set<String> services = ServiceShape.ALL.stream().map(ServiceShape::code).collect(Collectors.toSet());
        Set<String> ids = new HashSet<>();
        List<DemoOutage> ahead = new ArrayList<>();
        for (DemoOutage outage : outages()) {
            assertTrue(ids.add(outage.id()), outage::toString);
            assertTrue(services.contains(outage.service()), outage::toString);
            assertTrue(outage.end().isAfter(outage.start()), outage::toString);
            assertEquals(outage.planned(), !outage.announcedAt().isEmpty(), outage::toString);
            if (!outage.end().isBefore(END)) {
                ahead.add(outage);
            }
        }
        assertTrue(ids.size() > 1_000 && ids.size() < 5_000, "outages: " + ids.size());
        assertEquals(1, ahead.size(), ahead::toString);
        assertEquals(OutageLog.AHEAD, ahead.getFirst().service());
        assertTrue(ahead.getFirst().planned());
    }

    /** Whenever the demonstration is started, its maintenance is ahead and not so far that nobody is told of it yet. */
    @ParameterizedTest
    @ValueSource(strings = {"2025-11", "2026-01", "2026-06", "2026-07", "2026-12"})
    void theMaintenanceAheadIsAhead(String last) {
        Period month = Period.parse(last).orElseThrow();
        List<DemoOutage> outages = new ArrayList<>();
        new DemoInputs(month).eachOutage(outages::add);
        Instant start = outages.getLast().start();
        Instant lastLoad =
                month.plus(2).first().atStartOfDay(ServiceTime.SWEDEN).toInstant();
        assertTrue(start.isAfter(lastLoad) && start.isBefore(lastLoad.plus(Duration.ofDays(7))), start::toString);
    }

    @Test
    void someMaintenanceIsAnnouncedTooLateAndFewOutagesAreTold() {
        long late = 0;
        long planned = 0;
        long told = 0;
        long unplanned = 0;
        for (DemoOutage outage : outages()) {
            if (outage.planned()) {
                planned++;
                Duration notice = Duration.between(Instant.parse(outage.announcedAt()), outage.start());
                late += notice.toDays() < 7 ? 1 : 0;
            } else {
                unplanned++;
                told += outage.message().isEmpty() ? 0 : 1;
            }
        }
        assertTrue(late > 10 && late < planned / 5, late + " of " + planned);
        assertTrue(told > 10 && told < unplanned / 5, told + " of " + unplanned);
    }

    @Test
    void theBigOutageTakesFiveServicesWithIt() {
        List<DemoOutage> big = outages().stream()
                .filter(outage -> outage.id().startsWith("STOR-"))
                .toList();
        assertEquals(
                ServiceShape.IN_OUTAGE, big.stream().map(DemoOutage::service).collect(Collectors.toSet()));
        assertEquals(1, big.stream().map(DemoOutage::start).distinct().count());
        for (DemoOutage each : big) {
            assertTrue(Duration.between(each.start(), each.end()).toHours() >= 26, each::toString);
            assertEquals(TIME.outage().code(), each.start().toString().substring(0, 7));
        }
    }

    @Test
    void theMonitorTellsEveryDayUnlessItIsSilent() {
        Map<String, Instant> before = new HashMap<>();
        Set<String> silent = new TreeSet<>();
        long[] rows = new long[1];
        INPUTS.eachProbe(probe -> {
            rows[0]++;
            Instant earlier = before.put(probe.service(), probe.at());
            if (earlier != null) {
                assertTrue(!probe.at().isBefore(earlier), probe::toString);
                if (Duration.between(earlier, probe.at()).toHours() > 24) {
                    silent.add(probe.service());
                }
            }
        });
        assertEquals(OutageLog.PROBED, before.keySet());
        assertEquals(OutageLog.PROBED, silent);
        assertTrue(rows[0] > 3_000 && rows[0] < 6_000, "probes: " + rows[0]);
    }

    @Test
    void ticketsAreInOrderAndOfEveryOrganisationAndMonth() {
        Set<String> ids = new HashSet<>();
        Set<String> resolved = new HashSet<>();
        long open = 0;
        for (DemoTicket ticket : tickets()) {
            assertTrue(ids.add(ticket.id()), ticket::toString);
            Instant done = ticket.resolved();
            assertTrue(ticket.opened().isBefore(END), ticket::toString);
            assertTrue(done == null || (done.isAfter(ticket.opened()) && done.isBefore(END)), ticket::toString);
            if (done == null) {
                open++;
            } else {
                resolved.add(ticket.organisation() + " "
                        + done.atZone(ServiceTime.SWEDEN).toString().substring(0, 7));
            }
        }
        assertTrue(ids.size() > 10_000 && ids.size() < 30_000, "tickets: " + ids.size());
        assertEquals(OrganisationShape.ALL.size() * Timeline.MONTHS, resolved.size());
        assertTrue(open > 3 && open < 300, "open: " + open);
    }

    @Test
    void correctionsAreOfTheRestatedMonth() throws IOException {
        assertEquals(2, text(LAST, DemoInputs::writeCorrectedOutage).lines().count());
        Map<String, String> tickets = tickets().stream().collect(Collectors.toMap(DemoTicket::id, DemoTicket::csv));
        List<String> corrected =
                text(LAST, DemoInputs::writeCorrectedTickets).lines().skip(1).toList();
        assertTrue(corrected.size() > 1, corrected::toString);
        for (String row : corrected) {
            String was = Shipped.present(tickets.get(row.substring(0, row.indexOf(';'))), row);
            assertNotEquals(was, row);
            assertEquals(was, row.replace(";false;0", ";true;0").replace(";false;1", ";true;1"));
        }
    }
}
