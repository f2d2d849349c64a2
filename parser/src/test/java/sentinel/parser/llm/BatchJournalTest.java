package sentinel.parser.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.contract.message.Source;

class BatchJournalTest {

    @TempDir
    Path dir;

    private Path file() {
        return dir.resolve("below").resolve("batches.jsonl");
    }

    private static BatchIntent intent(String key) {
        return new BatchIntent(
                key,
                Instant.parse("2026-03-02T18:00:00.5Z"),
                "openai",
                "https://api.example/v1",
                "m",
                "article-2",
                LocalDate.parse("2026-03-02"),
                12_000_000,
                List.of(
                        new BatchRequest("a", "example.com/a", "h1", Source.RSS, "en"),
                        new BatchRequest("b", "example.com/b", "h2", null, null)));
    }

    @Test
    void given_steps_when_opened_again_then_they_are_known() {
        try (var journal = BatchJournal.open(file())) {
            journal.intend(intent("1"));
            journal.intend(intent("2"));
            journal.intend(intent("3"));
            journal.submitted("1", "batch_1");
            journal.submitted("2", "batch_2");
            journal.collected("1");
            journal.intend(intent("4"));
            journal.abandoned("4");
        }

        try (var journal = BatchJournal.open(file())) {
            assertThat(journal.entries())
                    .containsExactly(
                            new BatchJournal.Entry(intent("1"), "batch_1", true),
                            new BatchJournal.Entry(intent("2"), "batch_2", false),
                            new BatchJournal.Entry(intent("3"), null, false));
        }
    }

    @Test
    void given_a_line_that_was_cut_off_when_opened_then_it_is_dropped_and_the_journal_goes_on() throws Exception {
        try (var journal = BatchJournal.open(file())) {
            journal.intend(intent("1"));
        }
        Files.writeString(file(), "{\"step\":\"SUBMITTED\",\"key\":\"1\",\"id\":\"bat", StandardOpenOption.APPEND);

        try (var journal = BatchJournal.open(file())) {
            assertThat(journal.entries()).containsExactly(new BatchJournal.Entry(intent("1"), null, false));
            journal.submitted("1", "batch_9");
        }
        assertThat(Files.readString(file(), StandardCharsets.UTF_8).lines()).hasSize(2);
    }

    @Test
    void given_a_file_that_is_no_journal_when_opened_then_the_line_is_named() throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "hello\n");

        assertThatThrownBy(() -> BatchJournal.open(file()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("line 1 of " + file());
    }

    @Test
    void given_a_journal_in_use_when_opened_then_it_is_refused() {
        try (var journal = BatchJournal.open(file())) {
            assertThat(journal.entries()).isEmpty();
            assertThatThrownBy(() -> BatchJournal.open(file()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another process");
        }
    }
}
