package se.styrkort.account;

import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.security.Grant;

/**
 * A role with its scope, as the API says it.
 *
 * @param role {@code steward}, {@code object_owner}, {@code it_management}, {@code city_management}, {@code auditor} or
 *     {@code reader}
 * @param organisations codes, each with all below it; empty or absent: every organisation
 * @param objects codes of management objects; empty or absent: every object
 */
public record GrantView(
        @Nullable String role,
        @Nullable List<String> organisations,
        @Nullable List<String> objects) {
    static GrantView of(Grant grant) {
        return new GrantView(
                grant.role().code(),
                grant.organisations().stream().sorted().toList(),
                grant.objects().stream().sorted().toList());
    }

    /** Names the grant among those of an account. */
    public String key() {
        return role + "|" + joined(organisations) + "|" + joined(objects);
    }

    private static String joined(@Nullable List<String> codes) {
        return codes == null ? "" : String.join(",", codes);
    }
}
