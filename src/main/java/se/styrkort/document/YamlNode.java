package se.styrkort.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A node of a YAML document with its place. Scalars are text as they were written: {@code 0114} stays {@code 0114},
 * {@code yes} stays {@code yes}; only an unquoted {@code null}, {@code ~} or nothing at all counts as absent.
 */
public final class YamlNode {
    /** Code points; the demo's catalog is some 12,000. */
    private static final int LENGTH_LIMIT = 16 << 20;

    private static final int DEPTH_LIMIT = 40;

    private final Node node;

    private YamlNode(Node node) {
        this.node = node;
    }

    /** The root mapping of the text, or null with the reason among the faults. */
    public static @Nullable YamlNode parse(String text, Faults faults) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LENGTH_LIMIT);
        options.setNestingDepthLimit(DEPTH_LIMIT);
        options.setMaxAliasesForCollections(0);
        options.setAllowDuplicateKeys(false);
        try {
            Node root = new Yaml(new SafeConstructor(options)).compose(new java.io.StringReader(text));
            if (!(root instanceof MappingNode)) {
                faults.add(Fault.ofWhole("yaml_not_a_mapping"));
                return null;
            }
            YamlNode result = new YamlNode(root);
            result.check(faults);
            return result;
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            int column = e.getProblemMark() == null ? 0 : e.getProblemMark().getColumn() + 1;
            faults.add(new Fault(line, column, "yaml_syntax", List.of(String.valueOf(e.getProblem()))));
            return null;
        } catch (YAMLException e) {
            faults.add(Fault.ofWhole("yaml_syntax", String.valueOf(e.getMessage())));
            return null;
        }
    }

    /** No key stands twice, and no text holds signs that nobody can see (escapes such as "\\0" make them). */
    private void check(Faults faults) {
        if (node instanceof MappingNode mapping) {
            Map<String, YamlNode> seen = new LinkedHashMap<>();
            for (NodeTuple tuple : mapping.getValue()) {
                YamlNode key = new YamlNode(tuple.getKeyNode());
                if (seen.putIfAbsent(key.scalar(), key) != null) {
                    faults.at(key, "yaml_duplicate_key", key.scalar());
                }
                key.check(faults);
                new YamlNode(tuple.getValueNode()).check(faults);
            }
        } else if (node instanceof SequenceNode) {
            items().forEach(item -> item.check(faults));
        } else if (scalar().chars().anyMatch(c -> (c < ' ' && c != '\n' && c != '\t' && c != '\r') || c == 0x7F)) {
            faults.at(this, "yaml_control_character");
        }
    }

    public int line() {
        return node.getStartMark().getLine() + 1;
    }

    public int column() {
        return node.getStartMark().getColumn() + 1;
    }

    /**
     * The column of the scalar's first character, where the text stands in the document character by character on
     * one line, plain or in quotes, so that a place inside it can be pointed at; 0 otherwise.
     */
    public int contentColumn() {
        if (!(node instanceof ScalarNode scalar)
                || node.getStartMark().getLine() != node.getEndMark().getLine()) {
            return 0;
        }
        String text = scalar.getValue();
        int written = node.getEndMark().getColumn() - node.getStartMark().getColumn();
        int quotes = scalar.isPlain() ? 0 : 2;
        return written == text.codePointCount(0, text.length()) + quotes ? column() + quotes / 2 : 0;
    }

    public boolean isMapping() {
        return node instanceof MappingNode;
    }

    public boolean isSequence() {
        return node instanceof SequenceNode;
    }

    public boolean isScalar() {
        return node instanceof ScalarNode;
    }

    public boolean isNull() {
        return Tag.NULL.equals(node.getTag());
    }

    /** The text of a scalar; empty for anything else. */
    public String scalar() {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /** The items of a sequence; a single item stands for a list of one, an absent value for none. */
    public List<YamlNode> items() {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().map(YamlNode::new).toList();
        }
        return isNull() ? List.of() : List.of(this);
    }

    /** The entries of a mapping in the order in which they were written; none for anything else. */
    public Map<String, YamlNode> entries() {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                entries.putIfAbsent(new YamlNode(tuple.getKeyNode()).scalar(), new YamlNode(tuple.getValueNode()));
            }
        }
        return entries;
    }
}
