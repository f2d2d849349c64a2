package sentinel.producers.feeds;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads well-formed XML up to the end of its first element: what sites append to a feed is no part of it. A DOCTYPE is
 * refused, and nothing is ever loaded or expanded.
 */
final class StrictXml {

    private StrictXml() {}

    /** It is not well-formed. */
    static final class BrokenException extends Exception {
        private static final long serialVersionUID = 1L;

        BrokenException(@Nullable String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** @throws FeedFormatException it is nested deeper than any feed */
    static FeedNode read(String text) throws BrokenException, FeedFormatException {
        var handler = new Handler();
        try {
            var factory = SAXParserFactory.newInstance();
            factory.setNamespaceAware(false); // a prefix that is not declared is no reason to lose a feed
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var reader = factory.newSAXParser().getXMLReader();
            reader.setContentHandler(handler);
            reader.setErrorHandler(handler);
            reader.parse(new InputSource(new StringReader(text)));
        } catch (CompleteException e) {
            return requireNonNull(handler.tree.root(), "a complete document has a root");
        } catch (TooDeepException e) {
            throw new FeedFormatException(FeedFormatException.Kind.HOSTILE, "elements are nested too deep", e);
        } catch (SAXParseException e) {
            throw new BrokenException("line " + e.getLineNumber() + ": " + e.getMessage(), e);
        } catch (SAXException e) {
            throw new BrokenException(e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading a string", e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every JVM can read XML", e);
        }
        throw new IllegalStateException("a document without an end");
    }

    private static final class CompleteException extends SAXException {
        private static final long serialVersionUID = 1L;
    }

    private static final class TooDeepException extends SAXException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Handler extends DefaultHandler {

        private final FeedTree tree = new FeedTree();

        @Override
        public void startElement(String uri, String localName, String name, Attributes attributes) throws SAXException {
            if (tree.depth() >= FeedTree.DEEPEST) {
                throw new TooDeepException();
            }
            tree.open(name, lowerCase(attributes));
        }

        private static Map<String, String> lowerCase(Attributes attributes) {
            if (attributes.getLength() == 0) {
                return Map.of();
            }
            var all = new HashMap<String, String>();
            for (int i = 0; i < attributes.getLength(); i++) {
                all.put(attributes.getQName(i).toLowerCase(Locale.ROOT), attributes.getValue(i));
            }
            return all;
        }

        @Override
        public void characters(char[] text, int start, int length) {
            tree.text(new String(text, start, length));
        }

        @Override
        public void endElement(String uri, String localName, String name) throws SAXException {
            tree.close();
            if (tree.depth() == 0) {
                throw new CompleteException();
            }
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
