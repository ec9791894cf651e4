package se.styrkort.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredFiguresJobTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Figures broken = new Figures("broken");
    private final Figures sound = new Figures("sound");
    private final StoredFiguresJob job = new StoredFiguresJob(List.of(broken, sound), registry);

    private static final class Figures implements StoredFigures {
        private final String name;
        private int state;
        private int read;
        private boolean fails;

        Figures(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Object state() {
            return state;
        }

        @Override
        public void refresh() {
            if (fails) {
                throw new IllegalStateException("no connection");
            }
            read++;
        }
    }

    private String failures() {
        return "broken %.0f, sound %.0f".formatted(failures("broken"), failures("sound"));
    }

    private double failures(String name) {
        return registry.get("styrkort.figures.refresh.failures")
                .tag("figures", name)
                .counter()
                .count();
    }

    private double checked(String name) {
        return registry.get("styrkort.figures.checked.timestamp")
                .tag("figures", name)
                .gauge()
                .value();
    }

    @Test
    void nothingIsReadWhileNothingHasChanged() {
        job.refresh();
        job.refresh();
        assertEquals(1, sound.read);
        sound.state = 1;
        job.refresh();
        assertEquals(2, sound.read);
        assertEquals("broken 0, sound 0", failures());
    }

    @Test
    void whatFailsIsCountedHoldsUpNothingElseAndIsTriedAgain() {
        broken.fails = true;
        job.refresh();
        job.refresh();
        assertEquals("broken 2, sound 0", failures());
        assertEquals(1, sound.read);
        assertEquals(0, checked("broken"));
        broken.fails = false;
        job.refresh();
        assertEquals("broken 2, sound 0", failures());
        assertEquals(1, broken.read);
        assertEquals(System.currentTimeMillis() / 1000.0, checked("broken"), 60);
    }

    @Test
    void nothingIsReadAfterTheStop() {
        job.stop();
        job.refresh();
        assertEquals(0, sound.read);
    }
}
