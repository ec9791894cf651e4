package se.styrkort.account;

import io.micronaut.serde.annotation.SerdeImport;
import se.styrkort.security.AuditEvent;

/** How what is said here becomes JSON. */
@SerdeImport(GrantView.class)
@SerdeImport(AuditEvent.class)
final class AccountConfiguration {
    private AccountConfiguration() {}
}
