package sentinel.simulator;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sentinel.service.json.Json;
import sentinel.simulator.http.Answer;
import sentinel.simulator.http.Handler;
import sentinel.simulator.http.Request;
import sentinel.simulator.llm.LlmDesk;
import sentinel.simulator.site.GdeltDesk;
import sentinel.simulator.site.SavedPages;
import sentinel.simulator.site.Sites;
import sentinel.simulator.world.Site;
import sentinel.simulator.world.World;

/** Finds who answers a request: a site, by host or by the first segment of the path, or the newsroom itself. */
final class Routes implements Handler {

    private final Newsroom newsroom;
    private final Sites sites;
    private final GdeltDesk gdelt;
    private final LlmDesk llm;
    private final Optional<SavedPages> saved;
    private final Control control;
    private final boolean singleHost;
    private final Map<String, Site> byName = new HashMap<>();

    private record Target(Site site, String path) {}

    Routes(Newsroom newsroom, World world, Sites sites, GdeltDesk gdelt, LlmDesk llm, Optional<SavedPages> saved) {
        this.newsroom = newsroom;
        this.sites = sites;
        this.gdelt = gdelt;
        this.llm = llm;
        this.saved = saved;
        this.control = new Control(newsroom);
        this.singleHost = newsroom.config().singleHost();
        for (var site : world.sites()) {
            byName.put(singleHost ? site.slug() : "127.0.1." + (site.index() + 1), site);
        }
    }

    @Override
    public boolean isHeavy(Request request) {
        var target = target(request);
        return target.isEmpty() || sites.isHeavy(target.get().site, target.get().path);
    }

    @Override
    public Answer answer(Request request) {
        var target = target(request);
        return target.isPresent() ? sites.answer(target.get().site, target.get().path, request) : own(request);
    }

    private Optional<Target> target(Request request) {
        if (!singleHost) {
            return Optional.ofNullable(byName.get(request.localHost())).map(site -> new Target(site, request.path()));
        }
        int end = request.path().indexOf('/', 1);
        String first = request.path().substring(1, end < 0 ? request.path().length() : end);
        return Optional.ofNullable(byName.get(first))
                .map(site -> new Target(site, end < 0 ? "/" : request.path().substring(end)));
    }

    private Answer own(Request request) {
        String path = request.path();
        if (path.startsWith("/gdeltv2/")) {
            return gdelt.answer(path.substring("/gdeltv2/".length()), newsroom.now());
        }
        if (path.startsWith("/llm/")) {
            return llm.answer(request);
        }
        if (path.startsWith("/pages/") && saved.isPresent()) {
            return saved.get().answer(request);
        }
        if (path.startsWith("/control/")) {
            return control.answer(path.substring("/control/".length()), request);
        }
        return switch (path) {
            case "/" -> Answer.of(200, "text/html; charset=utf-8", Welcome.page(newsroom));
            case "/truth" ->
                Answer.json(
                        200,
                        Json.encode(request.parameter("summary").isPresent() ? newsroom.summary() : newsroom.truth()));
            case "/feeds.yaml" ->
                Answer.of(200, "application/yaml", newsroom.feedsYaml().getBytes(StandardCharsets.UTF_8));
            case "/digest.json" -> sites.digest(newsroom.digestUrl(), request);
            case "/robots.txt" ->
                Answer.text(
                        200,
                        Sites.robots(
                                singleHost
                                        ? byName.keySet().stream()
                                                .sorted()
                                                .map(slug -> "/" + slug)
                                                .toList()
                                        : List.of("")));
            case "/health" -> Answer.text(200, "UP\n");
            default -> Answer.text(404, "no such page\n");
        };
    }
}
