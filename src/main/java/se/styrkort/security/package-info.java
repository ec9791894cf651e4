/**
 * Who may enter: accounts with hashed passwords, the session login and the bearer token for automation.
 * Everything but health, login and static files is closed. Knows no feature.
 */
@NullMarked
package se.styrkort.security;

import org.jspecify.annotations.NullMarked;
