package se.styrkort.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunResultTest {
    private static final Instant STARTED = Instant.parse("2026-11-03T08:00:00Z");
    private static final Instant ENDED = Instant.parse("2026-11-03T08:00:30Z");
    private static final CollectorDefinition HTTP = definition("""
            {code: a, kind: http, source: a, profile: b, schedule: {every: PT24H},
             retry: {attempts: 3, first: PT1M, most: PT5M}, settings: {url: "https://a.example/"}}""");
    private static final CollectorDefinition INBOX = definition("{code: a, kind: inbox, source: a, profile: b}");

    private static CollectorDefinition definition(String yaml) {
        DefinitionReader.Reading reading = DefinitionReader.read(yaml, 1_000);
        CollectorDefinition definition = reading.definition();
        if (definition == null) {
            throw new AssertionError(reading.faults());
        }
        return definition;
    }

    private static RunResult.Next next(CollectorDefinition definition, int failedBefore, Trouble... troubles) {
        return new RunResult(RunOutcome.PARTLY, List.of(), 0, 0, List.of(troubles))
                .next(definition, STARTED, ENDED, failedBefore, 0);
    }

    private static RunResult.Next at(@Nullable String time, int failed) {
        return new RunResult.Next(time == null ? null : Instant.parse(time), failed);
    }

    @Test
    void aRunThatWentWellIsFollowedByTheNextInTime() {
        assertEquals(at("2026-11-04T08:00:00Z", 0), next(HTTP, 2));
        assertEquals(at(null, 0), next(INBOX, 2));
    }

    @Test
    void whatMayPassIsTriedAgainLaterAndLaterAndThenInItsTime() {
        Trouble passing = Trouble.passing("no_answer", "a", "b");
        assertEquals(at("2026-11-03T08:01:30Z", 1), next(HTTP, 0, passing));
        assertEquals(at("2026-11-03T08:02:30Z", 2), next(HTTP, 1, passing));
        assertEquals(at("2026-11-04T08:00:00Z", 0), next(HTTP, 2, passing));
    }

    @Test
    void filesAreTriedAgainForAsLongAsTheyLieThere() {
        Trouble passing = Trouble.passing("inbox", "a");
        assertEquals(at("2026-11-03T08:01:30Z", 1), next(INBOX, 0, passing));
        assertEquals(at("2026-11-03T09:00:30Z", 31), next(INBOX, 30, passing));
    }

    @Test
    void whatSomebodyHasToMendWaitsForItsTime() {
        assertEquals(at("2026-11-04T08:00:00Z", 0), next(HTTP, 0, Trouble.lasting("status", "a", 404)));
        assertEquals(at(null, 0), next(INBOX, 0, Trouble.lasting("file_failed", "a", "b")));
    }

    @Test
    void whoAsksToBeLeftAloneIsForADayAtMost() {
        Trouble busy = Trouble.passing("status", "a", 429);
        assertEquals(at("2026-11-03T08:10:30Z", 1), next(HTTP, 0, busy.notBefore(Optional.of(Duration.ofMinutes(10)))));
        assertEquals(at("2026-11-04T08:00:30Z", 1), next(HTTP, 0, busy.notBefore(Optional.of(Duration.ofDays(900)))));
        assertEquals(at("2026-11-03T08:01:30Z", 1), next(HTTP, 0, busy.notBefore(Optional.of(Duration.ofSeconds(1)))));
    }

    @Test
    void whenToComeBackIsReadInBothForms() {
        assertEquals(Optional.of(Duration.ofMinutes(2)), FetchClient.wait("120", STARTED));
        assertEquals(Optional.of(Duration.ofMinutes(1)), FetchClient.wait("Tue, 03 Nov 2026 08:01:00 GMT", STARTED));
        assertEquals(Optional.empty(), FetchClient.wait("Tue, 03 Nov 2026 07:01:00 GMT", STARTED));
        assertEquals(Optional.empty(), FetchClient.wait("soon", STARTED));
        assertEquals(Optional.empty(), FetchClient.wait(null, STARTED));
    }
}
