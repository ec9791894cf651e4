package se.styrkort.ingest;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Brings the shipped profiles in at every start: a new release may bring new versions of them. */
@Singleton
final class ProfileStartHandler implements ApplicationEventListener<StartupEvent> {
    private final ProfileRepository profiles;

    ProfileStartHandler(ProfileRepository profiles) {
        this.profiles = profiles;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        try {
            profiles.storeShipped();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
