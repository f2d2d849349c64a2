package sentinel.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.extractor.Extraction.Article;

class ReadCountsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,234 views",
                "Views: 1.2K",
                "Post Views: 87",
                "Read 532 times",
                "This article has been read 1,204 times.",
                "(Visited 57 times, 3 visits today)",
                "Viewed by 310 people",
                "Page viewed 12 times",
                "532 people have read this article",
                "You are visitor number 4,711",
                "👁 532 views",
                "1,204 views · 37 comments",
                "This article was seen by 532 people",
                "12 people are reading this now",
                "Dieser Artikel wurde 1.532 Mal gelesen.",
                "Gelesen: 532",
                "Aufrufe: 1.204",
                "532 Aufrufe",
                "Lu 1 204 fois",
                "Cet article a été lu 532 fois.",
                "532 vues",
                "Leído 532 veces",
                "Este artículo ha sido visto 532 veces.",
                "532 lecturas",
                "Esta notícia foi lida 532 vezes",
                "532 visualizações",
                "Letto 532 volte",
                "Questo articolo è stato letto 532 volte.",
                "Visualizzazioni: 532",
                "Dit artikel is 532 keer gelezen.",
                "532 keer bekeken",
                "532 visninger",
                "Läst 532 gånger",
                "Tätä artikkelia on luettu 532 kertaa.",
                "Przeczytano 532 razy",
                "Liczba wyświetleń: 1 204",
                "Zobrazeno 532 krát",
                "Olvasták: 532",
                "Vizualizări: 532",
                "Προβολές: 532",
                "Просмотров: 532",
                "532 просмотра",
                "Эту статью прочитали 1 204 раза.",
                "Переглядів: 532",
                "Okunma: 532",
                "Bu haber 532 kez okundu",
                "عدد المشاهدات: 532",
                "بازدید: 532",
                "Dibaca 532 kali",
                "Lượt xem: 1.204",
                "閲覧数：532",
                "この記事は532回読まれました",
                "阅读量：1204",
                "浏览 532 次",
                "조회수 1,204"
            })
    void given_aLineThatCountsReaders_when_looked_at_then_itIsACount(String line) {
        assertThat(ReadCounts.is(line)).isTrue();
        assertThat(ReadCounts.without(line)).isEmpty();
        assertThat(ReadCounts.without("The weir was shut on Monday.\n" + line))
                .isEqualTo("The weir was shut on Monday.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The film has been viewed 1.2 million times since Sunday.",
                "1,234 views of the harbour hang in the town hall.",
                "Read 532 pages and you know the half of it.",
                "She visited 57 times, and was sent away 56 times.",
                "The bridge has been closed 12 times.",
                "532 people live here.",
                "Two views",
                "Visits: by appointment",
                "Seen 12 times in goal, she let in one ball.",
                "14 likes that she did not want",
                "Simile 3 volte in un anno",
                "Das Buch wurde 1.532 Mal gelesen und nie bezahlt.",
                "阅读改变了1204个孩子",
                "12",
                "2026"
            })
    void given_aSentenceOfAnArticle_when_looked_at_then_itStays(String line) {
        assertThat(ReadCounts.is(line)).isFalse();
        assertThat(ReadCounts.without(line)).isEqualTo(line);
    }

    @Test
    void given_aCountInBracketsBehindAParagraph_when_takenOut_then_theParagraphStays() {
        String paragraph = "The weir was shut on Monday, for the third time in a year (the second was in May).";

        assertThat(ReadCounts.without(paragraph + " (Visited 57 times, 3 visits today)"))
                .isEqualTo(paragraph);
        assertThat(ReadCounts.without(paragraph + " This article has been read 1,204 times."))
                .isEqualTo(paragraph);
        assertThat(ReadCounts.without(paragraph)).isEqualTo(paragraph);
        assertThat(ReadCounts.without(paragraph + " The story of it was told 1,204 times."))
                .endsWith("1,204 times.");
    }

    @Test
    void given_aPageThatCountsItsReaders_when_readTwice_then_theTextIsTheSame() {
        String html =
                """
                <html lang=en><title>Weir shut</title><body><article><h1>Weir shut</h1>
                <p>The weir was shut on Monday, for the third time in a year, and nobody knows for how long it will be.</p>
                <p>Boats go round by the old mill, said the harbour master, who has the key and does not give it away.</p>
                <p>%s</p></article></body></html>""";
        var extractor = new Extractor();

        var first = extractor.extract(html.formatted("This story has been read 1,204 times."), null);
        var second = extractor.extract(html.formatted("This story has been read 2,377 times."), null);

        assertThat(((Article) second).text())
                .isEqualTo(((Article) first).text())
                .doesNotContain("times");
    }
}
