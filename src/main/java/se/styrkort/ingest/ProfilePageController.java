package se.styrkort.ingest;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Part;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.multipart.CompletedFileUpload;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.security.Trail;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.Page;
import se.styrkort.web.ProblemException;

/**
 * The page on which a profile is made for a sample file (inläsningsprofiler): a proposal, what each row becomes under it,
 * and the profile stored. Nothing here needs JavaScript, and before it is stored nothing is changed.
 */
@Controller("/profiles")
@Produces(MediaType.TEXT_HTML)
class ProfilePageController {
    private static final String STORE = "store";
    private static final int LONGEST_YAML = 100_000;

    /** Reads any file with a header, for its columns alone. */
    private static final Profile ANY = ProfileRepository.parsed("""
            code: any
            rows: [{metric: {constant: any}, period: {constant: any}, value: {constant: any}}]
            """);

    private final ProfileRepository profiles;
    private final DeliveryFactory deliveries;
    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;
    private final Trail trail;
    private final Templates templates;

    ProfilePageController(
            ProfileRepository profiles,
            DeliveryFactory deliveries,
            TransactionFactory transactions,
            RevisionRepository revisions,
            CatalogRepository catalogs,
            Trail trail,
            Templates templates) {
        this.profiles = profiles;
        this.deliveries = deliveries;
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.trail = trail;
        this.templates = templates;
    }

    @Needs(Permission.READ_IMPORTS)
    @Get
    JteModel list(Page page, @Nullable @QueryValue String stored) {
        return templates.ingestProfiles(page, new ProfilePage(existing(), null, "", null, null, stored));
    }

    /**
     * Reads a sample and proposes a profile, tries a profile on it, or stores the profile.
     *
     * @param file a sample that is new
     * @param sample the one that the page had, with {@code name}
     * @param action {@code store}, or else the profile is tried
     */
    @Needs(Permission.GOVERN)
    @Post
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    HttpResponse<?> make(
            Page page,
            Actor actor,
            @Nullable CompletedFileUpload file,
            @Nullable @Part String sample,
            @Nullable @Part String name,
            @Nullable @Part String yaml,
            @Nullable @Part String action)
            throws IOException {
        SampleFile tried = null;
        String written = yaml == null ? "" : yaml.replace("\r\n", "\n");
        try {
            if (file != null && !file.getFilename().isEmpty()) {
                try (InputStream bytes = file.getInputStream()) {
                    tried = SampleFile.of(bytes, file.getFilename());
                }
                written = proposal(tried);
            } else {
                tried = SampleFile.read(sample, name);
            }
            if (written.length() > LONGEST_YAML) {
                throw new ProblemException(413, "profile_too_long", String.valueOf(LONGEST_YAML));
            }
            if (STORE.equals(action)) {
                ProfileRepository.Stored stored = profiles.storeOwn(written, actor.name());
                trail.note(actor, "profile.stored", stored.code() + " " + stored.version());
                return HttpResponse.seeOther(URI.create("/profiles?stored=" + stored.code()));
            }
            return HttpResponse.ok(shown(page, tried, written, trial(tried, written), null));
        } catch (ProblemException mistake) {
            return HttpResponse.status(HttpStatus.valueOf(mistake.status()))
                    .body(shown(page, tried, written, untried(tried), mistake));
        }
    }

    /** The sample's columns and first rows, if it has any. */
    private @Nullable ProfileTrial untried(@Nullable SampleFile sample) throws IOException {
        return sample == null ? null : firstRows(sample).orElse(null);
    }

    private Optional<ProfileTrial> firstRows(SampleFile sample) throws IOException {
        return deliveries.receive(sample.open(), sample.fileName(), delivery -> {
            try (Table table = Table.open(delivery, ANY)) {
                return Optional.of(ProfileTrial.untried(table));
            } catch (UnreadableFile e) {
                return Optional.empty(); // why, was said already
            }
        });
    }

    private JteModel shown(
            Page page,
            @Nullable SampleFile sample,
            String yaml,
            @Nullable ProfileTrial trial,
            @Nullable ProblemException mistake) {
        return templates.ingestProfiles(
                page,
                new ProfilePage(existing(), sample, yaml, trial, mistake == null ? null : page.problem(mistake), null));
    }

    private String proposal(SampleFile sample) throws IOException {
        return received(sample, delivery -> {
            try (Table table = Table.open(delivery, ANY)) {
                List<List<String>> rows = ProfileTrial.untried(table).rows().stream()
                        .map(ProfileTrial.Row::cells)
                        .toList();
                return new ProfileProposal(
                                sample.fileName(),
                                table.header(),
                                rows,
                                table.form().delimiter(),
                                catalog())
                        .yaml();
            }
        });
    }

    private ProfileTrial trial(SampleFile sample, String yaml) throws IOException {
        ProfileReader.Reading reading = ProfileReader.read(yaml);
        Profile profile = reading.profile();
        if (profile == null) {
            throw new ProblemException(422, "invalid_profile", List.of(), reading.faults());
        }
        return received(sample, delivery -> ProfileTrial.of(delivery, profile, catalog()));
    }

    private <T> T received(SampleFile sample, DeliveryFactory.Work<T> work) throws IOException {
        try {
            return deliveries.receive(sample.open(), sample.fileName(), work);
        } catch (UnreadableFile e) {
            throw new ProblemException(422, "unreadable_file", List.of(sample.fileName()), e.faults());
        }
    }

    private Catalog catalog() {
        return transactions.inSnapshot(connection -> catalogs.read(connection, revisions.at(connection, null)));
    }

    private List<ProfilePage.Existing> existing() {
        return profiles.codes().stream()
                .map(profiles::inForce)
                .map(stored -> new ProfilePage.Existing(stored.code(), stored.version(), stored.body()))
                .toList();
    }
}
