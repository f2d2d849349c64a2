package sentinel.parser.llm;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sentinel.parser.llm.CallFailure.Kind;
import sentinel.parser.llm.ChatModels.Chat;
import sentinel.parser.llm.ChatModels.Reply;

/**
 * The two halves of a live call without the call: the request that langchain4j's model would send, and what the model makes of a
 * reply. So a request in a batch is the live one, and its reply is read as a live one. For one thread.
 */
final class OfflineChat {

    /** A request that was not sent, with the key in its headers. */
    record Question(Map<String, List<String>> headers, String body) {

        /** Without the headers. */
        @Override
        public String toString() {
            return body;
        }
    }

    private final Chat chat;
    private @Nullable HttpRequest asked; // the last one; null: none yet
    private @Nullable String reply; // null: only the question is wanted

    OfflineChat(LlmConfig config) {
        this.chat = ChatModels.of(config, new HttpClient() {
            @Override
            public SuccessfulHttpResponse execute(HttpRequest request) {
                asked = request;
                if (reply == null) {
                    throw new CallFailure(Kind.INTERRUPTED, "only the question is wanted", null);
                }
                StopReason.check(reply);
                return SuccessfulHttpResponse.builder()
                        .statusCode(200)
                        .headers(Map.of())
                        .body(reply)
                        .build();
            }

            @Override
            public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
                throw new UnsupportedOperationException("answers are not streamed");
            }
        });
    }

    Question question(String system, String user) {
        asked = null;
        reply = null;
        try {
            chat.ask(system, user);
        } catch (CallFailure e) {
            if (asked == null) {
                throw e;
            }
        }
        var request = requireNonNull(asked, "a call without a reply is a request");
        return new Question(request.headers(), request.body());
    }

    /**
     * Reads a reply of the provider.
     *
     * @throws CallFailure it is no answer
     */
    Reply answer(String body) {
        reply = body;
        return chat.ask("-", "-");
    }
}
