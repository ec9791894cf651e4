package se.styrkort.comparison;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** So many at a time, and the others in the order in which they came. */
final class Turns {
    private final Semaphore free;

    Turns(int atATime) {
        this.free = new Semaphore(atATime, true);
    }

    /** Waits until it is its turn. Nothing that is done in a turn may wait for another turn. */
    <T> T take(Supplier<T> done) {
        free.acquireUninterruptibly();
        try {
            return done.get();
        } finally {
            free.release();
        }
    }
}
