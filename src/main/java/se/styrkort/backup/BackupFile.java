package se.styrkort.backup;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import se.styrkort.document.Sha256;

/** A backup to read. Nothing in it is believed before {@link #check} has passed over all of it. */
public final class BackupFile implements Closeable {
    private static final int LARGEST_MANIFEST = 1 << 20;

    private final ZipFile zip;
    private final Manifest manifest;

    private BackupFile(ZipFile zip, Manifest manifest) {
        this.zip = zip;
        this.manifest = manifest;
    }

    public static BackupFile open(Path file) throws BackupRefused {
        ZipFile zip = zip(file);
        try {
            ZipEntry entry = zip.getEntry(Manifest.ENTRY);
            if (entry == null) {
                throw new BackupRefused(file + " is no backup of Styrkort: it has no " + Manifest.ENTRY);
            }
            Manifest manifest;
            try (InputStream in = zip.getInputStream(entry)) {
                manifest = BackupConfiguration.read(in.readNBytes(LARGEST_MANIFEST));
            }
            if (manifest.format() > Manifest.FORMAT) {
                throw new BackupRefused("the backup was made by a newer Styrkort (form " + manifest.format()
                        + ", this one reads " + Manifest.FORMAT + "): use that or a newer one");
            }
            return new BackupFile(zip, manifest);
        } catch (IOException | RuntimeException e) {
            closeAfter(zip, e);
            throw new BackupRefused("the manifest of " + file + " cannot be read: the file is damaged", e);
        } catch (BackupRefused e) {
            closeAfter(zip, e);
            throw e;
        }
    }

    private static ZipFile zip(Path file) throws BackupRefused {
        if (!Files.isRegularFile(file)) {
            throw new BackupRefused("there is no file " + file);
        }
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new BackupRefused(
                    file + " is no backup of Styrkort, or not all of it: it is not a whole ZIP file", e);
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new BackupRefused(file + " cannot be read", e);
        } catch (IOException e) {
            throw new BackupRefused(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void closeAfter(ZipFile zip, Exception failure) {
        try {
            zip.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    public Manifest manifest() {
        return manifest;
    }

    /** Reads all of it once: every table is there, none besides, and each is what the manifest says. */
    public void check(Steps steps) throws BackupRefused {
        Set<String> expected =
                manifest.tables().stream().map(Manifest.Table::entry).collect(Collectors.toCollection(HashSet::new));
        expected.add(Manifest.ENTRY);
        Set<String> found = zip.stream().map(ZipEntry::getName).collect(Collectors.toSet());
        if (!found.equals(expected)) {
            throw new BackupRefused("the backup does not hold the tables that its manifest names: it is damaged");
        }
        Sha256 figures = new Sha256();
        long before = 0;
        for (Manifest.Table table : manifest.tables()) {
            Sha256 sum = new Sha256();
            try (InputStream in = read(table)) {
                byte[] buffer = new byte[64 * 1024];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    sum.add(buffer, 0, read);
                    if (Manifest.isOfFigures(table.name())) {
                        figures.add(buffer, 0, read);
                    }
                    before += read;
                    steps.at("checking " + table.name(), before, size());
                }
            } catch (IOException e) {
                throw new BackupRefused("the backup is damaged: " + table.entry() + " cannot be read", e);
            }
            if (!sum.hex().equals(table.sha256())) {
                throw new BackupRefused("the backup is damaged: " + table.entry() + " is not what its manifest says");
            }
        }
        if (!figures.hex().equals(manifest.figures())) {
            throw new BackupRefused("the backup is damaged: its observations are not those that its manifest names");
        }
    }

    /** Bytes of all tables. */
    long size() {
        List<Manifest.Table> tables = manifest.tables();
        return tables.stream()
                .mapToLong(table -> zip.getEntry(table.entry()).getSize())
                .sum();
    }

    InputStream read(Manifest.Table table) throws IOException {
        return zip.getInputStream(zip.getEntry(table.entry()));
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
