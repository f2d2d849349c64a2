package sentinel.extractor;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What lines that are not part of an article begin with. Bullets, brackets and quotation marks before the first letter or
 * digit do not count, nor does case.
 */
final class Openings {

    /** Of short lines that lead to something else, or are said of the page rather than by the author. */
    static final Openings LEAD_AWAY = new Openings(
            """
            \\d+ comments?$
            about the authors?\\b
            access (?:articles|additional)
            additional reporting by
            advertisement
            adverts?$
            after newsletter promotion
            all rights reserved
            already a (?:subscriber|member)
            also read
            are you interested in reading
            article continues (?:below|after)
            be the first to comment
            by (?:signing up|clicking|subscribing|submitting|entering|registering)\\b
            c\\) ?\\d{4}
            chat with us\\b
            check out more\\b
            citation:
            click here
            comments?$
            contents$
            continue reading
            copy link$
            copyright
            create an account
            do you have a (?:story|tip)
            don.t miss
            download (?:the|our) app
            email$
            enable javascript
            enjoy (?:additional|insights|the latest)
            enlarge this image
            enter your email
            exclusive articles
            filed under
            follow (?:us|me)
            follow .{1,40} on (?:x|twitter|facebook|instagram|tiktok|google|linkedin|youtube)\\b
            for more (?:stories|news)\\b
            for the latest\\b
            get (?:exclusive|email updates)
            get (?:the|our) (?:latest|newsletter)
            get in touch with our (?:news|editorial)\\b
            getty images
            got a story\\?
            hide caption
            if you buy something\\b
            image(?:s)?\\s*(?:by|:|credit|source)
            join (?:our|us)
            leave a (?:reply|comment)
            like (?:this|what you)\\b
            listen to (?:this|the) (?:article|story)
            listen:
            load more$
            log in to
            more (?:from|on|stories|news)\\b
            more great\\b
            more:
            our (?:newsroom|journalism)\\b
            our standards:
            our website is (?:your|the)\\b
            photo(?:s|graph)?\\s*(?:by|:|credit)
            placeholder
            play video
            please enable javascript
            please enter
            posted in
            print$
            read (?:more|also|next|the full)
            recommended
            register /
            related(?: (?:articles?|stories|posts|content|topics|news|links))?\\s*:?$
            related:
            reply$
            republish our\\b
            save article
            save$
            scroll to continue
            see also
            share (?:this|on|via|article)?\\s*:?$
            share your thoughts
            share$
            show more$
            sign in to
            sign up
            skip (?:past|advertisement)
            sponsored
            story continues (?:below|after)
            subscribe
            support local journalism
            support our (?:mission|work|journalism)
            table of contents$
            tags?\\s*:
            thank you for (?:reading|subscribing|signing)
            this (?:content|article) is (?:reserved|for)
            this document is subject to copyright
            this site is protected
            this slideshow requires
            this story is developing
            this story was (?:developed|produced|created) in partnership
            this video has failed
            toggle caption
            tweet$
            unlimited (?:online )?(?:access|reading)
            view (?:comments|gallery)$
            want to bookmark
            watch:
            we apologize, but this video
            we use cookies
            with report(?:s|ing) (?:from|by)\\b
            you (?:may|might) also (?:like|enjoy|be interested|want)
            your email address will
            ©

            abonnieren sie
            aktuelle meldungen\\b
            an dieser stelle (?:finden|findest|befindet)
            anzeige$
            artikel (?:anhören|drucken|merken|teilen|vorlesen)
            auch interessant
            bildquelle
            das könnte (?:sie|dich) (?:auch|ebenfalls)
            diesen artikel (?:anhören|drucken|teilen|vorlesen)
            dieser artikel ist (?:nur|exklusiv) für
            dieses thema im programm
            empfohlener redaktioneller inhalt
            externer inhalt
            folge uns
            folgen sie uns
            folgst du\\b
            haben sie (?:einen )?fehler
            hier klicken
            hinweis zur daten
            ich bin damit einverstanden
            ihre meinung (?:zu|ist)
            jetzt (?:registrieren|anmelden|kostenlos)
            jetzt abonnieren
            lesen sie auch
            lesen sie hier
            lies auch
            mehr dazu\\b
            mehr lesen
            mehr zum thema
            mit dem laden\\b
            möchten sie etwas kritisieren
            passend dazu
            personenbezogene daten können
            vielen dank für ihr interesse
            weiterlesen
            werbung$
            zum thema:?$

            abonnez-vous
            cet article est réservé
            en savoir plus$
            il vous reste\\b.{0,60} à lire
            inscrivez-vous à
            la suite est réservée
            lire aussi
            lire la suite
            lire également
            partager (?:sur|cet)\\b
            partager$
            passer la publicité
            publicité$
            réagir$
            réservé aux abonnés
            s.abonner
            suivez-nous
            voir aussi
            à lire (?:également|sur)
            à lire aussi
            écouter (?:cet|l.)article

            comparte (?:esta|este|en)
            compartir:?$
            le(?:e|er) también
            lea también
            lee más
            leer más
            mira también
            noticias? relacionad
            puedes leer
            regístrate
            sigue leyendo
            suscríbete
            síguenos
            también (?:te puede|puedes leer|puede leer)
            te podría interesar
            te puede interesar
            te recomendamos
            temas relacionados
            ver también

            clique aqui
            compartilhe\\b
            continua (?:depois|após) (?:d)?a publicidade
            confira também
            leia (?:também|mais)
            saiba mais
            siga(?:-nos)? (?:n?o |a )?(?:nosso|canal|instagram|facebook|google|whatsapp)
            veja (?:também|mais)
            publicidade?$

            approfondisci$
            condividi$
            guarda anche
            iscriviti (?:a|qui)
            leggi (?:anche|di più|tutto|qui)
            potrebbe interessarti
            pubblicità$
            riproduzione riservata
            seguici\\b
            ti potrebbe interessare

            advertentie$
            bekijk ook
            deel dit
            lees (?:ook|meer|verder)
            meld je aan
            reageer$
            schrijf je in
            volg ons

            annons[e]?$
            artikkelen fortsetter
            artiklen fortsætter
            annonce$
            abonner på
            følg os\\b
            følg oss\\b
            följ oss\\b
            juttu jatkuu
            les (?:også|mer)
            lue (?:myös|lisää)
            læs (?:også|mere)
            mainos$
            saken fortsetter
            läs (?:också|mer|även)

            citeşte (?:şi|mai)
            citește (?:și|mai)
            czytaj (?:też|także|również|więcej|dalej)
            dalsza część artykułu
            dalszy ciąg (?:artykułu|materiału|tekstu)
            hirdetés$
            kapcsolódó\\b.{0,12}$
            prečítajte si
            przeczytaj (?:też|także|również)
            přečtěte si
            udostępnij
            vezi și
            zobacz (?:też|także|również)
            čtěte (?:také|dále|více)
            čítajte (?:aj|viac)
            δείτε (?:επίσης|ακόμη|ακόμα)
            διαβάστε (?:επίσης|ακόμη|ακόμα|περισσότερα)
            дивіться також
            подписывайтесь
            подпишитесь
            підписуйтесь
            смотрите также
            фото\\s*:
            читайте (?:также|також|ещё|еще)
            читать (?:также|далее)

            ayrıca oku
            bunu da oku
            devamını oku
            haberin devamı
            ilginizi çekebilir
            اقرأ أيض
            إقرأ أيض
            شاهد أيض
            بیشتر بخوانید
            यह भी पढ़ें
            ये भी पढ़ें
            और पढ़ें

            baca juga
            baca selengkapnya
            lihat juga
            simak juga
            xem thêm
            đọc thêm
            関連記事
            あわせて読みたい
            続きを読む
            相关阅读
            延伸阅读
            责任编辑
            相關新聞
            관련기사
            무단 ?전재
            저작권자

            reklam[ae]?$
            реклама$
            広告$
            广告$
            """);

    /** Of last paragraphs, short or long, in which a site says how its readers are to comment. */
    static final Openings HOUSE_RULES = new Openings(
            """
            all comments are
            comments (?:are|must be|posted|that) (?:moderated|closed|reviewed|subject|respectful|the|are)
            please (?:keep|make sure) (?:your|that your) comments
            readers. comments
            we (?:welcome|encourage|moderate) (?:your|all|relevant|thoughtful|constructive)?\\s*comments
            bitte (?:achten sie darauf, dass ihre|beachten sie beim|bleiben sie in ihren) komment
            die (?:kommentarfunktion|kommentare (?:sind|geben))
            wir (?:behalten uns|bitten um).{0,60}komment
            kommentare sind
            les commentaires (?:sont|de cet)
            los comentarios (?:publicados|son|de los|que)
            aten(?:ção|ción):? (?:os )?comentários
            os comentários (?:são|publicados|não)
            i commenti (?:sono|degli)
            """);

    /** Of headings after which nothing of the article comes any more, when what follows is links or short. */
    static final Openings END = new Openings(
            """
            \\d+ (?:comments|responses|replies|thoughts)
            about the author
            also on
            categories
            comments?\\b
            discussion
            editors?.? picks
            follow us
            further reading
            latest
            leave a
            more (?:from|on|stories|news|like)
            most (?:read|popular|viewed)
            newsletter
            popular
            read more
            recent posts
            recommended
            related\\b
            share this
            sign up
            subscribe
            tags
            top stories
            trending
            up next
            what to read next
            you (?:may|might) also
            you may be interested

            das könnte
            kommentare
            mehr (?:zum thema|aus|von|zu)\\b
            meistgelesen
            weitere (?:themen|artikel|meldungen|nachrichten|beiträge)

            commentaires
            dans la même
            sur le même sujet
            à lire aussi
            à voir aussi

            comentarios
            lo más
            más (?:noticias|información|sobre)
            notas relacionadas
            noticias relacionadas
            te puede

            altre notizie
            commenti
            leggi anche

            lees meer
            lees ook
            meer over
            reacties

            les også
            relaterede
            relaterte
            lue myös

            czytaj (?:też|także)
            zobacz (?:też|także)
            похожие
            читайте
            関連
            관련기사
            """);

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    /** By what they begin with; digits together under 0. */
    private final Map<Character, Pattern> byLetter = new HashMap<>();

    /** @param phrases a regular expression on each line, which begins with a letter or {@code \d} */
    private Openings(String phrases) {
        var alternatives = new HashMap<Character, String>();
        phrases.lines()
                .filter(line -> !line.isEmpty())
                .forEach(line -> alternatives.merge(
                        key(line.startsWith("\\d") ? '0' : line.charAt(0)), line, (a, b) -> a + '|' + b));
        alternatives.forEach((key, any) -> byLetter.put(key, Pattern.compile("(?:" + any + ')', FLAGS)));
    }

    /** Whether the text begins like one of them. */
    boolean begin(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c) || c == '©') {
                var pattern = byLetter.get(key(c));
                return pattern != null
                        && pattern.matcher(text).region(i, text.length()).lookingAt();
            }
        }
        return false;
    }

    private static char key(char c) {
        return Character.isDigit(c) ? '0' : Character.toLowerCase(c);
    }
}
