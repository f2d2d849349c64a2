package sentinel.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A store whose disk has so much room, or hangs. */
final class FailingStore implements ArchiveStore {

    private final ArchiveStore store;
    private volatile long bytesLeft = Long.MAX_VALUE; // written by one thread at a time
    private volatile CountDownLatch hanging = new CountDownLatch(0);

    FailingStore(ArchiveStore store) {
        this.store = store;
    }

    void bytesLeft(long bytes) {
        bytesLeft = bytes;
    }

    void hang() {
        hanging = new CountDownLatch(1);
    }

    void goOn() {
        hanging.countDown();
    }

    @Override
    public void prepare() throws IOException {
        store.prepare();
    }

    @Override
    public Output create(ArchiveName name) throws IOException {
        var out = store.create(name);
        return new Output() {
            @Override
            public void write(byte[] bytes) throws IOException {
                try {
                    hanging.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                if (bytes.length > bytesLeft) {
                    out.write(Arrays.copyOf(bytes, (int) bytesLeft));
                    throw new IOException("no space left");
                }
                bytesLeft -= bytes.length;
                out.write(bytes);
            }

            @Override
            public void sync() throws IOException {
                out.sync();
            }

            @Override
            public void close() throws IOException {
                out.close();
            }

            @Override
            public void abandon(long promised) {
                out.abandon(promised);
            }
        };
    }

    @Override
    public boolean durableOnlyWhenClosed() {
        return store.durableOnlyWhenClosed();
    }

    @Override
    public List<ArchiveName> list() throws IOException {
        return store.list();
    }

    @Override
    public InputStream open(ArchiveName name, long offset) throws IOException {
        return store.open(name, offset);
    }

    @Override
    public void delete(ArchiveName name) throws IOException {
        store.delete(name);
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
