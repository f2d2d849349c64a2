package sentinel.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.extractor.Extraction.Article;
import sentinel.extractor.Extraction.NoArticle;
import sentinel.extractor.Extraction.Reason;

class SoftErrorsTest {

    private static final String ANNOUNCED = "Ferry to the islands starts in spring";

    private static final String BRIEF =
            "The harbour office said on Tuesday that %s, and that nobody was hurt. Boats went round by the old mill until"
                    + " the evening, when the last of the water had run off and the crews were back.";

    private static Extraction read(String html, String url, String announced) {
        return new Extractor()
                .extract(html.getBytes(StandardCharsets.UTF_8), url, "text/html; charset=utf-8", announced);
    }

    private static Reason reason(String html, String announced) {
        return read(html, "https://www.example.com/news/ferry-starts", announced) instanceof NoArticle none
                ? none.reason()
                : null;
    }

    private static String page(String tab, String heading, String text) {
        return "<html><head><title>" + tab
                + "</title></head><body><nav><a href=/>Home</a> <a href=/news>News</a></nav><main><h1>" + heading
                + "</h1><p>" + text + "</p></main><footer><a href=/about>About us</a></footer></body></html>";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOT_FOUND | 404 - Page not found - Tern Herald | Oops! Page not found | We could not find the page you were looking for. Try our search.",
                "NOT_FOUND | Tern Herald | Sorry, that page can't be found | The link you followed may be broken, or the page may have been moved.",
                "NOT_FOUND | Seite nicht gefunden - Tern | Seite nicht gefunden | Die von Ihnen gesuchte Seite wurde leider nicht gefunden.",
                "NOT_FOUND | Page introuvable | Erreur 404 | La page que vous recherchez n'existe pas ou a été déplacée.",
                "NOT_FOUND | Página no encontrada | Página no encontrada | Lo sentimos, la página que buscas no existe.",
                "NOT_FOUND | Página não encontrada | Erro 404 | A página que você procura não existe mais.",
                "NOT_FOUND | Pagina non trovata | Pagina non trovata | La pagina che stai cercando non esiste o è stata spostata.",
                "NOT_FOUND | Pagina niet gevonden | Pagina niet gevonden | De pagina die u zoekt bestaat niet of is verplaatst.",
                "NOT_FOUND | Sidan hittades inte | Sidan hittades inte | Sidan du söker finns inte eller har flyttats.",
                "NOT_FOUND | Nie znaleziono strony | Nie znaleziono strony | Strona, której szukasz, nie istnieje.",
                "NOT_FOUND | 404 | Страница не найдена | Запрашиваемая страница не существует или была перемещена.",
                "NOT_FOUND | 404 | Sayfa bulunamadı | Aradığınız sayfa kaldırılmış veya taşınmış olabilir.",
                "NOT_FOUND | 404 | الصفحة غير موجودة | عذرا، الصفحة التي تبحث عنها غير موجودة.",
                "NOT_FOUND | 404 | ページが見つかりません | お探しのページは、移動または削除された可能性があります。",
                "NOT_FOUND | 404 | 页面不存在 | 抱歉，您访问的页面不存在或已被移动。",
                "NOT_FOUND | 404 | 페이지를 찾을 수 없습니다 | 요청하신 페이지가 없거나 주소가 바뀌었습니다.",
                "REMOVED | Article removed - Tern | This article has been removed | The article you requested is no longer available on our site.",
                "REMOVED | Tern Herald | Artikel nicht mehr verfügbar | Dieser Artikel ist nicht mehr verfügbar. Nutzen Sie unsere Suche.",
                "REMOVED | Tern Herald | Article supprimé | Cet article n'est plus disponible sur notre site.",
                "OUT_OF_ORDER | Scheduled maintenance | Back soon | Our site is currently undergoing planned work. We'll be back shortly.",
                "OUT_OF_ORDER | Wartungsarbeiten | Wir sind gleich wieder da | Unsere Website wird gerade gewartet. Bitte versuchen Sie es später noch einmal.",
                "OUT_OF_ORDER | Site en maintenance | Maintenance en cours | Notre site est actuellement en maintenance. Nous serons bientôt de retour.",
                "OUT_OF_ORDER | Error | Database error | Could not connect to the database. SQLSTATE[HY000] [2002] Connection refused",
                "OUT_OF_ORDER | 503 Service Unavailable | Service Unavailable | The server is temporarily unable to service your request.",
                "OUT_OF_ORDER | Tern Herald | Something went wrong | An unexpected error has occurred. Our team has been notified.",
                "OUT_OF_ORDER | Ошибка | Технические работы | На сайте ведутся технические работы. Попробуйте зайти позже.",
                "OUT_OF_ORDER | メンテナンス中 | ただいまメンテナンス中です | 現在メンテナンスを行っております。しばらくしてから、もう一度お試しください。",
                "REGION | Tern Herald | 451: Unavailable due to legal reasons | We recognize you are attempting to access this website from a country belonging to the European Economic Area (EEA) including the EU which enforces the General Data Protection Regulation (GDPR) and therefore access cannot be granted at this time.",
                "REGION | Tern Herald | Not available in your country | This content is not available in your country because of rights.",
                "REGION | Tern Herald | Nicht verfügbar | Dieser Inhalt ist in Ihrem Land nicht verfügbar.",
                "LOG_IN | Sign in - Tern Herald | Sign in | Enter your email address and password. Forgot your password? Don't have an account?",
                "LOG_IN | Anmelden - Tern | Anmelden | Bitte melden Sie sich mit Ihrer E-Mail-Adresse und Ihrem Passwort an. Passwort vergessen?",
                "LOG_IN | Connexion | Connexion | Saisissez votre adresse e-mail et votre mot de passe. Mot de passe oublié ?",
                "LOG_IN | Вход | Вход на сайт | Войдите, чтобы читать дальше. Забыли пароль?"
            })
    void given_aPageThatStandsForAnError_when_read_then_itIsThatError(
            Reason reason, String tab, String heading, String text) {
        String html = page(tab, heading, text);

        assertThat(reason(html, ANNOUNCED)).as(html).isEqualTo(reason);
        assertThat(reason(html, null)).as("not announced: %s", html).isEqualTo(reason);
    }

    @Test
    void given_anErrorPageThatListsStories_when_announcedAsAnother_then_itIsAnError() {
        var html = new StringBuilder("<title>Page not found - Tern</title><body><main><h1>Page not found</h1>"
                + "<p>The page you are looking for does not exist. Perhaps one of these is of use:</p>");
        for (int i = 0; i < 12; i++) {
            html.append(
                            "<article><h2>Council votes on the market</h2><p>The council voted for the new market hall on Monday")
                    .append(i)
                    .append(
                            ", after a debate that took all night and half of the morning, and a cake in between.</p></article>");
        }
        html.append("</main>");

        assertThat(reason(html.toString(), ANNOUNCED)).isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void given_theHeadlineOfTheArticleAndANoticeInItsPlace_when_read_then_itIsRemoved() {
        String html =
                "<title>%s - Tern</title><meta property=og:title content='%s'><h1>%s</h1><p>This article has been removed at the request of the agency.</p>"
                        .replace("%s", ANNOUNCED);

        assertThat(reason(html, ANNOUNCED)).isEqualTo(Reason.REMOVED);
    }

    @Test
    void given_anErrorsAddressInTheEnd_when_theTextSaysIt_then_itIsAnError() {
        assertThat(read(
                        "<title>Tern Herald</title><body><h1>Tern Herald</h1><p>Hello! There is nothing here any more, or you typed something else than you meant. The requested page is unknown.</p>",
                        "https://www.example.com/404.html",
                        ANNOUNCED))
                .isInstanceOfSatisfying(
                        NoArticle.class, none -> assertThat(none.reason()).isEqualTo(Reason.NOT_FOUND));
    }

    @Test
    void given_aPasswordField_when_theHeadlineSaysLogIn_then_itIsALogIn() {
        assertThat(reason(
                        "<title>Members</title><h1>Log in</h1><p>Good to see you again. Your islands, your ferry, your paper.</p><form><input name=mail><input type=password name=pw></form>",
                        ANNOUNCED))
                .isEqualTo(Reason.LOG_IN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Page not found: the art of the 404",
                "Council's website down for hours",
                "Site under maintenance: museum shut until May",
                "Bridge under maintenance",
                "Scheduled maintenance on the lift bridge",
                "Log-in troubles at the tax office",
                "Thousands cannot log in at the savings bank",
                "Database error delays exam results",
                "Streaming service not available in your region, regulator asks why",
                "Article removed from treaty after long night",
                "Service unavailable on the coast line",
                "Error in the timetable",
                "We will be back soon, says the circus",
                "404 new flats for the harbour",
                "Something went wrong at the weir"
            })
    void given_aBriefAboutSuchAThing_when_read_then_itIsAnArticle(String headline) {
        String html = page(headline + " | Tern Herald", headline, BRIEF.formatted("the trouble began before dawn"));

        assertThat(read(html, "https://www.example.com/news/1", headline))
                .as(headline)
                .isInstanceOf(Article.class);
        assertThat(read(html, "https://www.example.com/news/1", null))
                .as(headline)
                .isInstanceOf(Article.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"The page you are looking for does not exist\": readers of the council's site saw this on Tuesday",
                "The swing bridge is currently down for maintenance",
                "Our website is currently down, the railway wrote",
                "This article of the treaty has been removed after a long night",
                "The drug is unavailable in most European countries",
                "Please try again later, the machine said to whoever wanted a ticket",
                "customers could not sign in to their accounts"
            })
    void given_aBriefThatQuotesAnError_when_read_then_itIsAnArticle(String sentence) {
        String headline = "Trouble on the coast line and at the harbour";
        String text = sentence + ". " + BRIEF.formatted("the trouble began before dawn");

        assertThat(read(page(headline, headline, text), "https://www.example.com/news/1", headline))
                .isInstanceOf(Article.class);
        assertThat(read(page(headline, headline, text), "https://www.example.com/news/1", null))
                .isInstanceOf(Article.class);
    }

    @Test
    void given_anArticleWithTheHeadlineOfAnError_when_itWasAnnouncedSo_then_itIsAnArticle() {
        String text = BRIEF.formatted("the page that was not found is a picture, and hangs in the town hall");

        assertThat(read(page("Page not found", "Page not found", text), null, "Page not found"))
                .isInstanceOf(Article.class);
    }

    @Test
    void given_anArticleWithALogInBox_when_read_then_itIsAnArticle() {
        String html =
                "<title>%s</title><body><div class=box><h1>Log in</h1><form><input type=password></form></div><main><article><h1>%s</h1><p class=author>By Ada Tern</p><p>"
                                .replace("%s", ANNOUNCED)
                        + BRIEF.formatted("the ferry is late") + "</p><p>" + BRIEF.formatted("it will come")
                        + "</p></article></main>";

        assertThat(read(html, null, ANNOUNCED)).isInstanceOf(Article.class);
    }
}
