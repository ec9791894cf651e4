package se.styrkort.calendar;

import java.text.Normalizer;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The days of the year that have a name in Swedish working life: public holidays (allmänna helgdagar) by law 1989:253 as
 * amended by 2004:1320, and the eves and days before, which are free or short by local decision alone.
 */
public enum SwedishDay {
    NYARSDAGEN(Holiday.ALWAYS, on(1, 1)),
    TRETTONDAGSAFTON(Holiday.NEVER, on(1, 5)),
    TRETTONDEDAG_JUL(Holiday.ALWAYS, on(1, 6)),
    SKARTORSDAGEN(Holiday.NEVER, easter(-3)),
    LANGFREDAGEN(Holiday.ALWAYS, easter(-2)),
    PASKAFTON(Holiday.NEVER, easter(-1)),
    PASKDAGEN(Holiday.ALWAYS, easter(0)),
    ANNANDAG_PASK(Holiday.ALWAYS, easter(1)),
    VALBORGSMASSOAFTON(Holiday.NEVER, on(4, 30)),
    FORSTA_MAJ(Holiday.ALWAYS, on(5, 1)),
    DAG_FORE_KRISTI_HIMMELSFARDSDAG(Holiday.NEVER, easter(38)),
    KRISTI_HIMMELSFARDSDAG(Holiday.ALWAYS, easter(39)),
    DAG_FORE_PINGSTAFTON(Holiday.NEVER, easter(47)),
    PINGSTAFTON(Holiday.NEVER, easter(48)),
    PINGSTDAGEN(Holiday.ALWAYS, easter(49)),
    ANNANDAG_PINGST(Holiday.UNTIL_2004, easter(50)),
    DAG_FORE_NATIONALDAGEN(Holiday.NEVER, on(6, 5)),
    NATIONALDAGEN(Holiday.SINCE_2005, on(6, 6)),
    DAG_FORE_MIDSOMMARAFTON(Holiday.NEVER, saturdayFrom(6, 20, -2)),
    MIDSOMMARAFTON(Holiday.NEVER, saturdayFrom(6, 20, -1)),
    MIDSOMMARDAGEN(Holiday.ALWAYS, saturdayFrom(6, 20, 0)),
    DAG_FORE_ALLA_HELGONS_DAG(Holiday.NEVER, saturdayFrom(10, 31, -1)),
    ALLA_HELGONS_DAG(Holiday.ALWAYS, saturdayFrom(10, 31, 0)),
    DAG_FORE_JULAFTON(Holiday.NEVER, on(12, 23)),
    JULAFTON(Holiday.NEVER, on(12, 24)),
    JULDAGEN(Holiday.ALWAYS, on(12, 25)),
    ANNANDAG_JUL(Holiday.ALWAYS, on(12, 26)),
    DAG_FORE_NYARSAFTON(Holiday.NEVER, on(12, 30)),
    NYARSAFTON(Holiday.NEVER, on(12, 31));

    /** The years in which the law makes a day a public holiday. */
    private enum Holiday {
        ALWAYS,
        NEVER,
        UNTIL_2004,
        SINCE_2005
    }

    private final Holiday holiday;

    /** Captures nothing but numbers. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final IntFunction<LocalDate> inYear;

    SwedishDay(Holiday holiday, IntFunction<LocalDate> inYear) {
        this.holiday = holiday;
        this.inYear = inYear;
    }

    private static IntFunction<LocalDate> on(int month, int day) {
        return year -> LocalDate.of(year, month, day);
    }

    private static IntFunction<LocalDate> easter(int daysAfter) {
        return year -> SwedishHolidays.easterOf(year).plusDays(daysAfter);
    }

    private static IntFunction<LocalDate> saturdayFrom(int month, int day, int daysAfter) {
        return year -> LocalDate.of(year, month, day)
                .with(TemporalAdjusters.nextOrSame(DayOfWeek.SATURDAY))
                .plusDays(daysAfter);
    }

    /** When the day is in a year; each is in every year once. */
    public LocalDate in(int year) {
        return inYear.apply(year);
    }

    /** Whether the law makes the day a public holiday in that year. */
    public boolean isHoliday(int year) {
        return switch (holiday) {
            case ALWAYS -> true;
            case NEVER -> false;
            case UNTIL_2004 -> year <= 2004;
            case SINCE_2005 -> year >= 2005;
        };
    }

    /** The days with a name that fall on a date: mostly none, now and then two (1 May 2008 was Ascension Day too). */
    public static List<SwedishDay> on(LocalDate date) {
        return Arrays.stream(values())
                .filter(day -> day.in(date.getYear()).equals(date))
                .toList();
    }

    /** The name as it is written in a catalog: {@code kristi_himmelsfardsdag}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The day of a code, in any case and also with its Swedish letters and blanks: {@code Kristi himmelsfärdsdag}. */
    public static Optional<SwedishDay> parse(String written) {
        String code = folded(written);
        return Arrays.stream(values()).filter(day -> day.code().equals(code)).findFirst();
    }

    static String folded(String written) {
        return Normalizer.normalize(written.strip(), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[ -]+", "_");
    }
}
