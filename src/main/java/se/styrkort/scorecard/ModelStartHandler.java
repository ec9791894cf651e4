package se.styrkort.scorecard;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Gives a database that has no model the one that we propose, and tells readers of the database of all there are. */
@Singleton
final class ModelStartHandler implements ApplicationEventListener<StartupEvent> {
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
        try (InputStream in = ModelStartHandler.class.getResourceAsStream("/shipped/it-styrkort.yaml")) {
            if (in == null) {
                throw new IllegalStateException("the shipped model is not in the program");
            }
            models.store(new String(in.readAllBytes(), StandardCharsets.UTF_8), "styrkort");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
