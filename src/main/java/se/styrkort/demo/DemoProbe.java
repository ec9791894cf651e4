package se.styrkort.demo;

import java.time.Instant;

/** One row of the profile {@code probes}, made up. */
record DemoProbe(String service, Instant at, boolean up) {
    static final String HEADER = "service;at;up";

    String csv() {
        return String.join(";", service, at.toString(), Boolean.toString(up));
    }
}
