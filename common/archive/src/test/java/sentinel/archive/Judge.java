package sentinel.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.netpreserve.jwarc.HeaderValidator;
import org.netpreserve.jwarc.WarcCompression;
import org.netpreserve.jwarc.WarcDigest;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;

/** What others' software says of a file: the JDK of its gzip members, jwarc of its records, headers and digests. */
final class Judge {

    private Judge() {}

    /** Types of the records, in order, of a file that is right in every respect. */
    static List<String> judge(Path file) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            in.transferTo(OutputStream.nullOutputStream()); // checks the CRC and size of every member
        }
        var types = new ArrayList<String>();
        var ids = new HashSet<Object>();
        var rules = HeaderValidator.warc_1_1();
        try (var reader = new WarcReader(file)) {
            reader.calculateBlockDigest();
            reader.onWarning(warning -> {
                throw new AssertionError(warning);
            });
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                var record = next.get();
                assertThat(reader.compression()).isEqualTo(WarcCompression.GZIP);
                assertThat(record.version().toString()).isEqualTo("WARC/1.1");
                assertThat(rules.validate(record.headers())).isEmpty();
                assertThat(ids.add(record.id())).as("identifiers are unique").isTrue();
                verifyPayload(record);
                assertThat(record.calculatedBlockDigest())
                        .isEqualTo(record.blockDigest())
                        .isPresent();
                types.add(record.type());
            }
        }
        return types;
    }

    private static void verifyPayload(WarcRecord record) throws IOException {
        if (record instanceof WarcResponse response) {
            try {
                var sha = MessageDigest.getInstance("SHA-256");
                sha.update(response.payload().orElseThrow().body().stream().readAllBytes());
                assertThat(new WarcDigest(sha))
                        .isEqualTo(response.payloadDigest().orElseThrow());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        } else {
            record.body().consume();
        }
    }
}
