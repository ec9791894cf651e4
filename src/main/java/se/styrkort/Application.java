package se.styrkort;

import java.util.Arrays;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import se.styrkort.backup.BackupRefused;
import se.styrkort.store.CannotStartException;

/**
 * The program: {@code styrkort <command>}. Exit codes: 0 done, 1 it could not, 2 it was asked wrongly; the reason is
 * one line on standard error.
 */
@Command(
        name = "styrkort",
        description = "Follows up municipal IT: monthly figures in, an explained balanced scorecard out.",
        mixinStandardHelpOptions = true,
        versionProvider = Application.Version.class,
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            ImportCommand.class,
            CatalogCommand.class,
            ScoreCommand.class,
            PublishCommand.class,
            VerifyCommand.class,
            ExportCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            MigrateCommand.class,
            DoctorCommand.class
        })
public final class Application {
    private Application() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        CommandLine line = new CommandLine(new Application());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((fault, _) -> {
            complain(fault.getCommandLine(), fault.getMessage() + " (styrkort --help shows what there is)");
            return CommandLine.ExitCode.USAGE;
        });
        line.setExecutionExceptionHandler((fault, command, _) -> {
            if (!(fault instanceof CannotStartException
                    || fault instanceof CommandFailed
                    || fault instanceof BackupRefused)) {
                throw fault; // a bug: the trace is what its reader needs
            }
            complain(command, String.valueOf(fault.getMessage()));
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line.execute(withDefaultCommand(args));
    }

    /** Without a command, {@code serve} is meant, with whatever options follow. */
    private static String[] withDefaultCommand(String[] args) {
        boolean asks =
                args.length > 0 && Stream.of("-h", "--help", "-V", "--version").anyMatch(args[0]::equals);
        boolean commanded = args.length > 0 && !args[0].startsWith("-");
        return asks || commanded
                ? args
                : Stream.concat(Stream.of("serve"), Arrays.stream(args)).toArray(String[]::new);
    }

    private static void complain(CommandLine command, String message) {
        command.getErr().println("styrkort: " + message.lines().findFirst().orElse("failed"));
        command.getErr().flush();
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Application.class.getPackage().getImplementationVersion();
            return new String[] {"styrkort " + (version == null ? "(unpacked classes)" : version)};
        }
    }
}
