/**
 * What every page and every API answer shares: layout, texts in Swedish and English, Swedish numbers and months,
 * RFC 9457 problems. Knows no feature; a feature's pages live in the feature.
 *
 * <p>A feature adds a page with one controller and one template folder, both of the feature's name:
 *
 * <pre>
 * &#64;Controller("/imports")
 * &#64;Produces(MediaType.TEXT_HTML)
 * final class ImportPageController {
 *     &#64;Get
 *     JteModel list(Page page) {                              // the request's language and reader
 *         return templates.ingestList(page, imports.latest()); // ingest/list.jte, compiled and type-safe
 *     }
 * }
 * </pre>
 *
 * <pre>
 * {@literal @}import se.styrkort.web.Page
 * {@literal @}param Page page
 * {@literal @}param List&lt;Import&gt; imports
 * {@literal @}template.layout(page = page, title = page.t("layout.imports"), content = {@literal @}`…`)
 * </pre>
 *
 * Its texts go into {@code texts/<feature>_sv.properties} and {@code _en}. Inside {@code content} tables of figures
 * stand in {@code <div class="table-scroll">}, figures in cells of class {@code figure}. No inline script, style or
 * event handler: the Content-Security-Policy refuses them. The first field of a form that
 * changes something is {@code <input type="hidden" name="_csrf" value="${page.formToken()}">}; without it
 * {@code security.ForgeryFilter} refuses the form. Caller mistakes are thrown as {@code ProblemException}; API lists are a {@code Listing};
 * types that become JSON are declared by {@code @SerdeImport} in a {@code Configuration} of the feature; figures in
 * JSON are {@code BigDecimal}, which alone is written plain and exact.
 */
@NullMarked
package se.styrkort.web;

import org.jspecify.annotations.NullMarked;
