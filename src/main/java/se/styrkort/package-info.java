/**
 * Styrkort follows up municipal IT: monthly figures in, an explained balanced scorecard out.
 *
 * <p>One package per feature, in the order in which a figure walks; imports run up this list only:
 *
 * <pre>
 * document, store, web, security   foundations; they know no feature
 * calendar                         periods; Swedish holidays, agreed time between two instants, pure
 * catalog                          objects, services, organisations, metrics
 * account                          accounts, tokens and the trail, as they are administered
 * observation                      series and observations; the narrow waist
 * ingest                           profiles, raw rows, imports; the only door in
 * collector                        sources and their freshness; what fetches from them on a schedule
 * completeness                     what was expected of the followed services, what came, and why the rest did not
 * availability                     outages, maintenance, probes; what a month of them comes to in agreed time
 * servicedesk                      tickets, and what a month of them comes to
 * scorecard                        models, scores, explanations
 * report                           the figures themselves, as pages and as headline gauges
 * backup                           all that is stored, as one file and back
 * demo                             synthetic figures for a first look
 * </pre>
 *
 * <p>The walk of one figure: a file is uploaded, a reader makes a {@code RawRow} of each line, the {@code Validator}
 * judges it, {@code Ingest} merges what is good as observations under one revision, the roll-up aggregates them, the
 * {@code ScorecardCalculator} scores them, a page shows the score and leads back to the line.
 *
 * <p>Two rules are tested. Only classes with a surname (Controller, Repository, Client, Collector, Job, Factory,
 * Intake, Provider, Configuration, Handler, Filter, Meters, Command, and {@code Application}) may know the framework, JDBC or
 * Flyway; all else is plain Java. And features form no cycle.
 */
@NullMarked
package se.styrkort;

import org.jspecify.annotations.NullMarked;
