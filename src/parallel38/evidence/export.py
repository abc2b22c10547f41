"""The ledger in the forms of others: CSL-JSON, BibTeX, Wikibase JSON, TimelineJS, W3C PROV."""

import datetime
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from parallel38.calendar import Span
from parallel38.evidence.claim import Claim
from parallel38.evidence.entity import Entity
from parallel38.evidence.ledger import Ledger
from parallel38.evidence.when import FIRST, LAST
from parallel38.paths import data_folder

BIBLIOGRAPHY = "sources.bib"
ENTRY = re.compile(r"^@\w+\s*\{\s*([^,\s]+)\s*,.*?^\}", re.MULTILINE | re.DOTALL)
CSL_TYPES = {
    "book": "book",
    "article": "article",
    "online": "webpage",
    "report": "report",
    "misc": "document",
    "inbook": "chapter",
    "incollection": "chapter",
    "phdthesis": "thesis",
    "techreport": "report",
}
CSL_NAMES = {
    "title": "title",
    "publisher": "publisher",
    "journal": "container-title",
    "booktitle": "container-title",
    "volume": "volume",
    "number": "issue",
    "pages": "page",
    "doi": "DOI",
    "isbn": "ISBN",
    "url": "URL",
    "note": "note",
}
LANGUAGES = (("en", "modern"), ("ko", "hangul"), ("zh", "hanzi"))
CALENDAR = "http://www.wikidata.org/entity/Q1985727"  # proleptic Gregorian
DAY, MONTH, YEAR = 11, 10, 9  # precision of a time, as Wikibase counts it
MONTH_DAYS, YEAR_DAYS = 31, 366


def bibtex(ledger: Ledger, claims: Sequence[Claim]) -> str:
    """Return the entries of the works that some claims cite, as they stand in sources.bib."""
    wanted = {key for claim in claims for key in claim.documents}
    found = []
    for file in (data_folder() / BIBLIOGRAPHY, ledger.folder / BIBLIOGRAPHY):
        text = _text(file)
        found += [match.group(0) for match in ENTRY.finditer(text) if match.group(1) in wanted]
    return "\n\n".join(found) + "\n"


def csl(ledger: Ledger, claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """Return the works that some claims cite as items of CSL-JSON."""
    from pybtex.database import parse_string  # slow to import, seldom needed

    entries = parse_string(bibtex(ledger, claims), "bibtex").entries
    return [_csl_item(key, entry) for key, entry in sorted(entries.items())]


def _csl_item(key: str, entry: Any) -> dict[str, Any]:
    fields = {name.lower(): _bare(str(value)) for name, value in entry.fields.items()}
    item: dict[str, Any] = {"id": key, "type": CSL_TYPES.get(entry.type, "document")}
    people = [
        {"family": " ".join(map(_bare, [*person.prelast_names, *person.last_names])),
         "given": " ".join(map(_bare, [*person.first_names, *person.middle_names]))}
        for person in entry.persons.get("author", ())
    ]  # fmt: skip
    if people:
        item["author"] = [
            person if person["given"] else {"literal": person["family"]} for person in people
        ]
    item |= {csl_name: fields[name] for name, csl_name in CSL_NAMES.items() if name in fields}
    year = re.match(r"\d{4}", fields.get("year", ""))
    if year:
        item["issued"] = {"date-parts": [[int(year.group())]]}
    address = fields.get("howpublished", "")
    if address.startswith("http"):
        item["URL"] = address
    return item


def wikibase(ledger: Ledger, claims: Sequence[Claim]) -> dict[str, Any]:
    """Return entities and claims as items and statements of Wikibase; properties are quantities."""
    items: dict[str, Any] = {}
    for claim in claims:
        item = items.setdefault(claim.subject, _item(claim.subject, ledger))
        item["claims"].setdefault(claim.quantity, []).append(_statement(claim, ledger))
    return {"entities": items}


def _item(name: str, ledger: Ledger) -> dict[str, Any]:
    entity: Entity | None = ledger.entities.get(name)
    labels = {"en": {"language": "en", "value": ledger.name(name)}}
    aliases: dict[str, list[dict[str, str]]] = {}
    for language, field in LANGUAGES:
        value = entity.fields.get(field, "") if entity else ""
        if value and language != "en":
            labels[language] = {"language": language, "value": value}
    if entity:
        foreign = {label["value"] for label in labels.values()}
        others = [known for known in entity.names if known not in foreign]
        aliases["en"] = [{"language": "en", "value": known} for known in others]
    return {"type": "item", "id": name, "labels": labels, "aliases": aliases, "claims": {}}


def _statement(claim: Claim, ledger: Ledger) -> dict[str, Any]:
    qualifiers: dict[str, list[Any]] = {}
    if claim.when and claim.amount:
        qualifiers["date"] = [_snak("date", "time", _time(claim.when))]
    if claim.scope:
        qualifiers["scope"] = [_snak("scope", "string", " ".join(claim.scope))]
    if claim.printed:
        qualifiers["printed"] = [_snak("printed", "string", claim.printed)]
    reference = {
        "source": [_snak("source", "string", claim.source)],
        "locator": [_snak("locator", "string", claim.locator)],
    }
    if claim.via:
        reference["via"] = [_snak("via", "string", claim.via)]
    return {
        "type": "statement",
        "id": claim.id,
        "rank": "normal",  # nobody is preferred
        "mainsnak": _main(claim, ledger),
        "qualifiers": qualifiers,
        "references": [{"snaks": reference}],
    }


def _main(claim: Claim, ledger: Ledger) -> dict[str, Any]:
    if claim.amount is not None:
        value = claim.amount
        most = value.most if value.most != float("inf") else value.high
        return _snak(claim.quantity, "quantity", {
            "amount": f"{value.centre:+.10g}", "unit": claim.unit or "1",
            "lowerBound": f"{value.least:+.10g}", "upperBound": f"{most:+.10g}",
        })  # fmt: skip
    if claim.object:
        return _snak(claim.quantity, "wikibase-item", {"entity-type": "item", "id": claim.object})
    if claim.when and ledger.kind(claim.quantity) == "date":
        return _snak(claim.quantity, "time", _time(claim.when))
    return _snak(claim.quantity, "string", claim.printed or claim.text)


def _snak(name: str, datatype: str, value: Any) -> dict[str, Any]:
    kinds = {"wikibase-item": "wikibase-entityid"}
    return {
        "snaktype": "value",
        "property": name,
        "datatype": datatype,
        "datavalue": {"type": kinds.get(datatype, datatype), "value": value},
    }


def _time(when: Span) -> dict[str, Any]:
    length = (when.latest - when.earliest).days + 1
    first = when.earliest if when.earliest != FIRST else when.latest
    precision = DAY if length == 1 else MONTH if length <= MONTH_DAYS else YEAR
    return {
        "time": f"+{first.isoformat()}T00:00:00Z",
        "precision": precision,
        "timezone": 0,
        "before": 0,
        "after": 0,
        "calendarmodel": CALENDAR,
    }


def timeline(ledger: Ledger, claims: Sequence[Claim]) -> dict[str, Any]:
    """Return the dated claims on events as slides of TimelineJS, one for each event and date."""
    slides: dict[tuple[str, Span], list[Claim]] = {}
    for claim in claims:
        if claim.when and claim.subject.startswith(("event:", "war:")):
            slides.setdefault((claim.subject, claim.when), []).append(claim)
    events = []
    for (subject, when), told in sorted(slides.items(), key=lambda one: (one[0][1], one[0][0])):
        sources = "; ".join(dict.fromkeys(f"{c.source}, {c.locator}" for c in told))
        texts = ". ".join(dict.fromkeys(claim.text for claim in told))
        slide: dict[str, Any] = {
            "start_date": _parts(when.earliest if when.earliest != FIRST else when.latest),
            "text": {"headline": ledger.name(subject), "text": f"{texts} [{sources}]"},
            "unique_id": told[0].id,
        }
        if when.latest not in (when.earliest, LAST):
            slide["end_date"] = _parts(when.latest)
        events.append(slide)
    return {"events": events}


def _parts(day: datetime.date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def prov(ledger: Ledger, claims: Sequence[Claim]) -> dict[str, Any]:
    """Return where claims come from, as PROV-JSON: primary sources and the works that quote."""
    entities: dict[str, Any] = {}
    primary: dict[str, Any] = {}
    quoted: dict[str, Any] = {}
    for claim in claims:
        name = f"p38:claim/{claim.id}"
        entities[name] = {"prov:label": claim.text, "p38:locator": claim.locator}
        for key in claim.documents:
            work = ledger.works.get(key)
            entities[f"p38:source/{key}"] = {"prov:label": work.name if work else key}
        primary[f"_:p{len(primary)}"] = {
            "prov:generatedEntity": name, "prov:usedEntity": f"p38:source/{claim.source}",
            "prov:type": {"$": "prov:PrimarySource", "type": "prov:QUALIFIED_NAME"},
        }  # fmt: skip
        if claim.via:
            quoted[f"_:q{len(quoted)}"] = {
                "prov:generatedEntity": name, "prov:usedEntity": f"p38:source/{claim.via}",
                "prov:type": {"$": "prov:Quotation", "type": "prov:QUALIFIED_NAME"},
            }  # fmt: skip
    return {
        "prefix": {"p38": "urn:parallel38:", "prov": "http://www.w3.org/ns/prov#"},
        "entity": entities,
        "wasDerivedFrom": primary | quoted,
    }


FORMS: dict[str, Callable[[Ledger, Sequence[Claim]], Any]] = {
    "csl": csl,
    "bibtex": bibtex,
    "wikibase": wikibase,
    "timelinejs": timeline,
    "prov": prov,
}


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _bare(text: str) -> str:
    return text.replace("{", "").replace("}", "").replace("\\&", "&").replace("\\", "")
