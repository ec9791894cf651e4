package se.styrkort.demo;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Consumer;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;

/**
 * Synthetic inputs for the demonstration, of which availability and the service desk's figures are computed: what the
 * operations department noted, what a monitor saw, what the desk wrote, what users answered. CSV with semicolons and line feeds, times in UTC;
 * the same last month gives the same bytes on every machine.
 */
final class DemoInputs {
    /** The organisation of which some tickets are corrected, each of so many. */
    static final String CORRECTED = "samhallsbyggnad";

    private static final int EVERY = 8;

    private final Timeline time;

    DemoInputs(Period lastMonth) {
        this.time = new Timeline(lastMonth);
    }

    void writeOutages(Writer writer) throws IOException {
        CsvLines.write(writer, DemoOutage.HEADER, line -> eachOutage(outage -> line.accept(outage.csv())));
    }

    void writeProbes(Writer writer) throws IOException {
        CsvLines.write(writer, DemoProbe.HEADER, line -> eachProbe(probe -> line.accept(probe.csv())));
    }

    void writeTickets(Writer writer) throws IOException {
        CsvLines.write(writer, DemoTicket.HEADER, line -> eachTicket(ticket -> line.accept(ticket.csv())));
    }

    void writeAnswers(Writer writer) throws IOException {
        CsvLines.write(writer, AnswerLog.HEADER, new AnswerLog(time)::each);
    }

    /** The second delivery: one outage lasted longer than was noted. */
    void writeCorrectedOutage(Writer writer) throws IOException {
        OutageLog log = new OutageLog(time, _ -> {});
        CsvLines.write(
                writer, DemoOutage.HEADER, line -> line.accept(log.corrected().csv()));
    }

    /** The second delivery: some tickets of the restated month were not within the level after all. */
    void writeCorrectedTickets(Writer writer) throws IOException {
        CsvLines.write(
                writer,
                DemoTicket.HEADER,
                line -> eachTicket(new Consumer<>() {
                    private int seen;

                    @Override
                    public void accept(DemoTicket ticket) {
                        if (isToCorrect(ticket) && seen++ % EVERY == 0) {
                            line.accept(ticket.outsideLevel().csv());
                        }
                    }
                }));
    }

    private boolean isToCorrect(DemoTicket ticket) {
        Instant resolved = ticket.resolved();
        if (resolved == null || !ticket.organisation().equals(CORRECTED) || !ticket.withinLevel()) {
            return false;
        }
        LocalDate day = resolved.atZone(ServiceTime.SWEDEN).toLocalDate();
        return Period.containing(Granularity.MONTH, day).equals(time.restated());
    }

    void eachOutage(Consumer<DemoOutage> out) {
        new OutageLog(time, out).write();
    }

    void eachProbe(Consumer<DemoProbe> out) {
        new ProbeLog(time, out).write();
    }

    void eachTicket(Consumer<DemoTicket> out) {
        new TicketLog(time, out).write();
    }
}
