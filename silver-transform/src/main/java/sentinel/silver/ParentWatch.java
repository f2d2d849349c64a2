package sentinel.silver;

import java.io.IOException;

/** Ends this process when standard input ends, which it does when the process at its other end is gone. */
final class ParentWatch {

    private ParentWatch() {}

    static void start() {
        var thread = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {}
                    } catch (IOException e) {
                        // as good as the end
                    }
                    System.exit(0);
                },
                "parent-watch");
        thread.setDaemon(true);
        thread.start();
    }
}
