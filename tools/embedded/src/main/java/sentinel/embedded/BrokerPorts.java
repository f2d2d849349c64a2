package sentinel.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ports of a directory's broker, kept in the directory: a restart has the address that the metadata log of the
 * broker and its clients know. A port that another process took meanwhile is replaced.
 */
record BrokerPorts(int client, int controller) {

    private static final Logger log = LoggerFactory.getLogger(BrokerPorts.class);
    private static final String FILE = "ports.properties";
    private static final String CLIENT = "client";
    private static final String CONTROLLER = "controller";

    /** Whether a broker of this version or a later one was started on the directory before. */
    static boolean areKeptIn(Path directory) {
        return Files.exists(directory.resolve(FILE));
    }

    /**
     * Reads the ports, or chooses and keeps them.
     *
     * @param client 0: the port of the last start, or a free one
     */
    static BrokerPorts of(Path directory, int client) throws IOException {
        var file = directory.resolve(FILE);
        var kept = read(file);
        var ports = new BrokerPorts(
                client != 0 ? client : usable(kept, CLIENT, directory), usable(kept, CONTROLLER, directory));
        var news = new Properties();
        news.setProperty(CLIENT, Integer.toString(ports.client()));
        news.setProperty(CONTROLLER, Integer.toString(ports.controller()));
        if (!news.equals(kept)) {
            write(file, news);
        }
        return ports;
    }

    private static Properties read(Path file) throws IOException {
        var kept = new Properties();
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                kept.load(reader);
            }
        }
        return kept;
    }

    private static void write(Path file, Properties ports) throws IOException {
        Files.createDirectories(file.getParent());
        var written = file.resolveSibling(FILE + ".tmp");
        try (var writer = Files.newBufferedWriter(written, StandardCharsets.UTF_8)) {
            ports.store(writer, null);
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static int usable(Properties kept, String name, Path directory) {
        String port = kept.getProperty(name, "");
        if (!port.matches("[1-9][0-9]{0,4}")) {
            return FreePort.find();
        }
        if (isFree(Integer.parseInt(port))) {
            return Integer.parseInt(port);
        }
        int other = FreePort.find();
        log.warn("port_taken directory={} listener={} port={} instead={}", directory, name, port, other);
        return other;
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
