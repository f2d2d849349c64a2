package sentinel.api.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.api.index.ArticleQuery.Between;
import sentinel.api.silver.SilverArticle;
import sentinel.contract.table.SilverColumn;

/** Which words find which texts, in an index on disk. */
class SearchLanguagesTest {

    @TempDir
    Path dir;

    private ArticleIndex index;

    @BeforeEach
    void create() throws IOException {
        index = ArticleIndex.create(dir.resolve("index"));
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // accents and other spellings of Latin letters, in whatever language
                "-- | Zürich café naïve | zurich cafe naive",
                "-- | Zurich cafe | Zürich café",
                "-- | Straße | strasse",
                "-- | Łódź Ærø Đà Nẵng | lodz aero da nang",
                "-- | ﬁnance ＡＢＣ ①２３ | finance abc 123",
                "-- | Acme's l’avion | acme avion",
                "-- | co\u00ADop\u200Berate\uFEFF | coop erate",
                // inflections
                "en | The bank fails | banks",
                "en | Two banks fail | bank",
                "en | Policies of cities | policy city",
                "en | They elected him | elect",
                "de | Die Banken zahlen | Bank",
                "de | Eine Bank zahlt | Banken",
                "de | Häuser und Wahlen | Haus Wahl",
                "de | Des Ministers Kunden | Minister Kunde",
                "de | Herr Müller | Mueller",
                "fr | Les élections nationales | élection national",
                "fr | L'élection | élections",
                "fr | Les chevaux | cheval",
                "es | Las elecciones | elección",
                "es | La ley y el juez | leyes jueces",
                "it | Le banche e i governi | banca governo",
                "pt | As eleições nacionais | eleição nacional",
                "nl | De verkiezingen en banken | verkiezing bank",
                "sv | Bankerna | bank",
                "fi | Pankit | pankki",
                "cs | Volby v bance | banka",
                "hu | A bankok | bank",
                "hu | A bank | bankok",
                "id | Buku pemerintah | bukunya",
                "pl | Wybory w Łodzi | wybory lodzi",
                "ro | Băncile | băncilor",
                "en-GB | Two banks fail | bank",
                "nb | Bankene | bank",
                // Turkish: dotted and dotless i
                "tr | İSTANBUL'DA IŞIKLAR | istanbul ışık",
                "tr | Istanbul | İstanbul",
                "tr | Bir seçim | seçimler",
                "tr | Hükümetin kararı | hükümet",
                "-- | Diyarbakır | diyarbakir",
                // Vietnamese
                "vi | Thủ tướng Việt Nam | viet nam",
                "vi | Thủ tướng Việt Nam | thủ tướng",
                // Cyrillic
                "ru | Самолёт сел | самолет",
                "ru | Самолет сел | самолёт",
                "ru | Российские банки | банк",
                "ru | Встреча Путина | Путин",
                "ru | Вы\u0301боры | выборы",
                "uk | П’ять міст | п'ять",
                "bg | Изборите | избори",
                "sr | Избори у Београду | izbori",
                // Greek: accents, final sigma
                "el | Ο Μητσοτάκης μίλησε | μητσοτακης",
                "el | Ο ΜΗΤΣΟΤΑΚΗΣ ΜΙΛΗΣΕ | Μητσοτάκης",
                "el | Οι τράπεζες | τράπεζα",
                "-- | Ἀθῆναι | Αθηναι",
                // Arabic: vowels, forms of alef, the article; Persian
                "ar | كِتَابٌ جديد | كتاب",
                "ar | أحمد وإيران | احمد ايران",
                "ar | الحكومة العراقية | حكومة",
                "ar | حكومة | الحكومة",
                "ar | والانتخابات | انتخابات",
                "ar | محـــمد | محمد",
                "-- | ﻣﺤﻤﺪ | محمد",
                "fa | دولت ايران كتاب | ایران کتاب",
                "fa | کتاب‌ها | کتاب",
                // Hebrew: points, prefixes, abbreviations
                "he | שָׁלוֹם | שלום",
                "he | הממשלה החליטה | ממשלה",
                "he | ושבממשלה | בממשלה",
                "he | צה\"ל הודיע | צה״ל",
                "he | צה״ל הודיע | צה\"ל",
                // India
                "hi | किताबें | किताब",
                "hi | चुनावों में सरकारी | चुनाव सरकार",
                "-- | \u0915\u093C\u0932\u092E | \u0958\u0932\u092E",
                "ta | புத்தகங்கள் | புத்தகம்",
                // without spaces
                "th | นายกรัฐมนตรีไทยเดินทางไปกรุงเทพมหานคร | ไทย",
                "th | นายกรัฐมนตรีไทยเดินทางไปกรุงเทพมหานคร | กรุงเทพ",
                "th | ธนาคารกลางสหรัฐขึ้นดอกเบี้ย | สหรัฐ ดอกเบี้ย",
                "-- | ราคาน้ำมันเพิ่มขึ้น | น้ำมัน",
                "km | ភាសាខ្មែរ | ខ្មែរ",
                "zh | 中国人民银行宣布降息 | 人民银行",
                "zh | 中国人民银行宣布降息 | 降息 中国",
                "zh | 中国人民银行 | 银",
                "zh | 苹果iPhone发布 | iphone 发布",
                "ja | 東京は大きい。インターネットサービス | 東京",
                "ja | 東京は大きい。インターネットサービス | サービス",
                "ja | ｲﾝﾀｰﾈｯﾄ | インターネット",
                "ja | 日本銀行の総裁 | 日本銀行*",
                // Korean: particles
                "ko | 한국은 서울에서 회담을 열었다 | 한국 서울 회담",
                "ko | 한국은 좋다 | 한국의",
                "ko | 삼성전자가 발표 | 전자",
                "ko | AI는 SK하이닉스가 | ai SK",
                "-- | 대통령이 말했다 | 대통령",
                // the beginning of a word
                "ru | Самолёт сел | самолё*",
                "ar | أحمد | أحم*",
                // words of another script in a text
                "ru | Компания Apple | apple",
                "zh | 腾讯Tencent发布 | tencent"
            })
    void given_a_text_when_searched_in_another_spelling_or_form_then_found(String language, String text, String q)
            throws IOException {
        var known = language.equals("--") ? null : language;
        add(1, known, text);
        add(2, known, Normalizer.normalize(text, Normalizer.Form.NFD));
        index.publish(null);
        assertThat(found(q)).containsExactlyInAnyOrder(1, 2);
        assertThat(found(Normalizer.normalize(q, Normalizer.Form.NFD))).containsExactlyInAnyOrder(1, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // another word
                "en | The university | universe",
                "en | New policies | police",
                "en | News | new",
                "es | Los gatos duermen | gates",
                "es | El banco | banca",
                "de | Die Kunst | Kunde",
                "ru | Мой дом | мои",
                "ar | كتب | كتاب",
                "he | של הממשלה | לממשלה",
                // a form in another language, in none, and in another order
                "de | Die Policy | policies",
                "en | policy | policies*",
                "-- | Two banks fail | bank",
                "zz | Two banks fail | bank",
                "ru | Two banks fail | bank",
                "ja | 京東 | 東京",
                "zh | 中 国 | 中国",
                "ko | 국한 | 한국",
                "th | ไทย | ยไ",
                // as written
                "en | Two banks fail | `\"bank\"`",
                "en | Two banks fail | `\"bank fail\"`",
                "en | The river bank | `bank -banks`"
            })
    void given_a_text_when_searched_for_another_word_then_not_found(String language, String text, String q)
            throws IOException {
        add(1, language.equals("--") ? null : language, text);
        index.publish(null);
        assertThat(found(q)).isEmpty();
    }

    @Test
    void given_a_word_and_other_forms_of_it_when_sorted_by_relevance_then_the_word_is_first() throws IOException {
        add(1, "en", "bank bank bank bank");
        add(2, "en", "Some say that of all the banks one is safe" + " and sound".repeat(200));
        add(3, "de", "Banken");
        add(4, "en", "nothing of the kind");
        index.publish(null);
        assertThat(found("banks").get(0)).isEqualTo(2);
        assertThat(found("banks")).contains(1).doesNotContain(4);
        assertThat(found("Banken").get(0)).isEqualTo(3);
        assertThat(found("bank").get(0)).isEqualTo(1);
    }

    @Test
    void given_a_stem_in_the_title_when_sorted_by_relevance_then_it_counts_more() throws IOException {
        index.upsert(article(1, "en", "One two", "Two banks fail"));
        index.upsert(article(2, "en", "Two banks fail", "One two"));
        index.publish(null);
        assertThat(found("bank")).containsExactly(2, 1);
    }

    /** The longest text that the API takes. */
    @ParameterizedTest
    @ValueSource(strings = {"ab ", "a ", "東 ", "กข "})
    void given_a_text_of_many_words_when_searched_then_answered(String word) throws IOException {
        String text = word.repeat(500 / word.length());
        add(1, "en", text);
        index.publish(null);
        assertThat(found(text)).containsExactly(1);
    }

    private void add(int number, @Nullable String language, String text) throws IOException {
        index.upsert(article(number, language, null, text));
    }

    private static SilverArticle article(int number, @Nullable String language, @Nullable String title, String body) {
        Map<SilverColumn, Object> values = new EnumMap<>(SilverColumn.class);
        values.put(SilverColumn.ID, id(number));
        values.put(SilverColumn.NORMALIZED_URL, "https://www.example.com/" + number);
        values.put(SilverColumn.BODY, body);
        if (language != null) {
            values.put(SilverColumn.LANGUAGE, language);
        }
        if (title != null) {
            values.put(SilverColumn.TITLE, title);
        }
        return new SilverArticle(values);
    }

    private static String id(int number) {
        return "%016x".formatted(number);
    }

    /** Numbers of the articles, best first. */
    private List<Integer> found(String q) throws IOException {
        var query = new ArticleQuery(
                q,
                Map.of(),
                Between.any(),
                Between.any(),
                Between.any(),
                Between.any(),
                null,
                null,
                null,
                Order.RELEVANCE);
        var numbers = new ArrayList<Integer>();
        try (var view = index.view()) {
            for (var article : view.page(query, null, 100, false).articles()) {
                String json = new String(article.json(), StandardCharsets.UTF_8);
                numbers.add(Integer.parseInt(json.replaceAll(".*\"id\":\"([0-9a-f]+)\".*", "$1"), 16));
            }
        }
        return numbers;
    }
}
