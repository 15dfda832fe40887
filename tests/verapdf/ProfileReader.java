import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.ErrorDetails;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Reads veraPDF's own validation profiles from the jar with the XML parser of the JDK.
 *
 * <p>veraPDF reads them with JAXB, whose implementation the jar lacks (its build strips classes that nothing in it
 * names), so that veraPDF's own directory of profiles comes up empty.
 */
final class ProfileReader {

    private static final String FOLDER = "/org/verapdf/pdfa/validation/";

    private ProfileReader() {
    }

    static ValidationProfile read(PDFAFlavour flavour) throws IOException {
        boolean isUa = flavour == PDFAFlavour.PDFUA_1;
        String name = FOLDER + (isUa ? "PDFUA-1" : "PDFA-" + flavour.getId().toUpperCase(Locale.ROOT)) + ".xml";
        try (InputStream in = ProfileReader.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("the jar has no profile " + name);
            }
            Element profile = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
            Element details = child(profile, "details");
            return Profiles.profileFromValues(flavour,
                    Profiles.profileDetailsFromValues(text(details, "name"), text(details, "description"),
                            details.getAttribute("creator"), new Date(0)),
                    "", rules(child(profile, "rules")), variables(child(profile, "variables")));
        } catch (ParserConfigurationException | SAXException error) {
            throw new IOException(name, error);
        }
    }

    private static Set<Rule> rules(Element parent) {
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element rule : children(parent)) {
            Element id = child(rule, "id");
            RuleId ruleId = Profiles.ruleIdFromValues(
                    PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                    id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
            Element error = child(rule, "error");
            rules.add(Profiles.ruleFromValues(ruleId, rule.getAttribute("object"),
                    rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
                    attribute(rule, "tags"), text(rule, "description"), text(rule, "test"),
                    Profiles.errorFromValues(text(error, "message"), arguments(child(error, "arguments"))),
                    new ArrayList<>()));
        }
        return rules;
    }

    private static List<ErrorArgument> arguments(Element parent) {
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element argument : children(parent)) {
            arguments.add(ErrorArgumentImpl.fromValues(
                    argument.getTextContent().trim(), attribute(argument, "name"), null));
        }
        return arguments;
    }

    private static Set<Variable> variables(Element parent) {
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element variable : children(parent)) {
            variables.add(Profiles.variableFromValues(variable.getAttribute("name"), variable.getAttribute("object"),
                    text(variable, "defaultValue"), text(variable, "value")));
        }
        return variables;
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element) {
                children.add((Element) node);
            }
        }
        return children;
    }

    private static Element child(Element parent, String name) {
        return children(parent).stream().filter(element -> element.getTagName().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no <" + name + "> in <" + parent.getTagName() + ">"));
    }

    private static String attribute(Element element, String name) {
        return element.hasAttribute(name) ? element.getAttribute(name) : null;
    }

    private static String text(Element parent, String name) {
        return child(parent, name).getTextContent().trim();
    }
}
