package sentinel.extractor;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Pages as sites write them, and what is left of them after damage. */
final class FuzzPages {

    private static final String MODERN =
            """
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Rain stops at last | Harbour Post</title>
            <meta property="og:title" content="Rain stops at last"><meta property="og:site_name" content="Harbour Post">
            <meta name="description" content="After nine days the rain has stopped, and the ships have begun to leave.">
            <link rel="canonical" href="https://example.com/rain">
            <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle",
            "headline":"Rain stops at last","datePublished":"2026-11-24T08:30:00+01:00","author":[{"@id":"#ada"}],
            "publisher":{"@type":"Organization","name":"Harbour Post"},"keywords":["rain","harbour"]},
            {"@id":"#ada","@type":"Person","name":"Ada Example"}]}</script></head>
            <body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav></header>
            <main><article class="story-body"><h1>Rain stops at last</h1><p class="byline">By <a rel="author">Ada Example</a>
            <time datetime="2026-11-24T08:30:00+01:00">24 November 2026</time></p>
            <figure><img src="/ship.jpg" alt=""><figcaption>A ship. Photo: Bob Sample</figcaption></figure>
            <p>After nine days the rain has stopped, said the master of the harbour on Tuesday, and the first ships left.</p>
            <p>&ldquo;We have not seen such a week since 1987,&rdquo; she said; the quays were under water &amp; the cranes stood still.</p>
            <h2>What the farmers say</h2><ul><li>The lower fields are lost, all forty of them.</li><li>The upper ones are not.</li></ul>
            <blockquote><p>Nobody here has slept for more than three hours a night since it began.</p></blockquote>
            <aside class="related"><h3><a href="/a">Ten ships that waited too long in the bay</a></h3></aside>
            <p>The weather office expects dry days until the weekend, and colder nights than is usual in November.</p>
            </article><div id="comments" class="comments"><p>First! What about the ferry?</p></div></main>
            <footer><p>&copy; 2026 Harbour Post</p></footer></body></html>
            """;

    private static final String TABLES =
            """
            <html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><title>Der Regen hört auf</title></head>
            <body bgcolor=white><table width=100%><tr><td><font size=2><a href=a.html>Start</a> | <a href=b.html>Archiv</a></font>
            <td><font face=arial><b>Der Regen hört auf</b><br><i>Von Änne Müller, 24. November 2026</i><p>Nach neun Tagen hört der Regen auf,
            sagte die Hafenmeisterin am Dienstag, und die ersten Schiffe liefen aus.<p>Die Bauern klagen über verlorene Äcker; es seien
            vierzig an der Zahl.<br><br>Für die nächsten Tage erwartet das Wetteramt trockenes, kühles Wetter.<table border=1><tr><th>Tag<th>Regen
            <tr><td>Montag<td>12 mm<tr><td>Dienstag<td>0 mm</table></font></table></body></html>
            """;

    private static final String JAPANESE =
            """
            <!DOCTYPE html><html lang=ja><head><meta charset=utf-8><title>雨やむ - 港新聞</title></head><body>
            <div itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">雨やむ</h1>
            <span itemprop="author" itemscope><span itemprop="name">山田花子</span></span> 2026年11月24日
            <div itemprop="articleBody"><p>雨は九日間やまず、港の船はみな待っていた、と港長は火曜日に話した。</p>
            <p>これからは晴れの日が続くという。農家の人たちは畑のことを心配している。</p></div></div>
            <svg><text>x</text></svg><math><mi>x</mi></math><select><option>一<option>二</select></body></html>
            """;

    /** What pages are broken with. */
    private static final List<String> SHARDS = List.of(
            "<",
            ">",
            "</",
            "\"",
            "'",
            "&",
            "&#x",
            "=",
            "<!--",
            "-->",
            "<![CDATA[",
            "<script>",
            "</script>",
            "<table>",
            "<tr>",
            "<td>",
            "</table>",
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "<a href=x>",
            "</a>",
            "<svg>",
            "<math>",
            "</svg>",
            "<select>",
            "<template>",
            "<frameset>",
            "<textarea>",
            "<title>",
            "<body class=share>",
            "<div hidden>",
            "</div>",
            "<time>",
            "<h1>",
            "<li>",
            "<br><br>",
            "\0",
            "\ufeff",
            "\u2028",
            "{",
            "}",
            "[",
            "\\u",
            "\\",
            "null",
            "<meta charset=utf-16>",
            "<meta charset=big5>",
            "<base href=//>");

    private FuzzPages() {}

    static List<byte[]> all() {
        return List.of(
                MODERN.getBytes(StandardCharsets.UTF_8),
                TABLES.getBytes(Charset.forName("windows-1252")),
                JAPANESE.getBytes(StandardCharsets.UTF_8));
    }

    /** One of the pages, damaged in one to twelve ways. */
    static byte[] mutant(List<byte[]> pages, Random random) {
        byte[] page = pages.get(random.nextInt(pages.size()));
        int damages = 1 + random.nextInt(12);
        for (int i = 0; i < damages && page.length > 1; i++) {
            page = damaged(page, pages.get(random.nextInt(pages.size())), random);
        }
        return page;
    }

    private static byte[] damaged(byte[] page, byte[] other, Random random) {
        int at = random.nextInt(page.length);
        int end = Math.min(page.length, at + 1 + random.nextInt(200));
        var out = new ByteArrayOutputStream();
        out.write(page, 0, at);
        switch (random.nextInt(7)) {
            case 0 -> { // a byte that is another
                out.write(random.nextInt(256));
                out.write(page, at + 1, page.length - at - 1);
            }
            case 1 -> // something left out
                out.write(page, end, page.length - end);
            case 2 -> { // something twice
                out.write(page, at, end - at);
                out.write(page, at, page.length - at);
            }
            case 3 -> { // something many times
                int times = 1 + random.nextInt(300);
                for (int i = 0; i < times; i++) {
                    out.write(page, at, end - at);
                }
                out.write(page, end, page.length - end);
            }
            case 4 -> { // cut off
            }
            case 5 -> { // another page's middle
                int from = random.nextInt(other.length);
                out.write(other, from, random.nextInt(other.length - from));
                out.write(page, at, page.length - at);
            }
            default -> { // something that opens or ends what should not be
                out.writeBytes(SHARDS.get(random.nextInt(SHARDS.size())).getBytes(StandardCharsets.UTF_8));
                out.write(page, at, page.length - at);
            }
        }
        byte[] result = out.toByteArray();
        return result.length > 300_000 ? java.util.Arrays.copyOf(result, 300_000) : result;
    }
}
