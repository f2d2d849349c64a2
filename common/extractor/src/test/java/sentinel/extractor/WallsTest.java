package sentinel.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sentinel.extractor.Extraction.Article;
import sentinel.extractor.Extraction.NoArticle;
import sentinel.extractor.Extraction.Reason;

class WallsTest {

    private static final String PARAGRAPH =
            "<p>The harbour master said on Tuesday that the rain, which had not stopped for nine days, would go on.</p>";
    private static final String NOT_FREE =
            "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Rain\",\"isAccessibleForFree\":\"False\"}</script>";

    private static Extraction read(String html) {
        return new Extractor().extract(html, "https://www.example.com/news/1");
    }

    private static Reason reason(String html) {
        return read(html) instanceof NoArticle none ? none.reason() : null;
    }

    @Test
    void given_challengesOfSeveralMakers_when_read_then_eachIsOne() {
        for (var page : List.of(
                "<title>Just a moment...</title><noscript>Enable JavaScript and cookies to continue</noscript><script src='/cdn-cgi/challenge-platform/x.js'></script>",
                "<title>example.com</title><p>Please enable JS and disable any ad blocker</p><script src='https://ct.captcha-delivery.com/c.js'></script>",
                "<title></title><iframe src='/_Incapsula_Resource?x'></iframe><script src='/_Incapsula_Resource?y=1'></script>",
                "<title>Access to this page has been denied</title><div id=px-captcha></div><p>Press & Hold to confirm you are a human</p>",
                "<title>Example</title><form id=challenge-form><div class=h-captcha></div></form>",
                "<title>Pardon Our Interruption</title><p>As you were browsing something about your browser made us think you were a bot.</p>",
                "<title>Einen Moment, bitte</title><p>Bestätigen Sie, dass Sie ein Mensch sind.</p>")) {
            assertThat(reason(page)).as(page).isEqualTo(Reason.BOT_CHALLENGE);
        }
    }

    @Test
    void given_invitationsToSubscribeInSeveralLanguages_when_littleElseIsThere_then_eachPageIsAPaywall() {
        for (var invitation : List.of(
                "This article is for subscribers. Start your free trial to read on.",
                "Cet article est réservé aux abonnés.",
                "Эта статья доступна только подписчикам.",
                "Оформите пробную подписку, чтобы читать дальше.",
                "この記事は会員限定です。")) {
            assertThat(reason("<h1>Rain</h1><article>" + PARAGRAPH + "<div><p>" + invitation + "</p></div></article>"))
                    .as(invitation)
                    .isEqualTo(Reason.PAYWALL);
        }
    }

    @Test
    void given_anArticleWithAContactFormsCaptcha_when_read_then_itIsAnArticle() {
        assertThat(read("<h1>Rain</h1>" + PARAGRAPH.repeat(3) + "<form><div class=g-recaptcha></div></form>"))
                .isInstanceOf(Article.class);
        assertThat(read("<title>Just a moment: the art of waiting</title><h1>Just a moment: the art of waiting</h1>"
                        + PARAGRAPH.replace("nine", "ten").repeat(1) + PARAGRAPH.replace("Tuesday", "Friday")
                        + ("<p>The crews read every book in the library, and when they had read them all they began again, "
                                        + "because there was nothing else to do; the soup was at noon and it was soup. %s</p>")
                                .formatted("And so it went on. ".repeat(60))))
                .isInstanceOf(Article.class);
    }

    @Test
    void given_consentDialoguesOfSeveralLanguages_when_read_then_eachIsOne() {
        for (var text : List.of(
                "We and our 812 partners store and/or access information on a device, such as cookies, and process personal data to show personalised ads. You may accept all or manage your choices.",
                "Wir und unsere bis zu 241 Partner verarbeiten personenbezogene Daten mit Cookies. Mit Ihrer Einwilligung können Sie unser Angebot mit Werbung und Tracking nutzen.",
                "Nous et nos 812 partenaires utilisons des cookies et des traceurs. Vous pouvez accepter et continuer, ou continuer sans accepter pour protéger vos données personnelles.",
                "Nosotros y nuestros 812 socios usamos cookies. Con su consentimiento podemos tratar datos personales para mostrar publicidad. Puede aceptar o configurar su elección.",
                "Noi e i nostri 700 partner archiviamo informazioni con i cookie. Con il tuo consenso possiamo trattare dati personali per annunci e contenuti personalizzati.",
                "Wij en onze 812 partners gebruiken cookies. Met uw toestemming verwerken wij persoonsgegevens voor gepersonaliseerde advertenties en inhoud op deze site.")) {
            assertThat(reason("<title>Example</title><div><p>" + text + "</p></div>"))
                    .as(text)
                    .isEqualTo(Reason.CONSENT_WALL);
        }
    }

    @Test
    void given_anArticleAboutCookies_when_read_then_itIsAnArticle() {
        assertThat(
                        read(
                                """
                                <h1>Regulator fines three sites</h1>
                                <p>The regulator fined three sites on Tuesday because their cookies were set before anyone had given consent to them.</p>
                                <p>The sites had counted on nobody to look, said the head of the authority, who had looked for nine days in the rain.</p>
                                <p>They have until the end of the month to pay, and the money will go to the harbour, which needs a new roof.</p>"""))
                .isInstanceOf(Article.class);
    }

    @Test
    void given_anInvitationToPayAndNoText_when_read_then_itIsAPaywall() {
        assertThat(reason(NOT_FREE + "<h1>Rain</h1><p>Nine days, and no end.</p>"))
                .isEqualTo(Reason.PAYWALL);
        for (var line : List.of(
                "Subscribe to continue reading",
                "Dieser Artikel ist nur für Abonnenten. Jetzt weiterlesen mit dem Probeabo.",
                "Cet article est réservé aux abonnés.",
                "Contenido exclusivo para suscriptores",
                "Contenuto riservato agli abbonati")) {
            assertThat(reason("<h1>Rain</h1>" + PARAGRAPH + "<div class=offer><p>" + line + "</p></div>"))
                    .as(line)
                    .isEqualTo(Reason.PAYWALL);
        }
    }

    @Test
    void given_aTeaserOfSeveralParagraphs_when_read_then_itIsAnArticle() {
        String second =
                "<p>Ships that were to leave for the islands stayed where they were, and their crews read every book again.</p>";
        assertThat(read(NOT_FREE + "<h1>Rain</h1>" + PARAGRAPH + second + "<p>Already a subscriber? Sign in</p>"))
                .isInstanceOf(Article.class);
    }

    @Test
    void given_aShortFreeArticle_when_read_then_itIsAnArticle() {
        assertThat(read("<h1>Rain</h1>" + PARAGRAPH)).isInstanceOf(Article.class);
    }

    @Test
    void given_a_brief_that_ends_when_only_a_menu_or_an_aside_invites_then_it_is_an_article() {
        for (var elsewhere : List.of(
                "<div class=top><a href=/login>Already a subscriber? Log in</a></div><article><h1>Rain</h1>%s</article>",
                "<header><p>Subscribe to continue reading</p></header><main><h1>Rain</h1>%s</main>",
                "<main><article><h1>Rain</h1>%s<aside><p>Already a subscriber? Sign in</p></aside></article></main>",
                "<article><h1>Rain</h1>%s</article><div class=sidebar><p>Start your free trial</p></div>",
                "<article><h1>Rain</h1>%s<p>Already a subscriber? Log in to comment</p></article>",
                "<article><h1>Rain</h1>%s</article><footer><p>This content is for subscribers</p></footer>")) {
            assertThat(read(elsewhere.formatted(PARAGRAPH))).as(elsewhere).isInstanceOf(Article.class);
        }
    }

    @Test
    void given_a_page_that_says_it_is_not_free_when_its_brief_ends_then_it_is_an_article() {
        assertThat(read(NOT_FREE + "<h1>Rain</h1>" + PARAGRAPH)).isInstanceOf(Article.class);
        assertThat(read(NOT_FREE + "<h1>Rain</h1>" + PARAGRAPH + "<p>Reporting by Ada Example; Editing by Bo Berg</p>"))
                .isInstanceOf(Article.class);
    }

    @Test
    void given_a_page_that_says_it_is_not_free_when_its_text_is_cut_off_then_it_is_a_paywall() {
        for (var end : List.of("...", "…", " and", ", […]", ":")) {
            assertThat(reason(NOT_FREE + "<h1>Rain</h1>" + PARAGRAPH.replace(".</p>", end + "</p>")))
                    .as(end)
                    .isEqualTo(Reason.PAYWALL);
        }
    }

    @Test
    void given_a_dialog_that_invites_when_the_text_is_cut_off_then_it_is_a_paywall() {
        assertThat(reason("<article><h1>Rain</h1>" + PARAGRAPH.replace(".</p>", "…</p>") + "</article>"
                        + "<dialog open><p>Subscribe to continue reading</p></dialog>"))
                .isEqualTo(Reason.PAYWALL);
        assertThat(reason("<article><h1>Rain</h1>" + PARAGRAPH + "</article>"
                        + "<div role=dialog class='site-paywall'><p>Subscribe to continue reading</p></div>"))
                .as("named for it")
                .isEqualTo(Reason.PAYWALL);
    }

    @Test
    void given_characters_that_are_syllables_when_they_make_an_article_then_they_count_for_more() {
        String sentence = "港口委员会星期二决定重建北码头，工程预计需要十八个月，耗资约四百万克朗，居民对此表示欢迎。";
        String page = NOT_FREE + "<h1>北码头</h1><p>" + sentence.repeat(2) + "</p><p>" + sentence.repeat(2) + "…</p>";

        assertThat(read(page)).isInstanceOf(Article.class);
        assertThat(reason(NOT_FREE + "<h1>北码头</h1><p>" + sentence.replace("。", "…") + "</p>"))
                .isEqualTo(Reason.PAYWALL);
    }
}
