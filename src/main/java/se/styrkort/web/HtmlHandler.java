package se.styrkort.web;

import gg.jte.models.runtime.JteModel;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.body.MessageBodyWriter;
import io.micronaut.http.codec.CodecException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the template a controller returns. Rendered whole first: a failing template gives no half page. */
@Singleton
@Produces(MediaType.TEXT_HTML)
final class HtmlHandler implements MessageBodyWriter<JteModel> {
    static final MediaType HTML = MediaType.of("text/html;charset=utf-8");

    @Override
    public void writeTo(
            Argument<JteModel> type, MediaType mediaType, JteModel page, MutableHeaders headers, OutputStream out)
            throws CodecException {
        byte[] html = page.render().getBytes(StandardCharsets.UTF_8);
        headers.set(HttpHeaders.CONTENT_TYPE, HTML);
        try {
            out.write(html);
        } catch (IOException e) {
            throw new CodecException("The page could not be sent", e);
        }
    }
}
