package sentinel.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import sentinel.extractor.Extraction.Article;

class SiteRulesTest {

    private static final String PAGE =
            """
            <html lang="en"><head><title>Wrong | Example</title><meta name="author" content="Wrong Person">
            <meta property="article:published_time" content="2020-01-01T00:00:00Z"></head><body>
            <h1>Wrong</h1><h3 class="real">Rain over the harbour</h3><div class="who">By Ada Example</div><i class="when">4 March 2026</i>
            <div class="offers"><p>Buy nine umbrellas today and pay for ten of them, which is a thing that nobody has ever offered before in this town.</p></div>
            <div class="odd"><p>It rained.</p><p>Then it rained again.</p><p class="promo">Buy an umbrella.</p></div>
            <div class="odd"><p>Nobody minded.</p></div></body></html>
            """;

    private static final String RULES =
            """
            sites:
              example.com:
                body: [".none", ".odd"]
                remove: .promo
                title: h3.real
                author: .who
                date: .when
              other.org:
                title: h1
            """;

    private static Article article(String rules, String url) throws BrokenSiteRulesException {
        return (Article) new Extractor(SiteRules.parse(rules)).extract(PAGE, url);
    }

    @Test
    void given_rulesOfTheSite_when_extracted_then_theyComeFirst() throws Exception {
        var article = article(RULES, "https://www.example.com/a");

        assertThat(article.text()).isEqualTo("It rained.\n\nThen it rained again.\n\nNobody minded.");
        assertThat(article.facts().title()).isEqualTo("Rain over the harbour");
        assertThat(article.facts().authors()).containsExactly("Ada Example");
        assertThat(article.facts().published().toLocalDate()).hasToString("2026-03-04");
    }

    @Test
    void given_anotherSite_when_extracted_then_nothingChanges() throws Exception {
        for (var url : new String[] {"https://example.net/a", "https://notexample.com/a", "", null}) {
            assertThat(article(RULES, url)).isEqualTo(new Extractor().extract(PAGE, url));
        }
    }

    @Test
    void given_selectorsThatFindNothing_when_extracted_then_theExtractorDoesIt() throws Exception {
        var article = article(
                "sites: {example.com: {body: .gone, title: .gone, author: .gone, date: .gone}}",
                "https://example.com/a");

        assertThat(article).isEqualTo(new Extractor().extract(PAGE, "https://example.com/a"));
    }

    @Test
    void given_rulesOfAHostAndItsDomain_when_extracted_then_theHostsAreTaken() throws Exception {
        String rules = "sites: {example.com: {title: h1}, blog.example.com: {title: h3.real}}";

        assertThat(article(rules, "https://blog.example.com/a").facts().title()).isEqualTo("Rain over the harbour");
        assertThat(article(rules, "https://www.example.com/a").facts().title()).isEqualTo("Wrong");
    }

    @Test
    void given_nestedAndWholeBodies_when_extracted_then_nothingIsDoubledOrLost() throws Exception {
        assertThat(article("sites: {example.com: {body: 'div.odd, div.odd p'}}", "https://example.com/a")
                        .text())
                .isEqualTo("It rained.\n\nThen it rained again.\n\nBuy an umbrella.\n\nNobody minded.");
        assertThat(article("sites: {example.com: {body: body, remove: 'html, body, .offers'}}", "https://example.com/a")
                        .text())
                .contains("It rained.", "Nobody minded.")
                .doesNotContain("umbrellas");
    }

    @Test
    void given_manyMistakes_when_parsed_then_allAreToldWithTheirLines() {
        assertThatThrownBy(
                        () -> SiteRules.parse(
                                """
                                sites:
                                  example.com:
                                    body: "p[["
                                    colour: red
                                    title: []
                                  "not a host":
                                    title: h1
                                  other.org: h1
                                  example.COM:
                                    date: [time, {}]
                                rules: 1
                                """))
                .isInstanceOf(BrokenSiteRulesException.class)
                .hasMessageContaining("line 3: body of example.com: 'p[[' is not a CSS selector")
                .hasMessageContaining(
                        "line 4: unknown key 'colour' of example.com; expected body, remove, title, author, date")
                .hasMessageContaining("line 5: title of example.com has 0 selectors")
                .hasMessageContaining("line 6: 'not a host' is not a domain or host")
                .hasMessageContaining("line 8: other.org has no rules")
                .hasMessageContaining("line 9: 'example.com' is given twice")
                .hasMessageContaining("line 10: date of example.com is not a selector")
                .hasMessageContaining("line 11: unknown key 'rules'; expected sites");
    }

    @Test
    void given_aKeyThatIsNoName_when_parsed_then_itIsTold() {
        assertThatThrownBy(() -> SiteRules.parse("sites: {example.com: {[body, title]: h1}}"))
                .isInstanceOf(BrokenSiteRulesException.class)
                .hasMessageContaining("line 1: unknown key");
    }

    @Test
    void given_noYaml_when_parsed_then_itIsTold() {
        for (var text : new String[] {"", "- a", "sites: [", "a: &x [*x]", "sites: 3"}) {
            assertThatThrownBy(() -> SiteRules.parse(text)).isInstanceOf(BrokenSiteRulesException.class);
        }
    }

    @Test
    void given_tooMany_when_parsed_then_theyAreRefused() {
        var sites = new StringBuilder("sites:\n");
        for (int i = 0; i <= SiteRules.MAX_SITES; i++) {
            sites.append("  s").append(i).append(".example: {title: h1}\n");
        }
        assertThatThrownBy(() -> SiteRules.parse(sites.toString())).hasMessageContaining("at most");
        assertThatThrownBy(() ->
                        SiteRules.parse("sites: {a.example: {body: [" + "p,".repeat(SiteRules.MAX_SELECTORS) + "p]}}"))
                .hasMessageContaining("has 21 selectors");
    }

    @Test
    void given_noRules_when_asked_then_noSiteHasAny() {
        assertThat(SiteRules.NONE.of("https://example.com/a")).isEmpty();
    }
}
