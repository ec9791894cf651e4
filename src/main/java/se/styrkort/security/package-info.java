/**
 * Who may enter: accounts with hashed passwords, the session login, the common login (OpenID Connect) and bearer
 * tokens. Everything but health, login and static files is closed. Knows no feature.
 */
@NullMarked
package se.styrkort.security;

import org.jspecify.annotations.NullMarked;
