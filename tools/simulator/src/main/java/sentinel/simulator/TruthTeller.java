package sentinel.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.Source;
import sentinel.contract.url.UrlIdentity;
import sentinel.simulator.site.SavedPages;
import sentinel.simulator.world.Article;
import sentinel.simulator.world.Removal;
import sentinel.simulator.world.Trouble;
import sentinel.simulator.world.Version;
import sentinel.simulator.world.World;
import sentinel.versions.ContentHash;

/** Tells the truth about a world. */
final class TruthTeller {

    private static final String PARAGRAPH_END = "\n\n";

    private TruthTeller() {}

    static Truth tell(
            World world, Optional<SavedPages> saved, List<Truth.Feed> feeds, List<String> gdeltSlots, Instant now) {
        var articles = world.articles();
        return new Truth(
                world.plan().seed(),
                world.plan().start(),
                now,
                world.mainUrl(),
                world.sites().stream()
                        .map(site -> new Truth.SiteTruth(
                                site.index(),
                                site.name(),
                                site.domain(),
                                site.language(),
                                site.template().name().toLowerCase(Locale.ROOT),
                                site.baseUrl()))
                        .toList(),
                feeds,
                gdeltSlots,
                summary(articles),
                articles.stream().map(TruthTeller::article).toList(),
                saved.map(pages -> saved(pages, world.plan().start())).orElse(List.of()));
    }

    private static List<Truth.SavedPageTruth> saved(SavedPages pages, Instant start) {
        return pages.ids().stream()
                .map(id -> new Truth.SavedPageTruth(
                        id,
                        pages.originalUrl(id),
                        pages.url(id),
                        identity(pages.url(id)),
                        List.of(
                                discovery(Source.RSS, SavedPages.FEED, pages.rssUrl(id), start),
                                discovery(Source.GDELT, SavedPages.domain(), pages.gdeltUrl(id), start))))
                .toList();
    }

    private static Truth.DiscoveryTruth discovery(Source source, String name, String url, @Nullable Instant at) {
        return new Truth.DiscoveryTruth(source.id(), name, url, identity(url), at);
    }

    static Truth.Summary summary(List<Article> articles) {
        Map<String, Integer> outcomes = new TreeMap<>();
        Map<String, Integer> troubles = new TreeMap<>();
        Map<String, Integer> languages = new TreeMap<>();
        Map<String, Integer> sources = new TreeMap<>();
        int served = 0;
        int announcedServed = 0;
        int several = 0;
        int edited = 0;
        for (var article : articles) {
            var announced = sources(article);
            outcomes.merge(article.trouble().outcome(), 1, Integer::sum);
            troubles.merge(article.trouble().id(), 1, Integer::sum);
            languages.merge(article.site().language(), 1, Integer::sum);
            announced.forEach(source -> sources.merge(source, 1, Integer::sum));
            boolean isServed = article.trouble().isServed();
            served += isServed ? 1 : 0;
            announcedServed += isServed && !announced.isEmpty() ? 1 : 0;
            several += isServed && announced.size() > 1 ? 1 : 0;
            edited += article.current().number() > 1 ? 1 : 0;
        }
        return new Truth.Summary(
                articles.size(), served, announcedServed, several, edited, outcomes, troubles, languages, sources);
    }

    private static List<String> sources(Article article) {
        var announced = new ArrayList<String>();
        for (var source : Source.values()) {
            if (article.announced(source).isPresent()) {
                announced.add(source.id());
            }
        }
        return announced;
    }

    private static Truth.ArticleTruth article(Article article) {
        var discoveries = article.discoveries().stream()
                .map(found -> discovery(
                        found.source(),
                        found.sourceName(),
                        found.url(),
                        article.announced(found.source()).orElse(null)))
                .toList();
        var versions = article.versions().stream()
                .map(version -> version(article, version))
                .toList();
        var current = versions.get(versions.size() - 1);
        return new Truth.ArticleTruth(
                article.id(),
                article.site().name(),
                article.url(),
                identity(article.url()),
                discoveries,
                sources(article),
                article.title(),
                article.authors(),
                article.published(),
                article.site().language(),
                article.story().topic().id(),
                article.story().tone().id(),
                article.story().tone().score(),
                article.companies(),
                article.people(),
                String.join(PARAGRAPH_END, current.paragraphs()),
                current.contentHash(),
                article.trouble().outcome(),
                article.trouble().id(),
                article.story().number(),
                versions.size(),
                versions,
                article.removal().map(Removal::at).orElse(null),
                article.removal().map(Removal::status).orElse(null),
                article.formerUrls());
    }

    private static Truth.VersionTruth version(Article article, Version version) {
        var shown = article.trouble() == Trouble.PAYWALL ? version.paragraphs().subList(0, 1) : version.paragraphs();
        return new Truth.VersionTruth(
                version.number(),
                version.at(),
                version.title(),
                shown,
                ContentHash.of(version.title(), String.join(PARAGRAPH_END, shown)),
                version.kind() == null ? null : version.kind().id());
    }

    private static String identity(String url) {
        return UrlIdentity.normalize(url)
                .orElseThrow(() -> new IllegalStateException("the newsroom made a URL that is none: " + url));
    }
}
