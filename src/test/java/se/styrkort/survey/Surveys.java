package se.styrkort.survey;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Survey;
import se.styrkort.document.Wording;

/** Surveys and organisations for tests without a database. */
final class Surveys {
    private Surveys() {}

    static Survey satisfied(int minimum) {
        return survey(Survey.Scoring.SATISFIED, List.of("q"), minimum, null, Map.of());
    }

    static Survey sus() {
        return survey(
                Survey.Scoring.SUS,
                IntStream.rangeClosed(1, SusScore.ITEMS)
                        .mapToObj(item -> "q" + item)
                        .toList(),
                1,
                null,
                Map.of());
    }

    static Survey survey(
            Survey.Scoring scoring,
            List<String> scored,
            int minimum,
            @Nullable Long invited,
            Map<String, Long> invitedOf) {
        return new Survey(
                "s",
                new Wording("S", "S"),
                new Survey.Scale(1, 5),
                List.of(4, 5),
                scoring,
                List.of(),
                scored,
                minimum,
                null,
                invited,
                invitedOf,
                Map.of());
    }

    /** An organisation and all above it: each is below what it begins with, up to one letter. */
    static final Function<String, List<String>> UPWARDS = organisation -> IntStream.range(0, organisation.length())
            .mapToObj(cut -> organisation.substring(0, organisation.length() - cut))
            .toList();
}
