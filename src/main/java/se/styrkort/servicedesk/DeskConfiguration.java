package se.styrkort.servicedesk;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How the service desk works.
 *
 * @param hours code of the service hours in which its clock runs; where the catalog has none of this code, it always runs
 */
@Context
@ConfigurationProperties("styrkort.desk")
record DeskConfiguration(@Bindable(defaultValue = "office") String hours) {
    DeskConfiguration {
        if (hours.isBlank()) {
            throw new IllegalArgumentException(
                    "STYRKORT_DESK_HOURS is the code of service hours, such as office or 24x7");
        }
    }
}
