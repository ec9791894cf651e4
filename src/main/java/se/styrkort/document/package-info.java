/**
 * A YAML document that a person wrote, read as text with line and column, and every fault of it collected; and the
 * canonical form of a JSON document that is hashed. Knows no schema: catalog, profiles and models bring their own.
 */
@NullMarked
package se.styrkort.document;

import org.jspecify.annotations.NullMarked;
