package sentinel.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import sentinel.service.json.Json;

/**
 * Forms WARC 1.1 records (ISO 28500:2017), each as one gzip member. Digests are SHA-256 in hexadecimal:
 * base 32 would need padding, which the format's grammar has no room for.
 *
 * <p>The payload is the body as the extractor saw it, all codings undone. The headers that no longer tell the truth then
 * ({@code Content-Encoding}, {@code Transfer-Encoding}, {@code Content-Length}) are kept under names with {@code
 * X-Crawler-} before them, as Common Crawl does.
 */
final class WarcRecords {

    static final String CODING_PREFIX = "X-Crawler-";
    private static final Set<String> CODING_FIELDS = Set.of("content-encoding", "transfer-encoding", "content-length");

    /** RFC 9110, 5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[-!#$%&'*+.^_`|~0-9A-Za-z]+");

    /** What would end a line in the head, or its reader. */
    private static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x1f\\x7f]");

    private static final int MAX_HEAD_CHARS = 64 * 1024;
    private static final String REVISIT_PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
    private static final byte[] END = {'\r', '\n', '\r', '\n'};
    private static final byte[] NOTHING = {};

    private WarcRecords() {}

    /** An identifier that nothing else has. */
    static String newId() {
        return "<urn:uuid:" + UUID.randomUUID() + ">";
    }

    static String digest(byte[]... parts) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                sha.update(part);
            }
            return "sha256:" + HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** The first record of a file. */
    static byte[] warcinfo(ArchiveName name) {
        byte[] fields = ("software: Sentinel fetcher\r\n"
                        + "format: WARC file version 1.1\r\n"
                        + "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
                        + "description: bodies have their codings undone; see " + CODING_PREFIX + " headers\r\n")
                .getBytes(UTF_8);
        var head = new Head("warcinfo", newId(), name.startedAt())
                .field("WARC-Filename", name.file())
                .field("Content-Type", "application/warc-fields");
        return member(head, fields, NOTHING);
    }

    static byte[] response(String id, Capture capture, String payloadDigest) {
        return member(http("response", id, capture, payloadDigest), httpHead(capture), capture.body());
    }

    /** The payload is that of an earlier response: only the head is kept. */
    static byte[] revisit(String id, Capture capture, RecentPayloads.Kept original) {
        var head = http("revisit", id, capture, original.digest())
                .field("WARC-Profile", REVISIT_PROFILE)
                .field("WARC-Refers-To", original.recordId())
                .field("WARC-Refers-To-Target-URI", capture.url())
                .field("WARC-Refers-To-Date", original.fetchedAt().toString());
        return member(head, httpHead(capture), NOTHING);
    }

    private static Head http(String type, String id, Capture capture, String payloadDigest) {
        return new Head(type, id, capture.fetchedAt())
                .field("WARC-Target-URI", capture.url())
                .field("WARC-Protocol", capture.head().protocol())
                .field("WARC-Payload-Digest", payloadDigest)
                .field("Content-Type", "application/http;msgtype=response");
    }

    /** What we know of a response or revisit beside its bytes. */
    static byte[] metadata(String concurrentTo, Capture capture, CaptureNote note) {
        var head = new Head("metadata", newId(), capture.fetchedAt())
                .field("WARC-Target-URI", capture.url())
                .field("WARC-Concurrent-To", concurrentTo)
                .field("Content-Type", "application/json");
        return member(head, Json.encode(note), NOTHING);
    }

    private static byte[] member(Head head, byte[] first, byte[] second) {
        head.field("WARC-Block-Digest", digest(first, second))
                .field("Content-Length", Long.toString((long) first.length + second.length));
        return GzipMember.of(head.bytes(), first, second, END);
    }

    private static byte[] httpHead(Capture capture) {
        var received = capture.head();
        var text = new StringBuilder();
        text.append(received.protocol().equals("http/1.0") ? "HTTP/1.0 " : "HTTP/1.1 ")
                .append(received.status())
                .append(' ')
                .append(oneLine(received.reason()))
                .append("\r\n");
        for (var field : received.fields()) {
            boolean fits = text.length() + field.name().length() + field.value().length() < MAX_HEAD_CHARS;
            if (fits && TOKEN.matcher(field.name()).matches()) {
                boolean coding = CODING_FIELDS.contains(field.name().toLowerCase(Locale.ROOT));
                text.append(coding ? CODING_PREFIX : "")
                        .append(field.name())
                        .append(": ")
                        .append(oneLine(field.value()))
                        .append("\r\n");
            }
        }
        text.append("Content-Length: ").append(capture.body().length).append("\r\n\r\n");
        return text.toString().getBytes(UTF_8);
    }

    private static String oneLine(String text) {
        return CONTROLS.matcher(text).replaceAll(" ");
    }

    /** The named fields of a record. */
    private static final class Head {
        private final StringBuilder text = new StringBuilder("WARC/1.1\r\n");

        Head(String type, String id, Instant at) {
            field("WARC-Type", type).field("WARC-Record-ID", id).field("WARC-Date", at.toString());
        }

        Head field(String name, String value) {
            text.append(name).append(": ").append(oneLine(value)).append("\r\n");
            return this;
        }

        byte[] bytes() {
            return text.append("\r\n").toString().getBytes(UTF_8);
        }
    }
}
