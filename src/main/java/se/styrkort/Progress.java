package se.styrkort;

import java.io.Console;
import java.time.Duration;
import java.util.Locale;

/**
 * Says on standard error that long work goes on: nothing for the first seconds, then a line now and then, on a terminal
 * always the same one.
 */
final class Progress {
    private static final double MEGABYTE = 1e6;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final boolean terminal = isTerminal();
    private final Duration every = terminal ? Duration.ofMillis(200) : Duration.ofSeconds(10);
    private final long begun = System.nanoTime();
    private long said;
    private int shown;

    /** Java 22 to 24 always have a console, Java 25 has none where nobody sits at one. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /**
     * How far it has come.
     *
     * @param done bytes
     * @param all bytes; 0 where that is not known
     */
    void at(String what, long done, long all) {
        if (isDue()) {
            say(
                    done == 0
                            ? what
                            : all == 0
                                    ? String.format(Locale.ROOT, "%s, %.1f MB", what, done / MEGABYTE)
                                    : String.format(
                                            Locale.ROOT, "%s, %.1f of %.1f MB", what, done / MEGABYTE, all / MEGABYTE));
        }
    }

    /** That it is waited for, and how long already. */
    void waiting(String what) {
        if (isDue()) {
            say("%s, %d s"
                    .formatted(what, Duration.ofNanos(System.nanoTime() - begun).toSeconds()));
        }
    }

    private boolean isDue() {
        long now = System.nanoTime();
        if (now - begun < PATIENCE.toNanos() || (said != 0 && now - said < every.toNanos())) {
            return false;
        }
        said = now;
        return true;
    }

    private void say(String line) {
        if (terminal) {
            System.err.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
            System.err.flush();
        } else {
            System.err.println(line);
        }
        shown = line.length();
    }

    /** Leaves the line free for what comes next. */
    void done() {
        if (terminal && shown > 0) {
            System.err.print("\r" + " ".repeat(shown) + "\r");
            System.err.flush();
            shown = 0;
        }
    }
}
