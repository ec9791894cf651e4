package se.styrkort;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import se.styrkort.calendar.Period;
import se.styrkort.demo.DemoAccounts;
import se.styrkort.demo.Demonstration;
import se.styrkort.store.CannotStartException;

/** Serves a demonstration: synthetic figures of an invented municipality, loaded at the first start. */
@Command(
        name = "demo",
        description = "Serve a demonstration with synthetic figures; loads them into an empty data directory.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Override
    public Integer call() throws Exception {
        StopSignal stop = StopSignal.listen();
        try (ServerFactory.Server server = ServerFactory.start(options)) {
            load(server.bean(Demonstration.class));
            options.announceAccount(server, "demo");
            announcePeople(server.bean(DemoAccounts.class).make(options.newPassword()));
            server.ready();
            System.out.println("""

                    Alla siffror är påhittade (SYNTHETIC). Läs in en egen fil härnäst:
                      1. logga in och välj Inläsning; där finns en mall att fylla i
                      2. välj filen och läs in; varje rad som avvisas förklaras
                      3. öppna Styrkort; varje tal leder till de rader det kommer från
                    Avsluta med Ctrl+C. Allt ligger kvar till nästa gång.""");
            stop.await();
        }
        return 0;
    }

    private static void announcePeople(List<DemoAccounts.Made> people) {
        if (!people.isEmpty()) {
            System.out.println("Ett konto per roll, för att prova vad var och en ser:");
            people.forEach(person ->
                    System.out.printf("  %-13s %s  (%s)%n", person.username(), person.password(), person.words()));
        }
    }

    private static void load(Demonstration demonstration) throws Exception {
        if (demonstration.isThere()) {
            return;
        }
        if (demonstration.isOthersData()) {
            throw new CannotStartException("this data directory holds other figures than the demonstration's;"
                    + " choose an empty one with --data-dir");
        }
        Period lastMonth = Demonstration.lastMonthBefore(LocalDate.now(SWEDEN));
        System.out.println("Läser in 36 månaders påhittade siffror till och med " + lastMonth + " …");
        demonstration.load(lastMonth);
    }
}
