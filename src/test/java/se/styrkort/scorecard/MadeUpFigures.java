package se.styrkort.scorecard;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import se.styrkort.calendar.Period;

/**
 * Figures for every metric of the shipped model, made with a fixed seed: municipalities with {@value #BOARDS} boards each, whose
 * figures the boards deliver; 40 services, of which each board uses ten. One figure of a hundred is missing.
 */
record MadeUpFigures(int organisations) {
    static final int BOARDS = 24;

    private static final int SERVICES = 40;
    private static final int USED = 10;
    private static final long SEED = 20_260_301;

    /** The window that the shipped model reads a metric in. */
    record Window(int months, boolean quarter, boolean latest, boolean common) {}

    static final Map<String, Window> WINDOWS = windows();

    private static Map<String, Window> windows() {
        Map<String, Window> windows = new LinkedHashMap<>();
        Window month = new Window(1, false, false, false);
        Window quarter = new Window(3, true, false, false);
        Window rolling = new Window(12, false, false, false);
        for (String metric : List.of(
                "transactions.completed_digital", "transactions.completed",
                "usage.active_users", "usage.target_group",
                "licence.active", "licence.assigned",
                "cost.basket_current", "cost.basket_base",
                "desk.within_level", "desk.contacts")) {
            windows.put(metric, month);
        }
        for (String metric : List.of(
                "availability.down_s", "availability.agreed_s",
                "availability.planned_s", "availability.unknown_s")) {
            windows.put(metric, new Window(1, false, false, true));
        }
        for (String metric : List.of(
                "survey.e_service_satisfied", "survey.e_service_answers",
                "survey.support_satisfied", "survey.support_answers")) {
            windows.put(metric, quarter);
        }
        for (String metric : List.of(
                "benefit.external_realised", "benefit.external_planned",
                "benefit.internal_realised", "benefit.internal_planned",
                "cost.total", "staff.employees",
                "project.cost_outcome", "project.cost_approved",
                "control.passed", "control.performed",
                "handover.without_critical_remark", "handover.performed")) {
            windows.put(metric, rolling);
        }
        windows.put("dimios.digital_capability", new Window(18, false, true, false));
        windows.put("dimios.digital_heritage", new Window(18, false, true, false));
        windows.put("survey.ability_good", new Window(12, false, true, false));
        windows.put("survey.ability_answers", new Window(12, false, true, false));
        return windows;
    }

    static String municipality(int number) {
        return "k%03d".formatted(number);
    }

    static String board(int municipality, int number) {
        return municipality(municipality) + "-n%02d".formatted(number);
    }

    String catalog() {
        StringBuilder yaml = new StringBuilder("""
                objects: [{code: ob, name: O}]
                products: [{code: pr, object: ob, name: P}]
                services:
                """);
        for (int i = 0; i < SERVICES; i++) {
            yaml.append("  - {code: s%02d, product: pr, name: S%02d}\n".formatted(i, i));
        }
        yaml.append("organisations:\n");
        for (int i = 0; i < organisations; i++) {
            int municipality = i / (BOARDS + 1);
            int place = i % (BOARDS + 1);
            yaml.append(
                    place == 0
                            ? "  - {code: %1$s, name: %1$s, kind: municipality}\n".formatted(municipality(municipality))
                            : "  - {code: %1$s, name: %1$s, kind: board, parent: %2$s}\n"
                                    .formatted(board(municipality, place - 1), municipality(municipality)));
        }
        return yaml.toString();
    }

    /** Each organisation with whatever stands at or above it. */
    void tree(BiConsumer<String, String> path) {
        for (int i = 0; i < organisations; i++) {
            String municipality = municipality(i / (BOARDS + 1));
            int place = i % (BOARDS + 1);
            if (place == 0) {
                path.accept(municipality, municipality);
            } else {
                String board = board(i / (BOARDS + 1), place - 1);
                path.accept(board, board);
                path.accept(board, municipality);
            }
        }
    }

    /** The months from one to another, both inclusive. The same months are the same figures, whatever is written with them. */
    void write(Path file, Period from, Period to) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("period,metric,service,organisation,value\n");
            for (Period month = from; month.compareTo(to) <= 0; month = month.next()) {
                Random random = new Random(SEED + month.first().toEpochDay());
                for (int i = 0; i < organisations; i++) {
                    if (i % (BOARDS + 1) != 0) {
                        ofBoard(out, month, i, random);
                    }
                }
                for (int i = 0; i < SERVICES; i++) {
                    line(out, month, "availability.agreed_s", service(i), "", 2_592_000);
                    line(out, month, "availability.planned_s", service(i), "", 3_600);
                    line(out, month, "availability.down_s", service(i), "", random.nextInt(9_000));
                    line(out, month, "availability.unknown_s", service(i), "", 0);
                }
            }
        }
    }

    private static void ofBoard(BufferedWriter out, Period month, int number, Random random) throws IOException {
        String organisation = board(number / (BOARDS + 1), number % (BOARDS + 1) - 1);
        for (Map.Entry<String, Window> each : WINDOWS.entrySet()) {
            String metric = each.getKey();
            boolean ofServices = metric.startsWith("usage.") || metric.startsWith("availability.");
            boolean due = !each.getValue().latest() || month.first().getMonthValue() == 3;
            if (!ofServices && due) {
                out.write(month + "," + metric + ",," + organisation + ","
                        + (random.nextInt(100) == 0 ? "-" : String.valueOf(50 + random.nextInt(950))) + "\n");
            }
        }
        for (int i = 0; i < USED; i++) {
            String service = service((number * 3 + i * 7) % SERVICES);
            int users = 1 + random.nextInt(200);
            line(out, month, "usage.active_users", service, organisation, users);
            line(out, month, "usage.target_group", service, organisation, users + random.nextInt(100));
        }
    }

    private static String service(int number) {
        return "s%02d".formatted(number);
    }

    private static void line(
            BufferedWriter out, Period month, String metric, String service, String organisation, int value)
            throws IOException {
        out.write(month + "," + metric + "," + service + "," + organisation + "," + value + "\n");
    }
}
