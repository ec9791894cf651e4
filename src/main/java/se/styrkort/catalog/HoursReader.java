package se.styrkort.catalog;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.ClosedDays;
import se.styrkort.calendar.SwedishDay;
import se.styrkort.calendar.Week;
import se.styrkort.document.Faults;
import se.styrkort.document.Mapping;
import se.styrkort.document.Wording;
import se.styrkort.document.YamlNode;

/** Reads service hours and calendars:
 *
 * <pre>
 * service_hours:
 *   - {code: office, zone: Europe/Stockholm, calendar: sweden, maintenance_notice: P7D, week: {mon-fri: "08:00-17:00"}}
 * calendars:
 *   - code: sweden
 *     country: SE
 *     closed: [julafton, 2026-05-15, {day: klamdag, from: 2024, to: 2026}]
 *     short: [{date: 2026-04-30, until: "12:00"}, {day: skartorsdagen, until: "14:00", from: 2025}]
 *     open: [2026-01-05]
 * </pre>
 */
final class HoursReader {
    private final Faults faults;

    HoursReader(Faults faults) {
        this.faults = faults;
    }

    ServiceHours hours(String code, Mapping item) {
        item.only("code", "name", "zone", "calendar", "week", "maintenance_notice");
        String zone = item.text("zone", "Europe/Stockholm");
        try {
            ZoneId.of(zone);
        } catch (DateTimeException e) {
            faults.at(item.place("zone"), "catalog_unknown_zone", zone);
        }
        return new ServiceHours(
                code,
                Wording.read(item, "name", false),
                zone,
                item.optionalText("calendar"),
                week(item.mapping("week")),
                notice(item));
    }

    private static @Nullable String notice(Mapping item) {
        CatalogReader.duration(item, "maintenance_notice");
        return item.optionalText("maintenance_notice");
    }

    private Map<String, String> week(@Nullable Mapping week) {
        Map<String, String> written = new LinkedHashMap<>();
        if (week == null) {
            return written;
        }
        boolean readable = true;
        for (Map.Entry<String, YamlNode> part : week.entries().entrySet()) {
            String text = String.join(", ", week.texts(part.getKey()));
            written.put(part.getKey(), text);
            if (Week.days(part.getKey()).isEmpty()) {
                faults.at(part.getValue(), "catalog_unknown_weekday", part.getKey());
                readable = false;
            }
            if (Week.segments(text).isEmpty()) {
                faults.at(part.getValue(), "catalog_bad_hours", text);
                readable = false;
            }
        }
        if (readable && AgreedTimes.week(written).isEmpty()) {
            faults.at(week.node(), "catalog_overlapping_hours");
        }
        return written;
    }

    ServiceCalendar calendar(String code, Mapping item) {
        item.only("code", "name", "country", "closed", "short", "open");
        String country = item.text("country", "SE");
        if (!country.equals("SE")) {
            faults.at(item.place("country"), "yaml_choice_expected", "country", country, "SE");
        }
        List<String> closed = new ArrayList<>();
        List<ServiceCalendar.ClosedDay> closedInPeriods = new ArrayList<>();
        YamlNode days = item.get("closed");
        for (YamlNode day : days == null ? List.<YamlNode>of() : days.items()) {
            if (day.isMapping()) {
                Mapping limited = new Mapping(day, faults).only("day", "date", "from", "to");
                closedInPeriods.add(new ServiceCalendar.ClosedDay(
                        eitherDay(limited),
                        CatalogReader.period(limited, "from"),
                        CatalogReader.period(limited, "to")));
            } else {
                closed.add(known(day.scalar(), day));
            }
        }
        return new ServiceCalendar(
                code,
                Wording.read(item, "name", false),
                country,
                closed,
                closedInPeriods,
                item.mappings("short").stream().map(this::shortDay).toList(),
                openDays(item));
    }

    private ServiceCalendar.ShortDay shortDay(Mapping item) {
        item.only("date", "day", "until", "from", "to");
        eitherDay(item);
        String until = item.text("until");
        if (!until.isEmpty()
                && Week.timeOfDay(until).filter(seconds -> seconds > 0).isEmpty()) {
            faults.at(item.place("until"), "catalog_bad_time", until);
        }
        return new ServiceCalendar.ShortDay(
                item.optionalText("date"),
                item.optionalText("day"),
                until,
                CatalogReader.period(item, "from"),
                CatalogReader.period(item, "to"));
    }

    /** A day under the key {@code date} or {@code day}: one of them must be there. */
    private String eitherDay(Mapping item) {
        if (item.has("date") && item.has("day")) {
            faults.at(item.place("day"), "catalog_day_and_date");
        }
        String key = item.has("day") ? "day" : "date";
        String written = item.text(key);
        if (written.isEmpty()) {
            return written;
        }
        return key.equals("date") ? date(written, item.place(key)) : known(written, item.place(key));
    }

    private String known(String written, YamlNode place) {
        if (ClosedDays.Day.parse(written).isEmpty()) {
            String names = Arrays.stream(SwedishDay.values())
                    .map(SwedishDay::code)
                    .collect(Collectors.joining(", ", "klamdag, ", ""));
            faults.at(place, "catalog_unknown_day", written, names);
        }
        return written;
    }

    private String date(String written, YamlNode place) {
        if (!(ClosedDays.Day.parse(written).orElse(null) instanceof ClosedDays.Day.Dated)) {
            faults.at(place, "catalog_bad_date", written);
        }
        return written;
    }

    private List<String> openDays(Mapping item) {
        YamlNode days = item.get("open");
        return days == null
                ? List.of()
                : days.items().stream().map(day -> date(day.scalar(), day)).toList();
    }
}
