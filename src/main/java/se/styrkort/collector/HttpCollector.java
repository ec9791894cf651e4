package se.styrkort.collector;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.styrkort.web.ProblemException;

/** Asks addresses for files. What was the answer the last time is not taken in again, unless something came in between. */
@Singleton
final class HttpCollector implements Collector {
    private static final Logger LOG = LoggerFactory.getLogger(HttpCollector.class);

    private final FetchClient client;
    private final HeaderProvider headers;
    private final AnswerRepository answers;

    HttpCollector(FetchClient client, HeaderProvider headers, AnswerRepository answers) {
        this.client = client;
        this.headers = headers;
        this.answers = answers;
    }

    @Override
    public String kind() {
        return "http";
    }

    @Override
    public boolean isWaitedFor(CollectorDefinition definition) {
        return false;
    }

    @Override
    public void collect(Task task, Receiver receiver) {
        if (!(task.definition().settings() instanceof CollectorDefinition.Http http)) {
            throw new IllegalArgumentException(
                    "not of this kind: " + task.definition().code());
        }
        Map<String, String> sent;
        try {
            sent = headers.values(http.asking().headers());
        } catch (HeaderProvider.NoSecret e) {
            receiver.trouble(e.trouble());
            return;
        }
        for (AddressTemplate.Asked asked : http.address().addresses(task.window())) {
            if (receiver.isStopping()) {
                return;
            }
            ask(task, http, asked, sent, receiver);
        }
    }

    private void ask(
            Task task,
            CollectorDefinition.Http http,
            AddressTemplate.Asked asked,
            Map<String, String> sent,
            Receiver receiver) {
        Optional<AnswerRepository.Answer> before = answers.find(task, asked.address());
        FetchClient.Request request = FetchClient.Request.get(asked.address(), sent, before, http.asking());
        try {
            Optional<Trouble> trouble =
                    client.fetch(request, response -> received(task, asked, before, response, receiver));
            trouble.ifPresent(receiver::trouble);
        } catch (IOException e) {
            // the reason may name a secret only if the other side put it there: the log has it, the page has the kind
            LOG.info("collector {} could not read {}", task.definition().code(), place(asked.address()), e);
            receiver.trouble(Trouble.passing(
                    "no_answer", place(asked.address()), e.getClass().getSimpleName()));
        }
    }

    private Optional<Trouble> received(
            Task task,
            AddressTemplate.Asked asked,
            Optional<AnswerRepository.Answer> before,
            FetchClient.Response response,
            Receiver receiver)
            throws IOException {
        if (response.isUnchanged()) {
            receiver.unchanged();
            return Optional.empty();
        }
        Receiver.Outcome outcome = receiver.take(response.body(), name(task, asked), delivery -> {
            if (before.filter(last -> last.sha256().equals(delivery.sha256())).isPresent()) {
                return Optional.empty();
            }
            AnswerRepository.Answer now =
                    new AnswerRepository.Answer(response.etag(), response.lastModified(), delivery.sha256());
            return Optional.of(
                    (connection, importId) -> answers.keep(connection, task, asked.address(), now, importId));
        });
        return switch (outcome) {
            case Receiver.Taken _ -> Optional.empty();
            case Receiver.Passed _ -> {
                receiver.unchanged();
                yield Optional.empty();
            }
            case Receiver.Refused refused -> Optional.of(refused(asked, refused.problem()));
        };
    }

    private static Trouble refused(AddressTemplate.Asked asked, ProblemException problem) {
        return Trouble.lasting("refused", place(asked.address()), problem.code());
    }

    /** The file's name in the address, with what the answer is about where the name does not tell. */
    private static String name(Task task, AddressTemplate.Asked asked) {
        String path = Objects.requireNonNullElse(asked.address().getPath(), "");
        String last = path.substring(path.lastIndexOf('/') + 1);
        String name = last.isBlank() ? task.definition().code() : last;
        return asked.about().isEmpty() || name.contains(asked.about()) ? name : asked.about() + "-" + name;
    }

    /** An address without its query, which may say more than everybody should read. */
    static String place(URI address) {
        String path = Objects.requireNonNullElse(address.getRawPath(), "");
        return address.getScheme() + "://" + address.getRawAuthority() + path;
    }
}
