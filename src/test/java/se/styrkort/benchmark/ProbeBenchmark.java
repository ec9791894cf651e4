package se.styrkort.benchmark;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/**
 * A month of one-minute probes of 500 services, against {@code COPY} of the same file into a bare table on the same server,
 * and what is read of it, against a bare query. {@code -Dstyrkort.bench.services} makes it smaller.
 */
class ProbeBenchmark {
    private static final int SERVICES = Integer.getInteger("styrkort.bench.services", 500);
    private static final int MINUTES = 30 * 24 * 60;
    private static final int READS = 5;
    private static final Path RESULT = Path.of("target", "bench.txt");

    /** The last month that is over. */
    private final YearMonth month = lastMonth(LocalDate.now(ZoneOffset.UTC));

    private static YearMonth lastMonth(LocalDate today) {
        return YearMonth.from(today).minusMonths(today.getDayOfMonth() == 1 ? 2 : 1);
    }

    @TempDir
    private static Path temp;

    private final List<String> lines = new ArrayList<>();

    private void say(String what, String result) {
        lines.add("%-56s %s".formatted(what, result));
    }

    @Test
    void aMonthOfProbes() throws Exception {
        try (ServerProcess server = ServerProcess.start(temp.resolve("data"));
                Connection connection = server.connect()) {
            server.post("/api/v1/catalog", "application/yaml", BodyPublishers.ofString(catalog()));
            Path file = temp.resolve("probes.csv");
            write(file);
            long rows = (long) SERVICES * MINUTES;
            double copy = copy(connection, file);
            double taken = take(server, file, "probes");
            say("%,d probes of %d services, %d MiB".formatted(rows, SERVICES, Files.size(file) >> 20), "");
            say("COPY of the file into a bare table", "%,.0f rows/s".formatted(rows / copy));
            say(
                    "import, runs and the month's figures included",
                    "%,.0f rows/s, %.2f of COPY (aim 0.8)".formatted(rows / taken, copy / taken));
            ServerProcess.Heap heap = server.heapAtMost();
            say("JVM heap at most", "%d MiB, %d MiB outlived a collection".formatted(heap.before(), heap.after()));
            double count = fastest(() -> count(connection));
            String ofMonth = "/api/v1/availability?from=" + month + "&to=" + month;
            double read = fastest(() -> server.get(ofMonth));
            say(
                    "the month's availability of all / count(*) of the probes",
                    "%.0f ms / %.0f ms = %.3f (aim 0.1)".formatted(read * 1e3, count * 1e3, read / count));
            late(server);
            year(server, connection);
        }
        Files.write(RESULT, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        System.out.println("\n" + String.join("\n", lines) + "\n");
    }

    private static String catalog() {
        StringBuilder yaml = new StringBuilder("""
                objects: [{code: ob, name: O}]
                products: [{code: pr, object: ob, name: P}]
                service_hours: [{code: all, zone: UTC, week: {mon-sun: "00:00-24:00"}}]
                services:
                """);
        for (int i = 0; i < SERVICES; i++) {
            yaml.append(
                    "  - {code: s%03d, product: pr, name: S%03d, service_hours: all, measured_by: probes, probe_hold: until_next}\n"
                            .formatted(i, i));
        }
        return yaml.toString();
    }

    /** Minute by minute as a monitor writes it: each service is down for some minutes of the month. */
    private void write(Path file) throws IOException {
        Instant first = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("service,at,up,response_ms\n");
            for (int minute = 0; minute < MINUTES; minute++) {
                String at = first.plusSeconds(60L * minute).toString();
                for (int service = 0; service < SERVICES; service++) {
                    boolean down = (minute + 97 * service) % 9_973 < 5;
                    out.write("s%03d,".formatted(service));
                    out.write(at);
                    out.write(down ? ",false,\n" : ",true,12\n");
                }
            }
        }
    }

    private static double copy(Connection connection, Path file) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table public.bare (service text, at timestamptz, up boolean, response_ms real)");
            statement.execute("checkpoint");
        }
        long started = System.nanoTime();
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy public.bare from stdin (format csv, header)", bytes, 1 << 16);
        }
        return (System.nanoTime() - started) / 1e9;
    }

    private static double take(ServerProcess server, Path file, String source) throws Exception {
        long started = System.nanoTime();
        String answer = server.post(
                "/api/v1/imports?profile=probes&source=" + source + "&fileName=probes.csv",
                "text/csv",
                BodyPublishers.ofFile(file));
        assertTrue(answer.contains("\"rejected\":0"), () -> answer.substring(0, Math.min(600, answer.length())));
        return (System.nanoTime() - started) / 1e9;
    }

    private interface Work {
        Object run() throws Exception;
    }

    /** Seconds of the fastest of some tries: what else the machine does only makes it slower. */
    private static double fastest(Work work) throws Exception {
        double fastest = Double.MAX_VALUE;
        for (int i = 0; i < READS; i++) {
            long started = System.nanoTime();
            work.run();
            fastest = Math.min(fastest, (System.nanoTime() - started) / 1e9);
        }
        return fastest;
    }

    private static long count(Connection connection) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from public.bare")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** A day of one service comes late, before and after three years of it have come. */
    private void late(ServerProcess server) throws Exception {
        double before = lateDay(server, 1);
        Path history = temp.resolve("history.csv");
        Instant end = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        try (BufferedWriter out = Files.newBufferedWriter(history)) {
            out.write("service,at,up,response_ms\n");
            int minute = 0;
            for (Instant at = end.minusSeconds(3 * 365L * 86_400); at.isBefore(end); at = at.plusSeconds(600)) {
                out.write("s000," + at + (minute++ % 50 == 0 ? ",false,\n" : ",true,\n"));
            }
        }
        take(server, history, "probes");
        double after = lateDay(server, 2);
        say(
                "a late day, after three years more of history / before",
                "%.0f ms / %.0f ms = %.2f".formatted(after * 1e3, before * 1e3, after / before));
    }

    private double lateDay(ServerProcess server, int day) throws Exception {
        double fastest = Double.MAX_VALUE;
        for (int i = 0; i < READS; i++) {
            Path file = temp.resolve("late.csv");
            Instant first = month.atDay(20 + day).atStartOfDay(ZoneOffset.UTC).toInstant();
            try (BufferedWriter out = Files.newBufferedWriter(file)) {
                out.write("service,at,up,response_ms\n");
                for (int minute = 0; minute < 24 * 60; minute++) {
                    boolean down = minute >= 600 && minute < 610 + i;
                    out.write("s000," + first.plusSeconds(60L * minute) + (down ? ",false,\n" : ",true,\n"));
                }
            }
            fastest = Math.min(fastest, take(server, file, "probes"));
        }
        return fastest;
    }

    /** Twelve months of all services as they are read over the API, against a bare query of the same observations. */
    private void year(ServerProcess server, Connection connection) throws Exception {
        Path file = temp.resolve("year.csv");
        Instant end = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("service,at,up,response_ms\n");
            for (Instant at = month.minusMonths(11)
                            .atDay(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant();
                    at.isBefore(end);
                    at = at.plusSeconds(86_400)) {
                for (int service = 1; service < SERVICES; service++) {
                    out.write("s%03d,%s,true,\n".formatted(service, at));
                }
            }
        }
        take(server, file, "probes");
        String from = month.minusMonths(11).toString();
        double bare = fastest(() -> observations(connection, from));
        String query = "?from=" + from + "&to=" + month;
        double api = fastest(() -> server.get("/api/v1/availability" + query));
        double page = fastest(() -> server.get("/availability?period=" + month));
        say(
                "a year of all services over the API / bare query",
                "%.0f ms / %.0f ms = %.2f (aim 3)".formatted(api * 1e3, bare * 1e3, api / bare));
        say(
                "IT management's page of the year / bare query",
                "%.0f ms / %.0f ms = %.2f (aim 3)".formatted(page * 1e3, bare * 1e3, page / bare));
    }

    private long observations(Connection connection, String from) throws Exception {
        long found = 0;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select m.code, v.code, o.period, o.value from styrkort.observation o
                        join styrkort.series s using (series_id)
                        join styrkort.catalog_entry m on m.entry_id = s.metric_id
                        join styrkort.catalog_entry v on v.entry_id = s.service_id
                        where m.code like 'availability.%%' and o.period between date '%s-01' and date '%s-01'
                        """.formatted(from, month))) {
            while (row.next()) {
                found += row.getBigDecimal(4).signum();
            }
        }
        return found;
    }
}
