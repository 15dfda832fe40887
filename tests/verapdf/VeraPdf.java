import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.LogManager;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/**
 * Validates PDF files with the veraPDF engine: a line for each file and flavour, then a line for each failure.
 *
 * <pre>
 * java -cp JAR VeraPdf FLAVOUR,FLAVOUR FILE...
 * FILE TAB FLAVOUR TAB checks TAB number of checks that were made
 * FILE TAB FLAVOUR TAB clause-test TAB where it failed first, and why
 * FILE TAB FLAVOUR TAB error TAB why the file could not be checked
 * </pre>
 */
public final class VeraPdf {

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset(); // the parser logs each oddity; the rules report what matters
        VeraGreenfieldFoundryProvider.initialise();
        List<ValidationProfile> profiles = new ArrayList<>();
        for (String id : arguments[0].split(",")) {
            profiles.add(ProfileReader.read(PDFAFlavour.byFlavourId(id)));
        }
        ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        List<Future<String>> reports = new ArrayList<>();
        for (String file : Arrays.asList(arguments).subList(1, arguments.length)) {
            for (ValidationProfile profile : profiles) {
                reports.add(pool.submit(() -> report(file, profile)));
            }
        }
        pool.shutdown();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (Future<String> report : reports) {
            out.print(report.get());
        }
    }

    private static String report(String file, ValidationProfile profile) {
        PDFAFlavour flavour = profile.getPDFAFlavour();
        String start = file + "\t" + flavour.getId() + "\t";
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
             PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, 1, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            StringBuilder lines = new StringBuilder(start + "checks\t" + result.getTotalAssertions() + "\n");
            for (TestAssertion failed : result.getTestAssertions()) {
                String rule = failed.getRuleId().getClause() + "-" + failed.getRuleId().getTestNumber();
                String why = failed.getLocation().getContext() + ": " + failed.getErrorMessage();
                lines.append(start).append(rule).append("\t").append(why.replaceAll("\\s+", " ")).append("\n");
            }
            return lines.toString();
        } catch (Exception error) {
            return start + "error\t" + error.toString().replaceAll("\\s+", " ") + "\n";
        }
    }
}
