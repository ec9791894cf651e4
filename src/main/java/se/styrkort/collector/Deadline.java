package se.styrkort.collector;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.jspecify.annotations.Nullable;

/** Cuts a request off when the whole has taken too long, however it dribbles. */
final class Deadline {
    private final ScheduledExecutorService clock;
    private final long endNanos;
    private @Nullable ScheduledFuture<?> cut;

    Deadline(ScheduledExecutorService clock, Duration limit) {
        this.clock = clock;
        endNanos = System.nanoTime() + limit.toNanos();
    }

    void guard(HttpUriRequestBase request) {
        end();
        cut = clock.schedule(request::abort, endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    boolean isOver() {
        return System.nanoTime() - endNanos >= 0;
    }

    void end() {
        if (cut != null) {
            cut.cancel(false);
        }
    }
}
