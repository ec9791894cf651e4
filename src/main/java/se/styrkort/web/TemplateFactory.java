package se.styrkort.web;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.generated.precompiled.Templates;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** The compiled templates: one type-safe method per file, {@code ingest/list.jte} is {@code ingestList(…)}. */
@Factory
final class TemplateFactory {
    @Singleton
    Templates templates() {
        return new StaticTemplates();
    }
}
