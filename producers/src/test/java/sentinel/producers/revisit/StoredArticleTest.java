package sentinel.producers.revisit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import sentinel.contract.message.Source;

class StoredArticleTest {

    private static final Instant SEEN = Instant.parse("2026-11-02T10:00:00Z");

    private static Instant bornAt(@Nullable String published) {
        return new StoredArticle(
                        "id",
                        "http://site.example/a",
                        "site.example/a",
                        Source.RSS,
                        "Feed",
                        "1",
                        null,
                        published == null ? null : Instant.parse(published),
                        SEEN,
                        SEEN,
                        0,
                        null,
                        1,
                        false,
                        false)
                .bornAt();
    }

    @Test
    void given_a_date_with_a_time_when_it_is_before_the_discovery_then_it_counts() {
        assertThat(bornAt("2026-11-02T09:30:00Z")).isEqualTo("2026-11-02T09:30:00Z");
    }

    @Test
    void given_no_date_or_one_after_the_discovery_when_asked_then_the_discovery_counts() {
        assertThat(bornAt(null)).isEqualTo(SEEN);
        assertThat(bornAt("2026-11-02T11:00:00Z")).isEqualTo(SEEN);
    }

    @Test
    void given_a_date_without_a_time_when_asked_then_the_end_of_the_day_counts() {
        assertThat(bornAt("2026-11-02T00:00:00Z")).as("of today").isEqualTo(SEEN);
        assertThat(bornAt("2026-11-01T00:00:00Z")).isEqualTo("2026-11-02T00:00:00Z");
    }
}
