package sentinel.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.message.Hints;
import sentinel.contract.message.PageMetadata;
import sentinel.contract.message.Sentiment;
import sentinel.parser.injection.Injections;
import sentinel.parser.provider.ClaimedFacts;
import sentinel.parser.provider.ClaimedQuote;
import sentinel.parser.provider.Outcome;

/** A model that invents one company, one person, one number and one quote in each answer, over texts of many scripts. */
class InventedFactsTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final ArticleAssembly assembly =
            new ArticleAssembly(Clock.fixed(Pages.FETCHED, ZoneOffset.UTC), new UngroundedClaims(metrics));

    private BronzeArticle assemble(String language, String text, ClaimedFacts facts) {
        var page = Pages.page(
                "https://news.example.com/story",
                text,
                new PageMetadata("A story", List.of(), null, null, null, null, null, null),
                Hints.NONE);
        var inLanguage = sentinel.contract.message.PageFetchedBuilder.builder(page)
                .language(language)
                .build();
        var origin = new Outcome.Origin("openai", "m", "p", 1, 1, BigDecimal.ZERO, 1, false, null);
        return assembly.assemble(inLanguage, Injections.in(inLanguage), new Outcome.Extracted(facts, origin));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "en|Acme Corp|Ann Lee|Acme Corp hired Ann Lee. “We will grow a lot,” said Lee of Acme.|We will grow a lot",
                "en|ACME|Zoë Smith|\uD83D\uDE00\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67 Acme’s chief Zoe\u0308 Smith said: \"It is a great day.\" ＡＣＭＥ rose.|It is a great day.",
                "de|Müller GmbH|Anna Groß|Die Müller GmbH gewinnt. „Wir freuen uns sehr“, sagte Anna Groß.|Wir freuen uns sehr",
                "ru|Газпром|Иван Петров|Иван Петров из Газпрома сказал: «Мы очень довольны этим». Иваном Петровым довольны.|Мы очень довольны этим",
                "zh|阿里巴巴|马云|马云说：“我们对此非常高兴。”阿里巴巴股价上涨。|我们对此非常高兴。",
                "ja|トヨタ自動車|田中太郎|トヨタ自動車の田中太郎は「とてもうれしいです」と述べた。|とてもうれしいです",
                "ar|أرامكو|أحمد علي|قال أحمد علي من أرامكو: «نحن سعداء جدا بهذا». وأرامكو شركة كبيرة.|نحن سعداء جدا بهذا",
                "th|ปตท|สมชาย ใจดี|สมชาย ใจดี จาก ปตท กล่าวว่า “เรา ดีใจ มาก ครับ” วันนี้|เรา ดีใจ มาก ครับ",
                "hi|टाटा|रतन कुमार|रतन कुमार ने कहा, “हम बहुत खुश हैं।” टाटा के शेयर बढ़े।|हम बहुत खुश हैं।"
            })
    void given_a_model_that_invents_when_assembled_then_nothing_invented_is_kept_and_all_that_is_kept_is_in_the_body(
            String language, String company, String person, String text, String quote) {
        var article = assemble(
                language,
                text,
                new ClaimedFacts(
                        null,
                        null,
                        null,
                        "Globex and Homer Simpson earned 98,765 dollars.",
                        Sentiment.NEUTRAL,
                        0.0,
                        List.of(company, "Globex"),
                        List.of(person, "Homer Simpson"),
                        List.of("business"),
                        List.of(
                                new ClaimedQuote(quote, person),
                                new ClaimedQuote("I never said this at all", person))));

        assertThat(article.companies()).containsExactly(company);
        assertThat(article.people()).containsExactly(person);
        assertThat(article.summary()).doesNotContain("98,765", "Globex", "Simpson");
        assertThat(article.summaryExtracted()).isTrue();
        assertThat(article.quotes()).hasSize(1);
        assertThat(article.quotes().get(0).speaker()).isEqualTo(person);
        assertThat(article.quotes()).allSatisfy(kept -> assertThat(text.substring(kept.start(), kept.end()))
                .isEqualTo(kept.text()));
        assertThat(article.mentions())
                .extracting(mention -> mention.name())
                .contains(company, person)
                .containsOnly(company, person);
        assertThat(article.mentions()).allSatisfy(mention -> {
            String surface = text.substring(mention.start(), mention.end());
            assertThat(surface).isEqualTo(surface.strip()).isNotEmpty();
            assertThat(surface.equals(mention.name()))
                    .isEqualTo(mention.alignment() == sentinel.contract.message.Mention.Alignment.EXACT);
        });
    }
}
