package se.styrkort.web;

import jakarta.inject.Singleton;

/** Whether the program can serve: said once, by the command that started it, when all that it needs is in place. */
@Singleton
public final class Readiness {
    private volatile boolean ready;

    public void ready() {
        ready = true;
    }

    public boolean isReady() {
        return ready;
    }
}
