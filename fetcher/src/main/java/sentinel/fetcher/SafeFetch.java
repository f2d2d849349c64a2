package sentinel.fetcher;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;
import sentinel.config.Env;
import sentinel.fetcher.FetchResult.Failed;
import sentinel.fetcher.FetchResult.Fetched;

/** One page fetched as the service would fetch it, for the command line. */
public final class SafeFetch {

    private static final Duration MAX_WAIT = Duration.ofMinutes(3);

    private SafeFetch() {}

    /** A fetched page; {@code body} is not to be changed. */
    public static final class Page {
        private final byte[] body;
        private final String finalUrl;
        private final String contentType;

        private Page(byte[] body, String finalUrl, String contentType) {
            this.body = body;
            this.finalUrl = finalUrl;
            this.contentType = contentType;
        }

        public byte[] body() {
            return body;
        }

        public String finalUrl() {
            return finalUrl;
        }

        /** The header, or null. */
        public String contentType() {
            return contentType;
        }
    }

    /**
     * Fetches one page with the settings of the environment.
     *
     * @throws IOException with a message for a person, when there is no page
     * @throws sentinel.config.ConfigException the environment is wrong
     */
    public static Page fetch(String url, Map<String, String> environment) throws IOException {
        var config = Env.read(environment, FetcherConfig::from);
        try (var pages = new PageFetcher(config, Dns.SYSTEM, Clock.systemUTC())) {
            var result = pages.fetch(url, true).toCompletableFuture().get(MAX_WAIT.toSeconds(), TimeUnit.SECONDS);
            if (result instanceof Fetched page && page.refusal() == null) {
                return new Page(page.body(), page.finalUrl(), page.headers().get("content-type"));
            }
            var failure = result instanceof Fetched page ? page.refusal() : result;
            throw new IOException(
                    failure instanceof Failed failed ? failed.errorClass().id() + ": " + failed.reason() : "no answer");
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("cannot fetch " + url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
