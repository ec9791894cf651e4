/**
 * The demonstration: a dozen organisations and three years of synthetic figures, every one marked {@code
 * SYNTHETIC}, brought in through the same door as real files.
 */
@NullMarked
package se.styrkort.demo;

import org.jspecify.annotations.NullMarked;
