package se.styrkort.servicedesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a month's tickets come to, for their services, organisations and priorities and for every whole. */
class DeskMonthTest {
    private static final Instant OPENED = Instant.parse("2026-03-02T08:00:00Z");

    /** Half of all time is agreed. */
    private static final DeskClock HALF = (from, until) -> DeskClock.ALWAYS.seconds(from, until) / 2;

    private final DeskMonth month = new DeskMonth(HALF, DeskMonthTest::upwards);

    private static List<String> upwards(String code) {
        return code.equals("unit") ? List.of("unit", "board") : List.of(code);
    }

    private static Ticket resolved(
            @Nullable String service,
            @Nullable String organisation,
            String priority,
            long afterSeconds,
            @Nullable Boolean flag) {
        Instant resolvedAt = OPENED.plusSeconds(afterSeconds);
        return new Ticket(
                "T",
                service,
                organisation,
                OPENED,
                resolvedAt,
                null,
                100,
                priority,
                null,
                flag,
                flag,
                flag == null ? null : flag ? 2 : 0);
    }

    private String figures(@Nullable String service, @Nullable String organisation, String priority) {
        Map<DeskCell, DeskFigures> all = month.figures();
        DeskFigures cell = Objects.requireNonNull(all.get(new DeskCell(service, organisation, priority)));
        return cell.byMetric().entrySet().stream()
                .map(one -> one.getKey().replace("desk.", "") + "="
                        + one.getValue().map(value -> value.toPlainString()).orElse("."))
                .collect(Collectors.joining(" "));
    }

    @Test
    void everyWholeIsCountedAnewAndNothingTwice() {
        month.resolved(resolved("mail", "unit", "1", 1_000, true));
        month.resolved(resolved("mail", "board", "2", 3_000, false));
        month.resolved(resolved("mail", null, "", 8_000, null));
        month.resolved(resolved("web", "unit", "1", 5_000, true));
        month.opened("mail", "unit", "1", 7);
        month.open("web", null, "1", 4);

        assertEquals(
                "opened=7 backlog=0 resolved=3 contacts=2 within_level=1 first_contact_known=2 first_contact=1"
                        + " reopened_known=2 reopened=1 handling_s=5700 handling_median_s=1400 handling_p90_s=3400"
                        + " handling_calendar_s=11700 handling_calendar_median_s=2900 handling_calendar_p90_s=6900",
                figures("mail", null, ""));
        assertEquals(
                "opened=7 backlog=0 resolved=2 contacts=2 within_level=1 first_contact_known=2 first_contact=1"
                        + " reopened_known=2 reopened=1 handling_s=1800 handling_median_s=900 handling_p90_s=1300"
                        + " handling_calendar_s=3800 handling_calendar_median_s=1900 handling_calendar_p90_s=2700",
                figures("mail", "board", ""));
        assertEquals(
                "opened=7 backlog=4 resolved=2 contacts=2 within_level=2 first_contact_known=2 first_contact=2"
                        + " reopened_known=2 reopened=2 handling_s=2800 handling_median_s=1400 handling_p90_s=2200"
                        + " handling_calendar_s=5800 handling_calendar_median_s=2900 handling_calendar_p90_s=4500",
                figures(null, null, "1"));
        assertEquals("opened=7 backlog=4 resolved=4", figures(null, null, "").substring(0, 29));
        assertEquals("opened=7 backlog=0 resolved=2", figures(null, "unit", "").substring(0, 29));
        assertEquals(22, month.figures().size());
    }

    @Test
    void aTicketAboutNoServiceIsCountedInTheWholeAlone() {
        month.resolved(resolved(null, "board", "", 1_000, null));
        assertEquals(
                Set.of(new DeskCell(null, null, ""), new DeskCell(null, "board", "")),
                month.figures().keySet());
    }

    @Test
    void aMonthInWhichNothingWasResolvedHasNoMedianAndNoShare() {
        month.opened("mail", null, "", 1);
        assertEquals(
                "opened=1 backlog=0 resolved=0 contacts=0 within_level=0 first_contact_known=0 first_contact=0"
                        + " reopened_known=0 reopened=0 handling_s=0 handling_median_s=. handling_p90_s=."
                        + " handling_calendar_s=0 handling_calendar_median_s=. handling_calendar_p90_s=.",
                figures("mail", null, ""));
    }

    @Test
    void onHoldNeverMakesLessThanNoTime() {
        assertEquals(new HandlingTime(0, 40), HandlingTime.between(OPENED, OPENED.plusSeconds(140), 100, HALF));
        assertEquals(new HandlingTime(0, 0), HandlingTime.between(OPENED, OPENED.plusSeconds(60), 100, HALF));
    }

    @Test
    void aTicketThatCannotBeIsNone() {
        assertThrows(IllegalArgumentException.class, () -> resolved("mail", null, "", -1, null));
        Ticket open = new Ticket("T", "mail", null, OPENED, null, null, 0, "", null, null, null, null);
        assertThrows(IllegalArgumentException.class, () -> month.resolved(open));
        assertFalse(month.figures().values().stream()
                .map(figures -> figures.inServiceHours().median())
                .anyMatch(Optional::isPresent));
    }
}
