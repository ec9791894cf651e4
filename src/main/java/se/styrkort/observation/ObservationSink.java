package se.styrkort.observation;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * A file of observations in the columns of the profile {@code observations}, so that it can be taken in again as it is.
 * Closing it ends the file.
 */
interface ObservationSink extends Closeable {
    List<String> COLUMNS = List.of(
            "period",
            "metric",
            "service",
            "organisation",
            "qualifier",
            "state",
            "value",
            "quality",
            "sample_size",
            "std_dev");

    void write(ObservationRepository.Keyed row) throws IOException;
}
