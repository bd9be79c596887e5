package io.postern.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** As whom the database's programs run: they refuse to be root. */
enum RunAs {
    /** As the user of this process, who is not root. */
    SELF(List.of()),
    /** As root in a user namespace that maps nobody: still the owner of root's files, without root's powers. */
    NAMESPACE(List.of("unshare", "-U")),
    /** As user 65534, where user namespaces are blocked; the data then belongs to that user. */
    NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));

    private static final int ROOT_ID = 0;
    private static final int NOBODY_ID = 65534;

    private final List<String> prefix;

    RunAs(List<String> prefix) {
        this.prefix = prefix;
    }

    /** @throws IllegalStateException if this process is root and cannot be anybody else */
    static RunAs choose(Path workDirectory) throws IOException {
        if (userId(workDirectory) != ROOT_ID) {
            return SELF;
        }
        for (RunAs candidate : List.of(NAMESPACE, NOBODY)) {
            if (candidate.works(workDirectory)) {
                return candidate;
            }
        }
        throw new IllegalStateException(
                "PostgreSQL does not run as root, and neither unshare -U nor setpriv works here:"
                        + " start this as another user, or give the address of a PostgreSQL of your own");
    }

    /** Whoever can look after a running server whose data this is; the data stays whose it is. */
    RunAs ownerOf(Path tree) throws IOException {
        return this != SELF && owner(tree) == NOBODY_ID ? NOBODY : this;
    }

    private boolean works(Path workDirectory) {
        try {
            new ProgramRun(command(List.of("true")), workDirectory.resolve("probe.log")).orThrow();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The user that what this process writes belongs to: right even for a user that has no name on this machine. */
    static int userId(Path workDirectory) throws IOException {
        Path mine = Files.createTempFile(workDirectory, "whose", null);
        try {
            return owner(mine);
        } finally {
            Files.delete(mine);
        }
    }

    List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    /** Gives the tree to the user the programs run as, where it is another's. */
    void own(Path tree) throws IOException {
        int owner = this == NOBODY ? NOBODY_ID : ROOT_ID;
        if (this == SELF || !Files.exists(tree) || owner(tree) == owner) {
            return;
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.toList()) {
                Files.setAttribute(path, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private static int owner(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }
}
