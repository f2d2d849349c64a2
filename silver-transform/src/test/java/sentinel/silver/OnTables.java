package sentinel.silver;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test with a Spark session, and with tables of its own. */
abstract class OnTables {

    static SparkSession spark;

    @TempDir
    Path directory;

    Tables tables;

    @BeforeAll
    static void spark() {
        spark = SilverSession.open();
    }

    @BeforeEach
    void tables() {
        tables = new Tables(spark, directory);
    }
}
