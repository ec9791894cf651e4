package se.styrkort.demo;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import se.styrkort.calendar.Period;
import se.styrkort.calendar.SwedishHolidays;

/** Outages and maintenance as an operations department notes them: three years of them, and maintenance ahead. */
final class OutageLog {
    /** Services whose unplanned outages are not noted, since probes find them: the demonstration's catalog says so. */
    static final Set<String> PROBED = Set.of("datakommunikation", "tradlost-natverk", "e-tjansteplattform-drift");

    static final String AHEAD = "it-bastjanst-lagring";
    static final String CORRECTED = "inpasseringssystem";

    private static final List<String> REASONS = List.of(
            "Fel i konfigurationen efter en ändring",
            "Avbrott hos leverantören",
            "Fel i en programuppdatering",
            "Diskutrymmet tog slut",
            "Ett certifikat hade gått ut",
            "Maskinvarufel",
            "Överlast",
            "Orsaken är inte fastställd");

    private static final int NOTICE_DAYS = 14;
    private static final int SHORT_NOTICE_DAYS = 2;

    private final Timeline time;
    private final Consumer<DemoOutage> out;
    private int incidents;
    private int changes;

    OutageLog(Timeline time, Consumer<DemoOutage> out) {
        this.time = time;
        this.out = out;
    }

    void write() {
        for (Period month : time.months()) {
            for (ServiceShape service : ServiceShape.ALL) {
                if (!PROBED.contains(service.code())) {
                    Interruptions.of(service, time, month).forEach(each -> unplanned(service.code(), month, each));
                }
                maintenance(service, month);
            }
            if (month.equals(time.outage())) {
                bigOutage(month);
            }
            if (month.equals(time.restated())) {
                out.accept(tooShort());
            }
        }
        ahead();
    }

    private void unplanned(String service, Period month, Interruptions.Interruption each) {
        String id = "INC-%05d".formatted(++incidents);
        boolean told = ChronoUnit.HOURS.between(each.start(), each.end()) >= 3
                && Noise.even("told", service, month, each.start()) < 0.4;
        int reason = (int) (REASONS.size() * Noise.even("reason", service, month, each.start()));
        out.accept(new DemoOutage(
                id,
                service,
                each.start(),
                each.end(),
                false,
                "",
                REASONS.get(reason),
                told ? "Tjänsten gick inte att använda. Felet är avhjälpt." : ""));
    }

    /** One failure, noted for each service that it took with it. Workplaces were back a few hours after the rest. */
    private void bigOutage(Period month) {
        LocalDate day = bigOutageDay(month);
        for (ServiceShape service : ServiceShape.ALL) {
            if (ServiceShape.IN_OUTAGE.contains(service.code())) {
                out.accept(
                        new DemoOutage(
                                "STOR-" + service.code(),
                                service.code(),
                                local(day, 7),
                                local(day.plusDays(1), service.alwaysAgreed() ? 9 : 13),
                                false,
                                "",
                                "Båda lagringsnoderna stannade vid byte av ett styrkort i datahallen",
                                "Stort driftstopp: inloggning, e-möten och gemensamma filer gick inte att nå. Felet är avhjälpt."));
            }
        }
    }

    /** The second of two working days in a row about the middle of the month follows it. */
    private static LocalDate bigOutageDay(Period month) {
        LocalDate day = month.first().plusDays(8);
        while (!SwedishHolidays.isWorkingDay(day) || !SwedishHolidays.isWorkingDay(day.plusDays(1))) {
            day = day.plusDays(1);
        }
        return day;
    }

    /** At night where the service is agreed at nights, after hours where it is not; now and then announced too late. */
    private void maintenance(ServiceShape service, Period month) {
        String code = service.code();
        boolean maintained = Noise.even("maintenance", code, month) < (service.alwaysAgreed() ? 0.6 : 0.2);
        if (!maintained) {
            return;
        }
        LocalDate day = month.first().plusDays((long) (27 * Noise.even("night", code, month)));
        Instant start = local(day, service.alwaysAgreed() ? 22 : 18);
        long hours = 1 + (long) (3 * Noise.even("length", code, month));
        boolean late = Noise.even("late", code, month) < 0.1;
        out.accept(new DemoOutage(
                "CHG-%05d".formatted(++changes),
                code,
                start,
                start.plus(hours, ChronoUnit.HOURS),
                true,
                local(day.minusDays(late ? SHORT_NOTICE_DAYS : NOTICE_DAYS), 10).toString(),
                late ? "Brådskande säkerhetsuppdatering" : "Månatligt underhåll",
                late ? "" : "Planerat underhåll. Tjänsten kan vara borta korta stunder."));
    }

    /** Announced, and not yet begun whenever the demonstration is started in the month after its last. */
    private void ahead() {
        LocalDate day = time.last().plus(2).first().with(TemporalAdjusters.firstInMonth(DayOfWeek.SUNDAY));
        out.accept(new DemoOutage(
                "CHG-%05d".formatted(++changes),
                AHEAD,
                local(day, 6),
                local(day, 10),
                true,
                local(time.last().last(), 10).toString(),
                "Byte av lagringsnod efter det stora driftstoppet",
                "Gemensamma filer går inte att nå medan en lagringsnod byts ut."));
    }

    /** An outage whose end was noted too early; the second delivery knows better. */
    private DemoOutage tooShort() {
        return restated(12);
    }

    DemoOutage corrected() {
        return restated(16);
    }

    private DemoOutage restated(int until) {
        LocalDate day = time.restated().first().plusDays(10);
        return new DemoOutage(
                "INC-PASSAGE", CORRECTED, local(day, 10), local(day, until), false, "", "Avbrott hos leverantören", "");
    }

    private static Instant local(LocalDate day, int hour) {
        return day.atTime(hour, 0).atZone(ServiceTime.SWEDEN).toInstant();
    }
}
