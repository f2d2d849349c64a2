package sentinel.delta;

import io.delta.kernel.Operation;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.ConcurrentWriteException;
import io.delta.kernel.exceptions.MaxCommitRetryLimitReachedException;
import io.delta.kernel.exceptions.TableAlreadyExistsException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.transaction.DataLayoutSpec;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.contract.table.IncompatibleTableException;
import sentinel.contract.table.TableColumn;

/** What a table is: its columns, partitions and properties. Creates it, adds columns to it, and changes its properties. */
final class TableDefinition {

    private static final Logger log = LoggerFactory.getLogger(TableDefinition.class);

    /** Named in every commit as its maker. */
    static final String ENGINE = "sentinel";

    private final Engine engine;
    private final String path;
    private final List<? extends TableColumn> columns;
    private final List<String> partitionedBy;
    private final Map<String, String> properties;

    TableDefinition(
            Engine engine,
            String path,
            List<? extends TableColumn> columns,
            List<String> partitionedBy,
            Map<String, String> properties) {
        this.engine = engine;
        this.path = path;
        this.columns = List.copyOf(columns);
        this.partitionedBy = List.copyOf(partitionedBy);
        this.properties = Map.copyOf(properties);
    }

    /** The newest version. */
    Snapshot load() {
        return TableManager.loadSnapshot(path).build(engine);
    }

    /** The newest version; of a new, empty table if there is none. */
    Snapshot openOrCreate() {
        while (true) {
            try {
                return load();
            } catch (TableNotFoundException e) {
                create();
            }
        }
    }

    /**
     * Adds the columns that the table lacks, and changes the properties that differ; its others stay as they are.
     *
     * @return a version with all columns and properties
     * @throws IncompatibleTableException a column has another type there
     */
    Snapshot asDefined(Snapshot table) {
        var snapshot = table;
        while (true) {
            var missing = missingColumns(snapshot.getSchema());
            var different = differentProperties(snapshot);
            if (!missing.isEmpty()) {
                addColumns(snapshot, missing);
            } else if (!different.isEmpty()) {
                changeProperties(snapshot, different);
            } else {
                return snapshot;
            }
            snapshot = load();
        }
    }

    private Map<String, String> differentProperties(Snapshot table) {
        var there = table.getMetadata().getConfiguration();
        var different = new TreeMap<>(properties);
        different.entrySet().removeIf(property -> property.getValue().equals(there.get(property.getKey())));
        return different;
    }

    private void changeProperties(Snapshot table, Map<String, String> different) {
        try {
            table.buildUpdateTableTransaction(ENGINE, Operation.MANUAL_UPDATE)
                    .withTablePropertiesAdded(different)
                    .withMaxRetries(0)
                    .build(engine)
                    .commit(engine, CloseableIterable.emptyIterable());
            log.info("properties_changed path={} properties={}", path, different);
        } catch (ConcurrentWriteException | MaxCommitRetryLimitReachedException e) {
            log.info("properties_raced path={}", path); // the caller reads the table again
        }
    }

    private void create() {
        try {
            var table = TableManager.buildCreateTableTransaction(path, ColumnTypes.schema(columns), ENGINE)
                    .withTableProperties(properties);
            if (!partitionedBy.isEmpty()) {
                table = table.withDataLayoutSpec(DataLayoutSpec.partitioned(
                        partitionedBy.stream().map(Column::new).toList()));
            }
            var result = table.build(engine).commit(engine, CloseableIterable.emptyIterable());
            log.info("table_created path={} version={}", path, result.getVersion());
        } catch (TableAlreadyExistsException | ConcurrentWriteException e) {
            log.info("table_created_by_another path={}", path);
        }
    }

    private List<StructField> missingColumns(StructType table) {
        var found = ColumnTypes.in(table);
        var there = columns.stream()
                .filter(column -> found.containsKey(column.columnName()))
                .toList();
        IncompatibleTableException.check(path, there, found, ColumnTypes::of);
        return ColumnTypes.schema(columns).fields().stream()
                .filter(field -> !found.containsKey(field.getName()))
                .toList();
    }

    /** Kernel's own schema update wants column mapping, which other readers may not know; new columns need none. */
    private void addColumns(Snapshot snapshot, List<StructField> missing) {
        var fields = new ArrayList<>(snapshot.getSchema().fields());
        fields.addAll(missing);
        var metadata = snapshot.getMetadata().withNewSchema(new StructType(fields));
        var action = SingleAction.createMetadataSingleAction(metadata.toRow());
        try {
            snapshot.buildUpdateTableTransaction(ENGINE, Operation.MANUAL_UPDATE)
                    .withMaxRetries(0)
                    .build(engine)
                    .commit(engine, CloseableIterable.inMemoryIterable(Utils.singletonCloseableIterator(action)));
            log.info(
                    "columns_added path={} columns={}",
                    path,
                    missing.stream().map(StructField::getName).toList());
        } catch (ConcurrentWriteException | MaxCommitRetryLimitReachedException e) {
            log.info("columns_raced path={}", path); // the caller reads the table again
        }
    }
}
