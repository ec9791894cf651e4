package se.styrkort.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;

/**
 * Availability and the service desk's figures, roughly: a bit for each minute of three years, no word of what is unknown. The
 * product's own is elsewhere.
 */
final class RoughDelivery {
    private static final Duration NOTICE = Duration.ofDays(7);
    private static final List<String> PARTS_OF_MEETINGS = List.of("it-bastjanst-konto", "datakommunikation");

    private final Timeline time;
    private final Instant origin;
    private final Map<String, BitSet> down = new HashMap<>();
    private final Map<String, BitSet> planned = new HashMap<>();

    private RoughDelivery(Period last) {
        this.time = new Timeline(last);
        this.origin = ServiceTime.always(time.months().getFirst()).at(0).minus(Duration.ofDays(1));
    }

    static void figures(Period last, Consumer<Figure> out) {
        RoughDelivery rough = new RoughDelivery(last);
        rough.read(new DemoInputs(last));
        for (Period month : rough.time.months()) {
            ServiceShape.ALL.forEach(service -> rough.of(service, month, out));
        }
        desk(last, out);
    }

    private void read(DemoInputs inputs) {
        inputs.eachOutage(outage -> {
            boolean inTime = outage.planned()
                    && Duration.between(Instant.parse(outage.announcedAt()), outage.start())
                                    .compareTo(NOTICE)
                            >= 0;
            set(inTime ? planned : down, outage.service(), outage.start(), outage.end());
        });
        Map<String, DemoProbe> before = new HashMap<>();
        inputs.eachProbe(probe -> {
            DemoProbe earlier = before.put(probe.service(), probe);
            if (earlier != null && !earlier.up()) {
                set(down, probe.service(), earlier.at(), probe.at());
            }
        });
        BitSet failed = new BitSet();
        BitSet maintained = new BitSet();
        for (String part : PARTS_OF_MEETINGS) {
            BitSet itself = (BitSet) bits(down, part).clone();
            itself.andNot(bits(planned, part));
            failed.or(itself);
            maintained.or(bits(planned, part));
        }
        maintained.andNot(failed);
        bits(down, "e-moten").or(failed);
        bits(planned, "e-moten").or(maintained);
    }

    private static BitSet bits(Map<String, BitSet> of, String service) {
        return of.computeIfAbsent(service, _ -> new BitSet());
    }

    private void set(Map<String, BitSet> of, String service, Instant from, Instant until) {
        bits(of, service).set(minute(from), minute(until));
    }

    private int minute(Instant at) {
        return Math.toIntExact(Duration.between(origin, at).toMinutes());
    }

    private void of(ServiceShape service, Period month, Consumer<Figure> out) {
        BitSet agreed = new BitSet();
        ServiceTime hours = ServiceTime.of(service, month);
        hours.openings().forEach(from -> agreed.set(minute(from), minute(from.plusSeconds(hours.openS()))));
        BitSet maintained = (BitSet) bits(planned, service.code()).clone();
        maintained.and(agreed);
        BitSet failed = (BitSet) bits(down, service.code()).clone();
        failed.and(agreed);
        failed.andNot(maintained);
        put(month, "availability.agreed_s", service, agreed, out);
        put(month, "availability.planned_s", service, maintained, out);
        put(month, "availability.down_s", service, failed, out);
    }

    private static void put(Period month, String metric, ServiceShape service, BitSet minutes, Consumer<Figure> out) {
        out.accept(Figure.of(month, metric, "", 60L * minutes.cardinality()).forService(service.code()));
    }

    private static void desk(Period last, Consumer<Figure> out) {
        Map<Period, Map<String, long[]>> counts = new TreeMap<>();
        new DemoInputs(last).eachTicket(ticket -> {
            Instant resolved = ticket.resolved();
            if (resolved != null) {
                Period month = Period.containing(
                        Granularity.MONTH, resolved.atZone(ServiceTime.SWEDEN).toLocalDate());
                long[] count = counts.computeIfAbsent(month, _ -> new TreeMap<>())
                        .computeIfAbsent(ticket.organisation(), _ -> new long[2]);
                count[0]++;
                count[1] += ticket.withinLevel() ? 1 : 0;
            }
        });
        counts.forEach((month, organisations) -> organisations.forEach((organisation, count) -> {
            out.accept(Figure.of(month, "desk.contacts", organisation, count[0]));
            out.accept(Figure.of(month, "desk.within_level", organisation, count[1]));
        }));
    }
}
