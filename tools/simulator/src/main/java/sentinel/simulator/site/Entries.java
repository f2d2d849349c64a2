package sentinel.simulator.site;

import sentinel.simulator.world.Article;
import sentinel.simulator.world.Discovery;
import sentinel.simulator.world.World;

/** Makes feed entries out of articles. */
final class Entries {

    private Entries() {}

    static Entry of(World world, Article article, Discovery discovery) {
        var current = article.current();
        String guid = article.url() + (current.number() == 1 ? "" : "#" + (current.number() - 1));
        String topic = article.story().topic().id();
        int words = current.paragraphs().stream()
                .mapToInt(text -> text.split(" ", -1).length)
                .sum();
        return new Entry(
                discovery.url(),
                guid,
                article.title(),
                article.summary(),
                article.authors(),
                article.published(),
                current.at(),
                article.site().language(),
                article.site().domain(),
                world.prose(article.site()).ui("section." + topic),
                article.story().topic().themes(),
                article.people(),
                article.companies(),
                article.place(),
                article.story().tone().score() * 8,
                article.imageUrl(),
                words);
    }
}
