package se.styrkort.collector;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.web.Page;
import se.styrkort.web.Problem;

/**
 * The pages of sources.
 *
 * @param sources all that the reader sees, or the one that the page is about
 * @param collectors of all sources; none for who does not see what they do
 * @param runs the last of the source's collectors, the newest first
 * @param form what stands in the form
 * @param fault why what was written could not be so
 * @param done the key of the sentence that says what was done
 */
public record SourcePage(
        List<Freshness> sources,
        List<CollectorView> collectors,
        List<CollectorView.Run> runs,
        Instant now,
        Form form,
        @Nullable Problem fault,
        @Nullable String done) {
    /** What somebody wrote about a source; empty for what is not said. */
    public record Form(String owner, String rhythm, String maxAge, String description) {
        static final Form EMPTY = new Form("", "", "", "");

        static Form of(Source source) {
            Rhythm rhythm = source.rhythm();
            String maxAge = source.maxAge();
            return new Form(
                    source.owner(),
                    rhythm == null ? "" : rhythm.code(),
                    maxAge == null ? "" : maxAge,
                    source.description());
        }
    }

    public Freshness one() {
        return sources.getFirst();
    }

    public static String address(String code) {
        return "/sources/" + URLEncoder.encode(code, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public List<CollectorView> of(Freshness source) {
        return collectors.stream()
                .filter(collector -> collector.source().equals(source.source().code()))
                .toList();
    }

    /** The last run of those that fetch from a source. */
    public CollectorView.@Nullable Run lastRun(Freshness source) {
        CollectorView.Run last = null;
        for (CollectorView collector : of(source)) {
            CollectorView.Run run = collector.lastRun();
            if (run != null && (last == null || run.startedAt().isAfter(last.startedAt()))) {
                last = run;
            }
        }
        return last;
    }

    public String state(Freshness source) {
        return source.state(now).code();
    }

    /** The class that repeats the freshness in colour. */
    public String stateClass(Freshness source) {
        return switch (source.state(now)) {
            case FRESH -> "status-met";
            case LATE -> "status-below";
            case NEVER_DELIVERED -> "status-near";
            case NO_RHYTHM -> "status-no_information";
        };
    }

    public String rhythm(Page page, Freshness source) {
        Rhythm rhythm = source.source().rhythm();
        return page.t("collector.rhythm." + (rhythm == null ? "unsaid" : rhythm.code()));
    }

    /** A period, or the sign for none. */
    public static String period(@Nullable Period period) {
        return period == null ? "–" : period.code();
    }

    public static String moment(Page page, @Nullable Instant instant) {
        return instant == null ? "–" : page.format().dateTime(instant);
    }

    public List<String> rhythms() {
        return Arrays.stream(Rhythm.values()).map(Rhythm::code).toList();
    }
}
