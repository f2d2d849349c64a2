package sentinel.api.silver;

import java.io.IOException;

/** Takes what Silver holds or changes. */
public interface ArticleSink {

    /** The article is now this. */
    void upsert(SilverArticle article) throws IOException;

    /** There is no article of this id any more; unknown ids are fine. */
    void delete(String id) throws IOException;
}
