package se.styrkort.demo;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import se.styrkort.calendar.Period;

/**
 * What an organisation without others below it is like: its size, and the level that each share has come to in the
 * last month. All are invented.
 *
 * @param kinds what the organisation does, which decides the services it uses
 * @param growth of staff, per year, 0-1
 * @param costs price level against the price list, 1 is the list
 * @param prices unit cost in the last month against the first
 * @param projects approved project cost per year, SEK
 * @param overrun project outcome against approval
 */
record OrganisationShape(
        String code,
        Set<String> kinds,
        int employees,
        double growth,
        int pupils,
        int transactions,
        double digital,
        double eServices,
        double externalBenefit,
        double adoption,
        double support,
        double internalBenefit,
        double dimios,
        double licences,
        double ability,
        double costs,
        double prices,
        double projects,
        double overrun,
        double desk,
        double control) {
    /** The one whose delivery of a month was lost. */
    static final String LOST = "kultur-och-fritid";

    /** The one that serves the others and has no transactions with citizens of its own. */
    static final String INWARD = "kommunstyrelsen";

    /** Too small to be assessed, or to show what its staff answered. */
    static final String SMALL = "overformyndare";

    /** The municipality: asked as a whole, beside its parts. */
    static final String WHOLE = "exempelstad";

    /** A board that is assessed beside its administrations. */
    static final String BOARD = "barn-och-utbildning";

    private static final Pattern SPACES = Pattern.compile("\\s+");

    static final List<OrganisationShape> ALL =
            """
        kommunstyrelsen    office,all         420 .010     0    0   0   0 .90 .90 .80 .88 66 .88 .80 1.65 1.03 14.0 1.06 .88 .96
        grundskola         school,public,all 3100 .012 11500 5200 .86 .76 .74 .74 .66 .66 52 .80 .60 0.95 1.06  9.0 1.12 .80 .88
        gymnasium          school,public,all  900 .008  4200 2100 .90 .72 .82 .82 .70 .80 60 .86 .70 0.90 1.02  4.0 1.03 .84 .92
        vard-och-omsorg    care,public,all   2700 .020     0 1900 .48 .66 .62 .66 .61 .60 44 .70 .51 0.90 1.09 11.0 1.17 .71 .80
        social             care,public,all    850 .015     0 2400 .58 .62 .70 .72 .65 .72 50 .77 .62 1.15 1.04  5.0 1.08 .77 .86
        samhallsbyggnad    field,public,all   620 .010     0 3600 .78 .71 .88 .86 .74 .84 62 .85 .73 1.40 0.98  8.0 1.01 .86 .93
        kultur-och-fritid  leisure,public,all 280 .005     0 4300 .90 .83 .80 .76 .69 .70 56 .75 .68 1.20 1.06  2.0 1.10 .82 .87
        overformyndare     public,all          11 .000     0  420 .42 .62 .58 .88 .70 .64 40 .92 .70 1.90 1.01  0.4 1.05 .89 .94
        exempelbostader    field,public,all   190 .010     0 2600 .74 .68 .86 .80 .77 .90 58 .83 .71 1.30 0.96  3.0 0.99 .83 .90
        exempelenergi      field,public,all   240 .015     0 5200 .93 .81 .94 .89 .79 .86 68 .91 .82 2.10 0.99  6.0 1.02 .91 .96
        """.lines().map(OrganisationShape::parse).toList();

    private static OrganisationShape parse(String line) {
        String[] cells = SPACES.split(line.strip());
        int i = 2;
        return new OrganisationShape(
                cells[0],
                Set.of(cells[1].split(",")),
                Integer.parseInt(cells[i++]),
                Double.parseDouble(cells[i++]),
                Integer.parseInt(cells[i++]),
                Integer.parseInt(cells[i++]),
                Double.parseDouble(cells[i++]),
                Double.parseDouble(cells[i++]),
                Double.parseDouble(cells[i++]),
                Double.parseDouble(cells[i++]),
                Double.parseDouble(cells[i++]),
                Double.parseDouble(cells[i++]),
                Double.parseDouble(cells[i++]),
                Double.parseDouble(cells[i++]),
                Double.parseDouble(cells[i++]),
                Double.parseDouble(cells[i++]),
                Double.parseDouble(cells[i++]),
                Double.parseDouble(cells[i++]) * 1e6,
                Double.parseDouble(cells[i++]),
                Double.parseDouble(cells[i++]),
                Double.parseDouble(cells[i++]));
    }

    boolean isInward() {
        return code.equals(INWARD);
    }

    /** Staff in the month. */
    int employees(Timeline time, Period month) {
        return (int) StrictMath.round(employees * StrictMath.pow(1 + growth, time.years(month) - 2));
    }

    /**
     * A share on its way to the level of the last month: lower at the beginning, by an amount that differs between
     * organisations and shares, and never quite on the line.
     */
    double share(String name, double level, Timeline time, Period month) {
        double climb = 0.02 + 0.12 * Noise.even("climb", name, code);
        double line = level - climb * (1 - time.progress(month));
        return Math.clamp(line + Noise.around(0.012, name, code, month), 0.05, 0.995);
    }

    /** The unit cost against that of the first month. */
    double priceIndex(Timeline time, Period month) {
        double bend = StrictMath.pow(time.progress(month), 0.7 + 0.6 * Noise.even("bend", code));
        return (1 + (prices - 1) * bend) * Noise.factor(0.004, "prices", code, month);
    }
}
