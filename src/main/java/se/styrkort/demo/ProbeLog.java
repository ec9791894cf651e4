package se.styrkort.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import se.styrkort.calendar.Period;

/**
 * What a monitor told of three services: each change of state, and once a day that it is alive. Now and then it was not,
 * and what happened then nobody knows.
 */
final class ProbeLog {
    private static final long DAY_S = Duration.ofDays(1).toSeconds();

    private final Timeline time;
    private final Consumer<DemoProbe> out;

    ProbeLog(Timeline time, Consumer<DemoProbe> out) {
        this.time = time;
        this.out = out;
    }

    void write() {
        for (ServiceShape service : ServiceShape.ALL) {
            if (OutageLog.PROBED.contains(service.code())) {
                time.months().forEach(month -> write(service, month));
            }
        }
    }

    private void write(ServiceShape service, Period month) {
        List<Interruptions.Interruption> down = Interruptions.of(service, time, month);
        List<DemoProbe> probes = new ArrayList<>();
        for (Interruptions.Interruption each : down) {
            probes.add(new DemoProbe(service.code(), each.start(), false));
            probes.add(new DemoProbe(service.code(), each.end(), true));
        }
        Instant first = ServiceTime.always(month).at(0);
        int days = month.last().getDayOfMonth();
        for (int day = 0; day < days; day++) {
            Instant at = first.plusSeconds(day * DAY_S);
            boolean up = down.stream().noneMatch(each -> !at.isBefore(each.start()) && at.isBefore(each.end()));
            probes.add(new DemoProbe(service.code(), at, up));
        }
        Silence silence = silence(service, month, first, down);
        probes.stream()
                .filter(probe -> !silence.covers(probe.at()))
                .sorted(Comparator.comparing(DemoProbe::at))
                .distinct()
                .forEach(out);
    }

    private record Silence(Instant from, Instant until) {
        boolean covers(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    /** Not while it was down: that would look as if it had stayed so. */
    private static Silence silence(
            ServiceShape service, Period month, Instant first, List<Interruptions.Interruption> down) {
        long day = 1 + (long) (24 * Noise.even("unmeasured", service.code(), month));
        Instant from = first.plusSeconds(day * DAY_S);
        Instant until = from.plusSeconds(2 * DAY_S);
        boolean silent = Noise.even("gap", service.code(), month) < 0.12
                && down.stream().noneMatch(each -> each.start().isBefore(until) && from.isBefore(each.end()));
        return new Silence(from, silent ? until : from);
    }
}
