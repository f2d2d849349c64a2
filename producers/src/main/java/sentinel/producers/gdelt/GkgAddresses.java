package sentinel.producers.gdelt;

import java.net.URI;

/**
 * Where the lists and files of one GDELT stream are.
 *
 * @param lastUpdate names the newest files
 * @param masterList names all files there ever were, oldest first; more than 100 MB at the official host
 */
record GkgAddresses(URI lastUpdate, URI masterList) {

    private static final String LAST_UPDATE = "lastupdate";
    private static final String MASTER_LIST = "masterfilelist";

    /** From a folder, or from the address of a {@code lastupdate*.txt} in it. */
    static GkgAddresses of(URI base) {
        String address = base.toString().replaceAll("/+$", "");
        String last = address.substring(address.lastIndexOf('/') + 1);
        if (!last.startsWith(LAST_UPDATE) || !last.endsWith(".txt")) {
            last = LAST_UPDATE + ".txt";
            address += "/" + last;
        }
        var lastUpdate = URI.create(address);
        return new GkgAddresses(lastUpdate, lastUpdate.resolve(last.replace(LAST_UPDATE, MASTER_LIST)));
    }

    URI file(GkgFile file) {
        return lastUpdate.resolve(file.name());
    }
}
