package sentinel.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileSystemClient;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Example;
import sentinel.contract.table.SilverColumn;

/** A poll looks at as many files of the log in a table of many versions as in one of few. */
class PollCostTest extends OnKeyedTable {

    /** Calls of the file system by their name. */
    private final Map<String, Integer> calls = new TreeMap<>();

    @Example
    void aPollLooksAtAsManyFilesHoweverLongTheLogIs() throws IOException {
        var table = open();
        table.create();
        var counted = counted(engine);
        var reader = new DeltaReader(counted, directory.resolve("table").toString(), COLUMNS, SilverColumn.ID);
        write(table, 1, 5);
        var few = costOfPolls(table, reader, 6);
        write(table, 7, 150);
        var many = costOfPolls(table, reader, 151);

        assertThat(many).isEqualTo(few);
        assertThat(many).allSatisfy(cost -> assertThat(cost).doesNotContainKey("listFrom"));
        assertThat(many.get(0)).as("without news").isEqualTo(Map.of("getFileStatus", 2, "resolvePath", 2));
    }

    /** Calls of a poll without news, and of one that finds a new version. */
    private List<Map<String, Integer>> costOfPolls(KeyedTable table, DeltaReader reader, int next) throws IOException {
        long known = reader.latest().orElseThrow().version();
        calls.clear();
        assertThat(reader.log().newsAfter(known)).isEqualTo(TableLog.News.NONE);
        var without = new TreeMap<>(calls);
        write(table, next, next);
        calls.clear();
        assertThat(reader.log().newsAfter(known)).isEqualTo(TableLog.News.SOME);
        assertThat(reader.changes(known, reader.latest().orElseThrow())).hasSize(1);
        return List.of(without, new TreeMap<>(calls));
    }

    private void write(KeyedTable table, int from, int to) throws IOException {
        for (int i = from; i <= to; i++) {
            table.put(batch(List.of(new Article("key-" + i, 1, "text", List.of()))));
            table.commit("test", i);
        }
    }

    private Engine counted(Engine real) {
        var client = counted(FileSystemClient.class, real.getFileSystemClient());
        return (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(),
                new Class<?>[] {Engine.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getFileSystemClient") ? client : invoke(real, method, arguments));
    }

    private <T> T counted(Class<T> type, T real) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    calls.merge(method.getName(), 1, Integer::sum);
                    return invoke(real, method, arguments);
                }));
    }

    private static Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
