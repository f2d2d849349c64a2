package sentinel.api;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The dashboard's files, from the class path directory {@code /dashboard}: the module that holds them may be there or
 * not. Every path that is no file is a page of the dashboard, which finds its own way: {@code index.html}.
 */
final class Dashboard {

    private static final String ROOT = "dashboard/";
    private static final String INDEX = "index.html";
    /** Vite puts files with a hash of their content in their name there. */
    private static final String HASHED = "assets/";

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("map", "application/json"));

    private final ClassLoader classPath;
    private final Map<String, Asset> assets = new ConcurrentHashMap<>();

    Dashboard(ClassLoader classPath) {
        this.classPath = classPath;
    }

    /** A file as it is sent. */
    static final class Asset {
        private final byte[] content;
        private final String type;
        private final String version;
        private final boolean immutable;

        private Asset(byte[] content, String type, String version, boolean immutable) {
            this.content = content;
            this.type = type;
            this.version = version;
            this.immutable = immutable;
        }

        byte[] content() {
            return content;
        }

        String type() {
            return type;
        }

        /** The same only for the same content. */
        String version() {
            return version;
        }

        /** How long a browser may keep it without asking. */
        String cacheControl() {
            return immutable ? "public, max-age=31536000, immutable" : "no-cache";
        }
    }

    Optional<Asset> index() throws IOException {
        return load(INDEX);
    }

    /** The file of a path such as {@code /assets/index-1a2b.js}; empty when there is none. */
    Optional<Asset> file(String path) throws IOException {
        String name = path.substring(1);
        int dot = name.lastIndexOf('.');
        boolean safe = dot > 0 && !name.contains("..") && !name.contains("\\") && !name.contains("//");
        return safe ? load(name) : Optional.empty();
    }

    private Optional<Asset> load(String name) throws IOException {
        var known = assets.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            return Optional.empty();
        }
        URL resource = classPath.getResource(ROOT + name);
        if (resource == null) {
            return Optional.empty();
        }
        try (var in = resource.openStream()) {
            var content = in.readAllBytes();
            var asset = new Asset(
                    content,
                    type,
                    Etag.of(name, new String(content, StandardCharsets.ISO_8859_1)),
                    name.startsWith(HASHED));
            assets.put(name, asset);
            return Optional.of(asset);
        }
    }
}
