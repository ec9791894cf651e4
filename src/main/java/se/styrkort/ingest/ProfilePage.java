package se.styrkort.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.web.Page;
import se.styrkort.web.Problem;

/**
 * What the page on which profiles are made shows.
 *
 * @param profiles those in force
 * @param sample the file that one is made for; absent before there is one
 * @param yaml of the profile that is being made, as it was written last
 * @param trial what the sample becomes under it; absent when one of the two cannot be read
 * @param fault why it could not be read or stored
 * @param stored code of the one that was stored just now
 */
public record ProfilePage(
        List<Existing> profiles,
        @Nullable SampleFile sample,
        String yaml,
        @Nullable ProfileTrial trial,
        @Nullable Problem fault,
        @Nullable String stored) {

    /** A profile in the version in force. */
    public record Existing(String code, int version, String yaml) {}

    public ProfilePage {
        profiles = List.copyOf(profiles);
    }

    /** The sentence for a rejection. */
    public String words(Page page, Rejection rejection) {
        return ImportView.Row.of(rejection, page).message();
    }
}
