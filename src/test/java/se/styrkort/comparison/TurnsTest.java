package se.styrkort.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns(2);

    @Test
    void aThirdWaitsUntilOneOfTwoIsDone() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch thirdBegun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> one = threads.submit(() -> held(begun, end));
            Future<Boolean> two = threads.submit(() -> held(begun, end));
            assertTrue(begun.await(10, TimeUnit.SECONDS), "two at a time");
            Future<Boolean> three = threads.submit(() -> held(thirdBegun, end));
            assertFalse(thirdBegun.await(50, TimeUnit.MILLISECONDS), "a third waits");
            end.countDown();
            assertTrue(one.get() && two.get() && three.get());
            assertEquals(0, thirdBegun.getCount());
        }
    }

    private boolean held(CountDownLatch begun, CountDownLatch end) {
        return turns.take(() -> {
            begun.countDown();
            try {
                return end.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        });
    }

    @Test
    void aTurnThatFailsIsGivenBack() {
        for (int i = 0; i < 3; i++) {
            assertThrows(
                    IllegalStateException.class,
                    () -> turns.take(() -> {
                        throw new IllegalStateException("it failed");
                    }));
        }
        assertEquals("done", turns.take(() -> "done"));
    }
}
