"""What the pages of questions share: their frame, and how a section, figure or list is put."""

import html
from collections.abc import Iterable
from pathlib import Path

from parallel38.report.material import Drawing, Material
from parallel38.version import VERSION

HERE = Path(__file__).parent
PAGE = "report.html"


def filled(
    mark: str, question: str, answer: str, scope: str, meter: str, parts: Iterable[str]
) -> str:
    """Return a page: question, answer, what was compared, `meter` as HTML, and its sections."""
    values = {
        "mark": escaped(mark),
        "question": escaped(question),
        "answer": escaped(answer),
        "scope": escaped(scope),
        "meter": meter,
        "sections": "\n".join(part for part in parts if part),
        "css": (HERE / "page.css").read_text(encoding="utf-8"),
        "version": VERSION,
    }
    text = (HERE / "question.html").read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace("{{" + name + "}}", value)
    return text


def section(name: str, title: str, body: str) -> str:
    """Return a section with its heading; `body` is HTML."""
    return f'<section id="{name}"><h2>{escaped(title)}</h2>{body}</section>'


def figure(drawing: Drawing, before: str = "", after: str = "") -> str:
    """Return a figure as a section, with HTML between its heading and it, and below it."""
    finding = f'<p class="finding">{escaped(drawing.finding)}</p>' if drawing.finding else ""
    return (
        f'<section id="{drawing.name}"><div class="sheet"><h2>{escaped(drawing.title)}</h2>'
        f'{before}{finding}<figure><div class="plate" tabindex="0">{drawing.svg}</div>'
        f'<figcaption><p class="note">{escaped(drawing.note)}</p></figcaption></figure></div>'
        f"{after}</section>"
    )


def listed(lines: Iterable[str]) -> str:
    """Return sentences as a list."""
    items = "".join(f"<li>{escaped(line)}</li>" for line in lines)
    return f'<ul class="limits">{items}</ul>'


def again(command: str) -> str:
    """Return the section that says how to make the page again."""
    return section(
        "again",
        "Make it again",
        "<p>The same version, data and command give the same wars, to the last byte of their "
        f"tables.</p><pre><code>{escaped(command)}</code></pre>",
    )


def sources(material: Material) -> str:
    """Return the section of notes, '' where none was asked for."""
    notes = material.notes.section()
    if not notes:
        return ""
    return (
        '<section id="sources"><h2>Sources</h2><details><summary>What each number rests on'
        f"</summary>{notes}</details></section>"
    )


def escaped(text: object) -> str:
    """Return text as HTML."""
    return html.escape(str(text))
