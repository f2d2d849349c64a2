package sentinel.parser.llm;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.PageFetched;
import sentinel.contract.message.Source;

/**
 * What a batch asks about one page: all that its answer and its entry in the ledger need, so that a batch can be collected without
 * its pages.
 *
 * @param customId the same for the same content, model and prompt
 */
record BatchRequest(
        String customId, String normalizedUrl, String contentHash, @Nullable Source source, @Nullable String language) {

    BatchRequest {
        requireNonNull(customId, "custom id");
        requireNonNull(normalizedUrl, "normalized URL");
        requireNonNull(contentHash, "content hash");
    }

    static BatchRequest of(PageFetched page, LlmConfig config) {
        return new BatchRequest(
                customId(config, page.contentHash()),
                page.normalizedUrl(),
                page.contentHash(),
                page.source(),
                page.language());
    }

    /** 64 hex digits: providers allow no more characters. */
    static String customId(LlmConfig config, String contentHash) {
        try {
            var key = config.answerKey(contentHash).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
