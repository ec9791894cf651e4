/**
 * Speed, measured on the real program: {@code mvn -Pbench verify}. Prints rates and ratios, and never fails because of
 * them.
 */
@NullMarked
package se.styrkort.benchmark;

import org.jspecify.annotations.NullMarked;
