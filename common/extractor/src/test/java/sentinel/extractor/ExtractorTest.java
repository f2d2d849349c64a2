package sentinel.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import sentinel.extractor.Extraction.Article;
import sentinel.extractor.Extraction.NoArticle;
import sentinel.extractor.Extraction.Reason;

/** Pages of our own in the shapes that the web has, and exactly what should be read in them. */
class ExtractorTest {

    private static final String URL = "https://www.example.com/news/2026/03/04/rain";
    private final Extractor extractor = new Extractor();

    private Article article(String html) {
        var extraction = extractor.extract(html, URL);
        assertThat(extraction).isInstanceOf(Article.class);
        return (Article) extraction;
    }

    @Test
    void given_aNewspaperPage_when_extracted_then_onlyTheArticleIsLeft() {
        var article = article(
                """
                <html lang="en-GB"><head><title>Rain over the harbour | The Example Gazette</title>
                <meta property="og:title" content="Rain over the harbour">
                <meta property="og:site_name" content="The Example Gazette">
                <meta property="og:image" content="/img/rain.jpg">
                <meta name="description" content="Nine days, and no end of it.">
                <meta property="article:published_time" content="2026-03-04T23:30:00-05:00">
                <meta name="author" content="By Ada Example and Bo Sample">
                <link rel="canonical" href="/news/rain"></head>
                <body class="has-sidebar comments-open">
                <header class="site-header"><a href="/">The Example Gazette</a><nav><ul><li><a href="/w">World</a><li><a href="/s">Sport</a></ul></nav></header>
                <div class="cookie-banner"><p>We use cookies to make this page better for you, and for the people who pay us for that.</p></div>
                <main><article class="post">
                <h1>Rain over the harbour</h1>
                <div class="byline">By <a rel="author" href="/ada">Ada Example</a> and Bo Sample, 4 March 2026</div>
                <div class="share-bar"><a href="#">Facebook</a> <a href="#">Mail</a></div>
                <p>The harbour master said on Tuesday that the rain, which had not stopped for nine days, would not stop for another nine.</p>
                <figure><img src="/img/rain.jpg"><figcaption>The harbour on Monday, seen from the tower. Photo: C. Amera</figcaption></figure>
                <p>Ships that were to leave for the <a href="/islands">islands</a> stayed where they were, and their crews, who had read every book in the library, read them again.</p>
                <div class="related"><h3>Related stories</h3><ul><li><a href="/1">Sun in the mountains, and what it does to the snow there</a></li><li><a href="/2">Fog</a></li></ul></div>
                <h2>Soup at noon</h2>
                <p>“It is not the water that we mind,” said one of them, “it is the waiting, and the soup.”</p>
                <ul><li>Monday: peas</li><li>Tuesday: beans</li></ul>
                <blockquote><p>Nobody has ever complained about the soup before, and nobody will be asked to do so again.</p></blockquote>
                <p>Read more: <a href="/x">How soup came to the sea</a></p>
                </article>
                <section id="comments"><h2>2 comments</h2><p>I was there on Wednesday and it was not raining at all, whatever they say in this paper of yours.</p></section></main>
                <aside><h3>Most read</h3><p>A man who was thought to be lost for many years was found in the library, reading the same book.</p></aside>
                <footer><p>Copyright 2026 The Example Gazette. All rights reserved, and all wrongs regretted, as it were.</p></footer></body></html>
                """);

        assertThat(article.text())
                .isEqualTo(
                        """
                        The harbour master said on Tuesday that the rain, which had not stopped for nine days, would not stop for another nine.

                        Ships that were to leave for the islands stayed where they were, and their crews, who had read every book in the library, read them again.

                        Soup at noon

                        “It is not the water that we mind,” said one of them, “it is the waiting, and the soup.”

                        - Monday: peas
                        - Tuesday: beans

                        Nobody has ever complained about the soup before, and nobody will be asked to do so again.""");
        var facts = article.facts();
        assertThat(facts.title()).isEqualTo("Rain over the harbour");
        assertThat(facts.authors()).containsExactly("Ada Example", "Bo Sample");
        assertThat(facts.published()).isEqualTo(OffsetDateTime.parse("2026-03-04T23:30:00-05:00"));
        assertThat(facts.published().getOffset().toString()).isEqualTo("-05:00");
        assertThat(facts.siteName()).isEqualTo("The Example Gazette");
        assertThat(facts.language()).isEqualTo("en");
        assertThat(facts.description()).isEqualTo("Nine days, and no end of it.");
        assertThat(facts.leadImage()).isEqualTo("https://www.example.com/img/rain.jpg");
        assertThat(facts.canonicalUrl()).isEqualTo("https://www.example.com/news/rain");
        assertThat(article.confidence()).isBetween(0.0, 1.0);
    }

    @Test
    void given_textBrokenByBr_when_extracted_then_doubleBreaksAreParagraphs() {
        var article = article(
                """
                <html lang="de"><head><title>Regen im Hafen - Beispielblatt</title></head><body>
                <div id="navi"><a href="/">Start</a> <a href="/wetter">Wetter</a></div>
                <h1>Regen im Hafen</h1>
                <div class="text">Der Hafenmeister sagte am Dienstag, dass der Regen, der seit neun Tagen nicht aufgehört hat, noch weitere neun Tage dauern wird.<br><br>
                Die Schiffe, die zu den Inseln fahren sollten, blieben liegen, und die Mannschaften lasen die Bücher der Stadt noch einmal.<br>Und dann noch einmal.<br><br>
                Die Suppe gibt es um zwölf, und nach der Suppe gibt es nichts, worüber man sich freuen könnte.</div></body></html>
                """);

        assertThat(article.text().split("\n\n", -1)).hasSize(3);
        assertThat(article.text())
                .startsWith("Der Hafenmeister")
                .contains("noch einmal.\nUnd dann")
                .endsWith("könnte.");
        assertThat(article.facts().language()).isEqualTo("de");
        assertThat(article.facts().title()).isEqualTo("Regen im Hafen");
        assertThat(article.facts().published())
                .as("from the address")
                .isEqualTo(OffsetDateTime.parse("2026-03-04T00:00Z"));
    }

    @Test
    void given_aTableLayout_when_extracted_then_theTextCellIsFound() {
        var article = article(
                """
                <html><head><title>Pluie sur le port</title></head><body><table><tr>
                <td width=150><a href="/">Accueil</a><br><a href="/a">Archives</a><br><a href="/l">Liens</a></td>
                <td><h1>Pluie sur le port</h1>
                <p>Le maître du port a dit mardi que la pluie, qui n'a pas cessé depuis neuf jours, ne cessera pas avant neuf autres jours.</p>
                <p>Les navires qui devaient partir pour les îles sont restés où ils étaient, et les équipages ont relu les livres de la ville.</p></td>
                </tr></table></body></html>
                """);

        assertThat(article.text())
                .startsWith("Le maître du port")
                .endsWith("de la ville.")
                .doesNotContain("Archives");
        assertThat(article.facts().language()).isEqualTo("fr");
    }

    @Test
    void given_aLeadAndSectionsInPlacesOfTheirOwn_when_extracted_then_allAreKept() {
        var article = article(
                """
                <html lang="es"><body><main><div class="top"><h1>Lluvia sobre el puerto</h1>
                <div class="entradilla"><p>El capitán del puerto dijo el martes que la lluvia, que no ha parado en nueve días, no parará en otros nueve.</p></div></div>
                <div class="cuerpo"><section><p>Los barcos que debían salir hacia las islas se quedaron donde estaban, y sus tripulaciones leyeron otra vez los libros.</p></section>
                <section><h2>La sopa</h2><p>No es el agua lo que nos molesta, dijo uno de ellos, es la espera, y la sopa que se sirve todos los días.</p></section></div>
                </main></body></html>
                """);

        assertThat(article.text().split("\n\n", -1))
                .hasSize(4)
                .satisfies(p -> assertThat(p[0]).startsWith("El capitán"))
                .satisfies(p -> assertThat(p[2]).isEqualTo("La sopa"));
        assertThat(article.facts().language()).isEqualTo("es");
    }

    @Test
    void given_japanese_when_extracted_then_shortParagraphsCount() {
        var article = article(
                """
                <html lang="ja"><head><title>港に雨 - 例新聞</title></head><body><nav><a href="/">ホーム</a><a href="/n">ニュース</a></nav>
                <div class="honbun"><h1>港に雨</h1><p>港長は火曜日、九日間やまない雨がさらに九日間続くと話した。</p><p>島へ向かうはずだった船は港にとどまり、乗組員は町の図書館の本をもう一度読み始めた。</p></div>
                <footer>無断転載を禁じます</footer></body></html>
                """);

        assertThat(article.text()).startsWith("港長は火曜日").endsWith("読み始めた。");
        assertThat(article.facts().language()).isEqualTo("ja");
    }

    @Test
    void given_aPageThatOnlyScriptsFill_when_extracted_then_itsDataIsRead() {
        String sentence = "The harbour master said on Tuesday that the rain would not stop for another nine days. ";
        var article = article(
                "<html><head><script type='application/ld+json'>/* made by hand */{\"@graph\":[{\"@type\":[\"NewsArticle\"],"
                        + "\"headline\":\"Rain\",\"datePublished\":\"2026-03-04\",\"author\":[{\"name\":\"Ada Example\"},{\"name\":\"Bo Sample\"}],\"articleBody\":\""
                        + sentence.repeat(4) + "\\n\\n" + sentence.repeat(3)
                        + "\",}]}</script></head><body><div id=root></div></body></html>");

        assertThat(article.text()).contains("\n\n").startsWith("The harbour master");
        assertThat(article.facts().title()).isEqualTo("Rain");
        assertThat(article.facts().authors()).containsExactly("Ada Example", "Bo Sample");
    }

    @Test
    void given_aFormRoundThePage_when_extracted_then_theTextIsNotLost() {
        var article = article(
                """
                <html><body><form id="aspnetForm"><div class="menu"><a href="/">Home</a></div><div class="content"><h1>Rain</h1>
                <p>The harbour master said on Tuesday that the rain, which had not stopped for nine days, would not stop for another nine.</p>
                <p>Ships that were to leave for the islands stayed where they were, and their crews read the books of the town again.</p></div></form></body></html>
                """);

        assertThat(article.text()).startsWith("The harbour master").endsWith("again.");
    }

    @Test
    void given_noText_when_extracted_then_itSaysSo() {
        for (var html : List.of(
                "", "<html></html>", "<html><body><nav><a href=/>Home</a></nav></body></html>", "\u0000\u0000")) {
            assertThat(extractor.extract(html, URL))
                    .isInstanceOfSatisfying(
                            NoArticle.class, none -> assertThat(none.reason()).isEqualTo(Reason.EMPTY));
        }
    }

    @Test
    void given_aPageWithNothingButAConsentBanner_when_extracted_then_theBannerIsNoArticle() {
        var extraction = extractor.extract(
                """
                <html lang="en"><head><title>Queues at clinics grow shorter</title></head><body>
                <h2 class="headline">Queues at clinics grow shorter</h2><div class="content"></div>
                <div id="cookie-banner" class="consent" role="dialog"><p>We and our 96 partners store files on your
                device, in order to choose advertisements and to measure their effect. You can change your mind at
                any time, and read more about it in our policy.</p><button>Accept all</button></div>
                </body></html>
                """,
                URL);
        assertThat(extraction).isInstanceOfSatisfying(NoArticle.class, none -> assertThat(none.reason())
                .isEqualTo(Reason.EMPTY));
    }

    @Test
    void given_aWallBeforeThePage_when_extracted_then_itIsNoArticle() {
        String challenge =
                "<title>Just a moment...</title><body><h1>news.example.com</h1><p>Checking if the site connection is secure."
                        + " Enable JavaScript and cookies to continue.</p>";
        String consent =
                "<title>Before you continue</title><body><p>We and our 812 partners would like to store cookies on your device.</p>";
        String about = "<title>Just a moment: the art of waiting</title><body><p>"
                + "The rain did not stop for nine days, said the master of the harbour. ".repeat(30);

        assertThat(extractor.extract(challenge, URL))
                .isInstanceOfSatisfying(
                        NoArticle.class, n -> assertThat(n.reason()).isEqualTo(Reason.BOT_CHALLENGE));
        assertThat(extractor.extract(consent, URL)).isInstanceOfSatisfying(NoArticle.class, n -> assertThat(n.reason())
                .isEqualTo(Reason.CONSENT_WALL));
        assertThat(extractor.extract(about, URL)).isInstanceOf(Article.class);
    }

    @Test
    void given_aRefresh_when_extracted_then_itsTargetIsKnown() {
        assertThat(extractor
                        .extract("<meta http-equiv=refresh content='0; url=/next'>", URL)
                        .facts()
                        .refreshUrl())
                .isEqualTo("https://www.example.com/next");
        assertThat(extractor
                        .extract("<meta http-equiv=refresh content='600; url=/next'>", URL)
                        .facts()
                        .refreshUrl())
                .isNull();
        assertThat(extractor
                        .extract("<meta http-equiv=refresh content='5'>", URL)
                        .facts()
                        .refreshUrl())
                .isNull();
    }

    @Test
    void given_anyPage_when_extractedTwiceOrFromBytes_then_theResultIsTheSame() {
        String html = "<html lang=en><body><p>"
                + "The rain did not stop for nine days, said the master of the harbour. ".repeat(20);

        var first = extractor.extract(html, URL);
        assertThat(extractor.extract(html, URL)).isEqualTo(first);
        assertThat(extractor.extract(html.getBytes(StandardCharsets.UTF_8), URL, null))
                .isEqualTo(first);
    }

    @Test
    void given_aBadUrl_when_extracted_then_itDoesNotMatter() {
        String html = "<link rel=canonical href='http://exa mple.com/ü?a=|'><p>"
                + "The rain did not stop for nine days. ".repeat(20);
        for (var url : new String[] {null, "", "not a url", "http://", "::", "http://[x/"}) {
            assertThat(extractor.extract(html, url)).isInstanceOf(Article.class);
        }
    }
}
