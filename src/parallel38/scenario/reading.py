"""Read the YAML files of a scenario, each value with the line it stands on.

Nothing here raises for what a person may write: faults go to a list, and the reader returns what
could be read.
"""

from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from parallel38.faults import Fault
from parallel38.sheets import read_text

Path_ = tuple[str | int, ...]  # where a value stands inside a document
DEEPEST = 40  # levels of nesting; more is a mistake, or an alias that contains itself


class Document(NamedTuple):
    """A YAML file: its value and the line of every key and item."""

    file: Path
    value: Any
    lines: dict[Path_, int]

    def line(self, path: Path_) -> int:
        """Return the line of the innermost known part of `path`."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return 0


def read_yaml(file: Path, faults: list[Fault]) -> Document | None:
    """Return a YAML file as plain values, or None after noting why it cannot be read."""
    text = read_text(file, faults)
    if text is None:
        return None
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        problem = " ".join(str(error.problem or "wrong").split())
        what = f"is not YAML ({problem}); mend the indentation or the quotes"
        if r"'\t'" in problem:
            what = "is not YAML (a tab where spaces belong); write spaces instead"
        faults.append(Fault(file, line, "", what))
        return None
    except (YAMLError, ValueError, RecursionError) as error:
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        reason = " ".join(str(getattr(error, "reason", error)).split())
        faults.append(Fault(file, line, "", f"is not YAML ({reason}); take the character away"))
        return None
    if not isinstance(node, MappingNode):
        faults.append(Fault(file, 1, "", "must hold keys with values; write `key: value`"))
        return None
    lines: dict[Path_, int] = {(): 1}
    value = _plain(node, (), lines, Document(file, None, lines), faults)
    return Document(file, value, lines)


def _plain(
    node: Node, path: Path_, lines: dict[Path_, int], where: Document, faults: list[Fault]
) -> Any:
    """Return a node as dicts, lists, strings, numbers; note duplicate keys."""
    if len(path) > DEEPEST:
        faults.append(Fault(where.file, where.line(path), "", "is nested too deep; flatten it"))
        return None
    if isinstance(node, MappingNode):
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, ScalarNode) else "?"
            line = key_node.start_mark.line + 1
            if key in found:
                first = lines[(*path, key)]
                what = f"stands twice (first in line {first}); keep one"
                faults.append(Fault(where.file, line, dotted((*path, key)), what))
                continue
            lines[(*path, key)] = line
            found[key] = _plain(value_node, (*path, key), lines, where, faults)
        return found
    if isinstance(node, SequenceNode):
        items = []
        for number, item in enumerate(node.value):
            lines[(*path, number)] = item.start_mark.line + 1
            items.append(_plain(item, (*path, number), lines, where, faults))
        return items
    return _scalar(node)


def _scalar(node: Node) -> Any:
    """Return a scalar by its YAML type; dates stay text."""
    text = str(node.value)
    kind = str(node.tag).rsplit(":", 1)[-1]
    if getattr(node, "style", None) in ("'", '"'):
        return text
    try:
        if kind == "int":
            return int(text.replace("_", ""), 0)
        if kind == "float":
            return float(text.replace("_", "").replace(".inf", "inf").replace(".nan", "nan"))
    except ValueError:
        return text
    if kind == "bool":
        return text.lower() in ("true", "yes", "on")
    return None if kind == "null" else text


def dotted(path: Path_) -> str:
    """Return a path as one name, ``us.arms.2.value``."""
    return ".".join(str(part) for part in path)
