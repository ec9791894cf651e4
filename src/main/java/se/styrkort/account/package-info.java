/**
 * Accounts, API tokens and the trail as people see and administer them: a steward makes accounts and gives them roles,
 * everyone keeps their own password and tokens, an auditor reads what was done. The rules of who may enter are in
 * {@code security}, whose figures one sees in {@code catalog.Entitlement}; this knows no figures.
 */
@NullMarked
package se.styrkort.account;

import org.jspecify.annotations.NullMarked;
