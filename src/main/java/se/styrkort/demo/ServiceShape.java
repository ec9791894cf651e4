package se.styrkort.demo;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import se.styrkort.calendar.Period;

/**
 * What a service of the shipped catalog is like in the demonstration: whom it is for, what it costs, how stable it is.
 *
 * @param alwaysAgreed whether all time is agreed service time, else office hours
 * @param counted whether its users are counted every month
 * @param kinds the kinds of organisation that use it
 * @param perEmployee units per employee; a unit is a user where users are counted
 * @param price SEK per unit and month
 * @param capital the share of the cost that is capital, 0-1
 * @param down downtime of its own in an ordinary month, share of agreed time
 * @param base the share of its target group that uses it where use is ordinary
 */
record ServiceShape(
        String code,
        boolean alwaysAgreed,
        boolean counted,
        Set<String> kinds,
        double perEmployee,
        double perPupil,
        double price,
        double capital,
        double down,
        double base) {
    private static final Pattern SPACES = Pattern.compile("\\s+");

    /** In parts per million: agreed time that is down. */
    private static final double MILLION = 1e6;

    static final List<ServiceShape> ALL = """
        it-bastjanst-konto           24x7   users all                       .98  .98  30   0    1400 .97
        datakommunikation            24x7   users all                       .95  .90  75   .35  2400 .96
        tradlost-natverk             24x7   users all                       .75  .95  24   .40  5800 .86
        telefoni                     office users all                       .45  0    60   0    5100 .88
        mobiltelefon                 office users all                       .60  0    190  .50  2700 .92
        distanstjanster              24x7   users office,field,public       .40  0    40   0    8300 .68
        mdm                          office users all                       .65  0    28   0    7000 .84
        e-moten                      24x7   users all                       .80  .15  25   0    2400 .72
        chromebook                   office users school                    .05  .85  95   .70 12600 .90
        it-arbetsplats               office users all                       .62  0    560  .55  5800 .92
        e-tjanstekort                office users care,office               .70  0    22   0   21600 .72
        it-utbildningsplats          office count office,school             .01  .002 310  .30  2400 0
        it-bastjanst-lagring         24x7   users all                       .90  .80  12   .20  2600 .82
        it-bastjanst-skrivarko       office count all                       .03  0    140  .30  3800 0
        pekplatta                    office count school,care,leisure       .18  .12  85   .60  2100 0
        skrivare-mfp                 office users all                       .60  .10  65   .40 15400 .76
        videoprojektor               office count school,leisure            .03  0    90   .70  1400 0
        it-grupprum                  office count office,school             .012 0    620  .50  3000 0
        kameraovervakning-lagring    24x7   count field,school              .02  .004 75   .20  2700 0
        inpasseringssystem           24x7   count all                       .30  0    24   .30  1600 0
        driftavtal                   office count all                       .06  0    1900 0    2200 0
        e-tjansteplattform-drift     24x7   count public                    .05  .01  210  0    5600 0
        samarbetsplattform-drift-utb 24x7   users school                    .95  .95  14   0   13100 .78
        virtuell-server              24x7   count all                       .035 .003 980  .20  1100 0
        databastjanst                24x7   count all                       .02  .001 760  0    1300 0
        lagring-plus                 24x7   count all                       .05  .002 240  .30  1400 0
        teknisk-serverdrift          24x7   count all                       .01  .001 1450 0    1000 0
        integrationsplattform        24x7   count all                       .012 .001 1150 0    4200 0
        sakerhetskopiering           24x7   count all                       .06  .004 95   .10  1900 0
        overvakning                  24x7   count all                       .04  .003 60   0     800 0
        """.lines().map(ServiceShape::parse).toList();

    /** Services that came down together in the big outage. */
    static final Set<String> IN_OUTAGE =
            Set.of("it-bastjanst-konto", "it-arbetsplats", "e-moten", "distanstjanster", "it-bastjanst-lagring");

    private static ServiceShape parse(String line) {
        String[] cells = SPACES.split(line.strip());
        return new ServiceShape(
                cells[0],
                cells[1].equals("24x7"),
                cells[2].equals("users"),
                Set.of(cells[3].split(",")),
                Double.parseDouble(cells[4]),
                Double.parseDouble(cells[5]),
                Double.parseDouble(cells[6]),
                Double.parseDouble(cells[7]),
                Double.parseDouble(cells[8]) / MILLION,
                Double.parseDouble(cells[9]));
    }

    boolean isUsedBy(OrganisationShape organisation) {
        return kinds.stream().anyMatch(organisation.kinds()::contains);
    }

    /** Units that the organisation has of it in the month, at least one. */
    long units(OrganisationShape organisation, Timeline time, Period month) {
        int employees = organisation.employees(time, month);
        double taste = Noise.factor(0.10, "units", code, organisation.code());
        double staff = Math.min(employees, employees * perEmployee * taste);
        double units = staff + organisation.pupils() * perPupil;
        return Math.max(1, StrictMath.round(units));
    }
}
