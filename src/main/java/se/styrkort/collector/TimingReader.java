package se.styrkort.collector;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import se.styrkort.document.Faults;
import se.styrkort.document.Mapping;

/** Reads what a definition says of time: durations, when it runs, how it is tried again. */
final class TimingReader {
    static final Duration LONGEST = Duration.ofDays(366);

    private static final int MOST_ATTEMPTS = 100;
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(10);

    private final Faults faults;

    TimingReader(Faults faults) {
        this.faults = faults;
    }

    Schedule schedule(Mapping yaml) {
        Mapping schedule = yaml.mapping("schedule");
        Mapping written = schedule == null ? yaml.empty() : schedule;
        written.only("every", "at", "jitter");
        Duration jitter = duration(written, "jitter", Duration.ZERO, Duration.ZERO, Duration.ofDays(1));
        String at = written.optionalText("at");
        if (written.has("every") == (at != null)) {
            faults.at(yaml.place("schedule"), "collector_every_or_at");
            return new Schedule(LONGEST, null, jitter);
        }
        if (at == null) {
            return new Schedule(duration(written, "every", LONGEST, SHORTEST_INTERVAL, LONGEST), null, jitter);
        }
        try {
            return new Schedule(null, LocalTime.parse(at.strip()), jitter);
        } catch (DateTimeException _) {
            faults.at(written.place("at"), "collector_bad_time", at);
            return new Schedule(LONGEST, null, jitter);
        }
    }

    Backoff backoff(Mapping yaml) {
        Mapping written = yaml.mapping("retry");
        if (written == null) {
            return Backoff.USUAL;
        }
        written.only("attempts", "first", "most");
        Integer attempts = written.optionalInteger("attempts");
        Duration first = duration(written, "first", Backoff.USUAL.first(), Duration.ofMillis(100), LONGEST);
        Duration most = duration(written, "most", Backoff.USUAL.most(), Duration.ofMillis(100), LONGEST);
        int tries = attempts == null ? Backoff.USUAL.attempts() : attempts;
        if (tries < 1 || tries > MOST_ATTEMPTS) {
            faults.at(written.place("attempts"), "collector_bad_attempts", tries, MOST_ATTEMPTS);
            return Backoff.USUAL;
        }
        return new Backoff(tries, first, most.compareTo(first) < 0 ? first : most);
    }

    Duration duration(Mapping yaml, String key, Duration otherwise, Duration least, Duration most) {
        String text = yaml.optionalText(key);
        if (text == null) {
            return otherwise;
        }
        try {
            Duration duration = Duration.parse(text.strip());
            if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                return duration;
            }
        } catch (DateTimeException _) {
            // said below, as is one that is too short or too long
        }
        faults.at(yaml.place(key), "collector_bad_duration", key, text, least, most);
        return otherwise;
    }
}
