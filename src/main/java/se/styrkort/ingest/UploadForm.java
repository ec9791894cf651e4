package se.styrkort.ingest;

import org.jspecify.annotations.Nullable;

/** What a reader has filled in beside the file, kept when the form is shown again. Everything may be empty. */
public record UploadForm(String profile, String source, String reason, String decimal, boolean takeover) {
    static final UploadForm EMPTY = new UploadForm(ProfileRepository.OBSERVATIONS, "", "", "", false);

    static UploadForm of(ImportParameters sent) {
        return new UploadForm(
                sent.profile() == null ? ProfileRepository.OBSERVATIONS : sent.profile(),
                text(sent.source()),
                text(sent.reason()),
                text(sent.decimal()),
                sent.takeover() != null);
    }

    private static String text(@Nullable String sent) {
        return sent == null ? "" : sent;
    }
}
