"""From a model's complaint to a sentence for the person who wrote the file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from parallel38.complaint import nearest
from parallel38.faults import Fault
from parallel38.scenario.models import Form
from parallel38.scenario.reading import Document, Path_, dotted
from parallel38.sheets import Row, Table, read_csv

Shape = TypeVar("Shape", bound=Form)


def _choices(context: dict[str, Any]) -> str:
    return str(context.get("expected", "")).replace("'", "")


SENTENCES: dict[str, Callable[[dict[str, Any], object], str]] = {
    "missing": lambda c, v: "is missing; add it",
    "literal_error": lambda c, v: f"is {v!r}; write {_choices(c)}",
    "string_too_short": lambda c, v: "is empty; fill it in",
    "string_too_long": lambda c, v: f"is longer than {c['max_length']} letters; shorten it",
    "too_short": lambda c, v: f"needs {c['min_length']} or more items; add them",
    "too_long": lambda c, v: f"takes {c['max_length']} items at most; take some away",
    "greater_than": lambda c, v: f"is {v}; it must be above {c['gt']:g}",
    "greater_than_equal": lambda c, v: f"is {v}; it must be {c['ge']:g} or more",
    "less_than": lambda c, v: f"is {v}; it must be below {c['lt']:g}",
    "less_than_equal": lambda c, v: f"is {v}; it must be {c['le']:g} or less",
    "finite_number": lambda c, v: f"is {v}; write a finite number",
    "string_pattern_mismatch": lambda c, v: (
        f"is {v!r}; use letters, digits, - and _, beginning with a letter"
    ),
    "value_error": lambda c, v: str(c.get("error", "is wrong; correct it")),
    "list_type": lambda c, v: f"is {_short(v)}; write a list, one `- item` a line",
    "dict_type": lambda c, v: f"is {_short(v)}; write keys with values below it",
    "model_type": lambda c, v: f"is {_short(v)}; write keys with values below it",
    "string_type": lambda c, v: f"is {_short(v)}; write text, in quotes if it looks like a number",
    "bool_type": lambda c, v: f"is {_short(v)}; write true or false",
    "bool_parsing": lambda c, v: f"is {_short(v)}; write true or false",
    "date_type": lambda c, v: f"is {_short(v)}; write a day as 1950-06-25",
}
NUMBERS = ("float_type", "float_parsing", "int_type", "int_parsing", "int_from_float")


def _short(value: object) -> str:
    text = "empty" if value is None else repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _sentence(error: ErrorDetails, known: list[str]) -> str:
    kind, value = error["type"], error["input"]
    if kind == "extra_forbidden":
        hint = nearest(str(error["loc"][-1]), known) or f"; known are {', '.join(known)}"
        return f"is no known key{hint}"
    if kind in NUMBERS:
        whole = "whole number" if kind.startswith("int") else "number"
        return f"is {_short(value)}; write a {whole}"
    if kind in SENTENCES:
        return SENTENCES[kind](error.get("ctx", {}), value)
    return f"{error['msg'][:1].lower()}{error['msg'][1:]}; correct it"


def _known(model: type[Form], path: Path_) -> list[str]:
    """Return the keys that may stand beside the last part of `path`."""
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    for number, part in enumerate(path[:-1]):
        inner = _form_in(fields[part].annotation) if part in fields else None
        if inner:
            return _known(inner, path[number + 1 :])
    return list(fields)


def _form_in(annotation: object) -> type[Form] | None:
    """Return the model that an annotation holds, such as ``dict[str, list[Model]] | None``."""
    if isinstance(annotation, type) and issubclass(annotation, Form):
        return annotation
    inner = (_form_in(part) for part in get_args(annotation))
    return next((form for form in inner if form), None)


def _path(error: ErrorDetails) -> Path_:
    return tuple(part for part in error["loc"] if part != "[key]")  # the key itself is wrong


def fit_document(
    model: type[Shape], document: Document, faults: list[Fault], at: Path_ = ()
) -> Shape | None:
    """Return the part `at` of a document as a model, or None after noting its faults."""
    value = document.value
    for part in at:
        value = value[part]
    try:
        return model.model_validate(value)
    except ValidationError as problem:
        for error in problem.errors():
            path = (*at, *_path(error))
            what = _sentence(error, _known(model, _path(error)))
            faults.append(Fault(document.file, document.line(path), dotted(path), what))
    return None


def fit_each(
    model: type[Shape], document: Document | None, faults: list[Fault]
) -> dict[str, Shape]:
    """Return every part of a document as a model, by its name, without those that have faults."""
    if document is None:
        return {}
    found = {name: fit_document(model, document, faults, at=(name,)) for name in document.value}
    return {name: form for name, form in found.items() if form is not None}


def fit_row(model: type[Shape], table: Table, row: Row, faults: list[Fault]) -> Shape | None:
    """Return a row of a table as a model, or None after noting its faults."""
    try:
        return model.model_validate(row.fields)
    except ValidationError as problem:
        for error in problem.errors():
            path = _path(error)
            what = _sentence(error, list(model.model_fields))
            field = dotted(path[:1])
            faults.append(Fault(table.file, row.line, field, what))
    return None


def columns_of(model: type[Form]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the required and the optional columns of a table of rows of `model`."""
    fields = model.model_fields.items()
    required = tuple(name for name, field in fields if field.is_required())
    return required, tuple(name for name, field in fields if not field.is_required())


def read_forms(file: Path, model: type[Shape], faults: list[Fault]) -> list[tuple[int, Shape]]:
    """Return the rows of a table as models, each with its line; faults are noted."""
    table = read_csv(file, *columns_of(model), faults)
    rows = [(row.line, fit_row(model, table, row, faults)) for row in table.rows] if table else []
    return [(line, form) for line, form in rows if form is not None]
