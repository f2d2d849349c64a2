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
final class SafeFetch {

    private static final Duration MAX_WAIT = Duration.ofMinutes(3);

    private SafeFetch() {}

    /**
     * Fetches one page with the settings of the environment.
     *
     * @throws IOException with a message for a person, when there is no page
     * @throws sentinel.config.ConfigException the environment is wrong
     */
    static WebPage fetch(String url, Map<String, String> environment) throws IOException {
        var config = Env.read(environment, FetcherConfig::from);
        try (var pages = new PageFetcher(config, Dns.SYSTEM, Clock.systemUTC())) {
            var result = pages.page(url).toCompletableFuture().get(MAX_WAIT.toSeconds(), TimeUnit.SECONDS);
            if (result instanceof Fetched<WebPage> fetched) {
                var page = fetched.value();
                if (page.refusal() == null) {
                    return page;
                }
                throw noPage(page.refusal());
            }
            if (result instanceof Failed<WebPage> failed) {
                throw noPage(failed.failure());
            }
            throw new IOException("no answer");
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("cannot fetch " + url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static IOException noPage(Failure failure) {
        return new IOException(failure.errorClass() + ": " + failure.reason());
    }
}
