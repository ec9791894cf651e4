package se.styrkort.scorecard;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Gives a database that has no model those that we propose, and tells readers of the database of all there are. */
@Singleton
final class ModelStartHandler implements ApplicationEventListener<StartupEvent> {
    /** The standard first, and one for boards that several municipalities have in common. */
    private static final List<String> SHIPPED = List.of(ScorecardDefaults.SHIPPED, "gemensam-it");

    private final ModelRepository models;

    ModelStartHandler(ModelRepository models) {
        this.models = models;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        if (!models.all().isEmpty()) {
            models.describe();
            return;
        }
        SHIPPED.forEach(this::store);
    }

    private void store(String code) {
        try (InputStream in = ModelStartHandler.class.getResourceAsStream("/shipped/" + code + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("a shipped model is not in the program: " + code);
            }
            models.store(new String(in.readAllBytes(), StandardCharsets.UTF_8), "styrkort");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
