package se.styrkort.web;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.Map;

/** Meters of the libraries as {@code promtool check metrics} wants them: with a help text, or not at all. */
@Factory
class MeterFilterFactory {
    private static final Map<String, String> HELP = Map.of(
            "http.server.requests", "Time to answer a request that was let in, by route and status",
            "executor", "Time that tasks of the executor took");

    /** A help text for those that come without one. */
    @Singleton
    MeterFilter help() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                String help = HELP.get(id.getName());
                return help == null
                        ? id
                        : new Meter.Id(id.getName(), Tags.of(id.getTags()), id.getBaseUnit(), help, id.getType());
            }
        };
    }

    /** Named against the rules of the exposition format; what they tell is in {@code process_cpu_usage}. */
    @Singleton
    MeterFilter misnamed() {
        return MeterFilter.deny(
                id -> id.getName().equals("process.cpu.time") || id.getName().equals("system.cpu.count"));
    }
}
