package se.styrkort.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeekTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            mon            | 1
            Mon-Fri        | 12345
            mon - fri      | 12345
            sat, sun       | 67
            fri-mon        | 1567
            mon,wed-thu    | 134
            mon-sun        | 1234567
            sun-sun        | 7
            monday         | none
            mon-           | none
            mon-tue-wed    | none
            ''             | none
            mon,           | none
            mån            | none
            """)
    void days(String written, String expected) {
        assertEquals(Optional.ofNullable(expected), Week.days(written).map(days -> days.stream()
                .map(day -> String.valueOf(day.getValue()))
                .collect(Collectors.joining())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            08:00-17:00              | 480-1020
            8:00 - 17:30             | 480-1050
            08:00–12:00, 13:00-17:00 | 480-720 780-1020
            00:00-24:00              | 0-1440
            22:00-06:00              | 1320-1800
            22:00-00:00              | 1320-1440
            ''                       | ''
            08:00-08:00              | none
            24:00-06:00              | none
            08:00-24:01              | none
            08:60-09:00              | none
            08:00                    | none
            08-17                    | none
            08:00-12:00,             | none
            0８:00-17:00             | none
            """)
    void segments(String written, String minutes) {
        assertEquals(Optional.ofNullable(minutes), Week.segments(written).map(segments -> segments.stream()
                .map(segment -> segment.fromS() / 60 + "-" + segment.untilS() / 60)
                .collect(Collectors.joining(" "))));
    }

    @ParameterizedTest
    @CsvSource({
        "08:00-12:00, 12:00-17:00, '',          true",
        "08:00-12:01, 12:00-17:00, '',          false",
        "22:00-06:00, '',          06:00-07:00, true",
        "22:00-06:00, '',          05:59-07:00, false",
        "22:00-21:59, '',          22:00-06:00, true",
    })
    void segmentsDoNotOverlapNorRunIntoTomorrows(String monday, String mondayToo, String tuesday, boolean sound) {
        List<Week.Segment> both =
                new java.util.ArrayList<>(Week.segments(mondayToo).orElseThrow());
        both.addAll(Week.segments(monday).orElseThrow());
        assertEquals(
                sound,
                Week.of(Map.of(
                                DayOfWeek.MONDAY,
                                both,
                                DayOfWeek.TUESDAY,
                                Week.segments(tuesday).orElseThrow()))
                        .isPresent());
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "14:00, 50400",
                "0:01, 60",
                "24:00, none",
                "'12:00,', none",
                "12, none",
                "'08:00-09:00,10:00', none"
            },
            nullValues = "none")
    void timesOfDay(String written, Integer seconds) {
        assertEquals(Optional.ofNullable(seconds), Week.timeOfDay(written));
    }
}
