package sentinel.simulator;

import java.nio.charset.StandardCharsets;

/** The newsroom's own front page: where everything is, for a person with a browser. */
final class Welcome {

    private Welcome() {}

    static byte[] page(Newsroom newsroom) {
        var page = new StringBuilder("<!doctype html>\n<title>Newsroom</title>\n<h1>Newsroom</h1>\n<ul>\n");
        for (var site : newsroom.truth().sites()) {
            page.append("<li><a href=\"")
                    .append(site.baseUrl())
                    .append("/\">")
                    .append(site.name())
                    .append("</a> (");
            page.append(site.language()).append(")</li>\n");
        }
        page.append("</ul>\n<p>");
        for (var path :
                new String[] {"/truth?summary", "/truth", "/feeds.yaml", "/gdeltv2/lastupdate.txt", "/digest.json"}) {
            page.append("<a href=\"").append(path).append("\">").append(path).append("</a> ");
        }
        return page.append("</p>\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
