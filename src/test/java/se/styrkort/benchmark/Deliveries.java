package se.styrkort.benchmark;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;

/**
 * Files of the profile {@code observations} as a municipality would deliver them: month by month, in each month
 * organisation by organisation. The same at every run.
 */
final class Deliveries {
    static final int ROWS = 1_000_000;

    /** 34 services x 43 organisations x 19 metrics x 36 months are eight rows more than a million. */
    private static final int SERVICES = 34;

    private static final int ORGANISATIONS = 43;

    private static final YearMonth FIRST = YearMonth.of(2023, 1);
    private static final String HEADER = "period;metric;service;organisation;value\n";

    private static final List<String> METRICS = List.of(
            "usage.active_users",
            "usage.target_group",
            "usage.transactions",
            "usage.volume",
            "licence.assigned",
            "licence.active",
            "transactions.completed",
            "transactions.completed_digital",
            "survey.support_answers",
            "survey.support_satisfied",
            "cost.total",
            "cost.invoiced",
            "cost.basket_current",
            "cost.basket_base",
            "availability.agreed_s",
            "availability.down_s",
            "desk.contacts",
            "desk.within_level",
            "desk.handling_s");

    private Deliveries() {}

    private static String organisation(int number) {
        return "namnd-%02d".formatted(number);
    }

    private static String service(int number) {
        return "tjanst-%02d".formatted(number);
    }

    /** What the files speak of, apart from the shipped metrics. */
    static String catalog() {
        StringBuilder yaml = new StringBuilder("""
                objects: [{code: ikt, name: IKT}]
                products: [{code: plattform, object: ikt, name: Plattform}]
                services:
                """);
        for (int i = 1; i <= SERVICES; i++) {
            yaml.append("  - {code: %s, product: plattform, name: Tjänst %d}%n".formatted(service(i), i));
        }
        yaml.append("organisations:\n");
        for (int i = 1; i <= ORGANISATIONS; i++) {
            yaml.append("  - {code: %s, name: Nämnd %d, kind: board}%n".formatted(organisation(i), i));
        }
        return yaml.toString();
    }

    /** What a file holds. */
    record Contents(int rows, int edition, int restatedOf, boolean newestFirst, String prefix, int part, int parts) {
        /**
         * A million rows.
         *
         * @param edition each gives every row another value
         */
        static Contents of(int edition) {
            return new Contents(ROWS, edition, 1, false, "", 0, 1);
        }

        /** The same, the months in the opposite order. */
        Contents shuffled() {
            return new Contents(rows, edition, restatedOf, true, prefix, part, parts);
        }

        /** Only one row in so many has another value than edition 0. */
        Contents restating(int oneIn) {
            return new Contents(rows, edition, oneIn, newestFirst, prefix, part, parts);
        }

        Contents rows(int number) {
            return new Contents(number, edition, restatedOf, newestFirst, prefix, part, parts);
        }

        /** Of series of its own, told apart by their qualifier. */
        Contents qualified(String qualifier) {
            return new Contents(rows, edition, restatedOf, newestFirst, qualifier, part, parts);
        }

        /** Only one part of the organisations, as one of several senders has them. */
        Contents part(int number, int of) {
            return new Contents(rows, edition, restatedOf, newestFirst, prefix, number, of);
        }
    }

    static void write(Path file, Contents contents) throws IOException {
        int each = METRICS.size() * SERVICES * ORGANISATIONS;
        int months = (contents.rows() + each - 1) / each;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(contents.prefix().isEmpty() ? HEADER : HEADER.replace("value", "qualifier;value"));
            int rows = 0;
            for (int i = 0; i < months; i++) {
                YearMonth month = FIRST.plusMonths(contents.newestFirst() ? months - 1L - i : i);
                // the last month of a file of a round number of rows is cut; in whichever place it comes
                int left = month.equals(FIRST.plusMonths(months - 1L)) ? contents.rows() - (months - 1) * each : each;
                rows = month(out, month, contents, left, rows);
            }
        }
    }

    private static int month(BufferedWriter out, YearMonth month, Contents contents, int left, int before)
            throws IOException {
        int rows = 0;
        for (int organisation = 1; organisation <= ORGANISATIONS; organisation++) {
            for (int service = 1; service <= SERVICES; service++) {
                for (String metric : METRICS) {
                    if (rows == left) {
                        return before + rows;
                    }
                    rows++;
                    if (organisation % contents.parts() != contents.part()) {
                        continue;
                    }
                    int size = (organisation * 7919 + service * 1009 + month.getMonthValue() * 31) & 0xFFFF;
                    int edition = (before + rows) % contents.restatedOf() == 0 ? contents.edition() : 0;
                    String value = metric.startsWith("cost.")
                            ? size * 37 + edition + "," + (10 + size % 90)
                            : String.valueOf(size + edition);
                    out.write(month + ";" + metric + ";" + service(service) + ";" + organisation(organisation) + ";"
                            + (contents.prefix().isEmpty() ? "" : contents.prefix() + ";") + value + "\n");
                }
            }
        }
        return before + rows;
    }

    /** The same observation over and over, with another value each time. */
    static void writeOneKey(Path file, int rows) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(HEADER);
            for (int i = 0; i < rows; i++) {
                out.write(FIRST + ";" + METRICS.getFirst() + ";" + service(1) + ";" + organisation(1) + ";" + i + "\n");
            }
        }
    }
}
