/**
 * What every page and every API answer shares: layout, texts in Swedish and English, Swedish numbers and months,
 * RFC 9457 problems. Knows no feature; a feature's pages live in the feature.
 */
@NullMarked
package se.styrkort.web;

import org.jspecify.annotations.NullMarked;
