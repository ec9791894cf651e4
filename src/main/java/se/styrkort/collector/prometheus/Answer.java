package se.styrkort.collector.prometheus;

import java.util.List;

/** What a range query was answered. */
public sealed interface Answer {
    /**
     * States, and what could not be understood as such.
     *
     * @param nameless series without the label that names the service
     * @param strange values that are neither 0 nor 1 nor NaN, which says that there is none
     * @param strangeExample the first of them, and its service; empty where there is none
     * @param warnings of Prometheus: the answer may lack something
     */
    record Found(States states, int nameless, long strange, String strangeExample, List<String> warnings)
            implements Answer {
        public Found {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Prometheus could not answer.
     *
     * @param reason its kind of error and its words: {@code bad_data: …}
     */
    record Failed(String reason) implements Answer {}

    /** More samples than are taken at once; the rest was not read. */
    record TooMuch() implements Answer {}

    /** No answer of Prometheus. */
    record Unreadable(String reason) implements Answer {}
}
