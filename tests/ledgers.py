"""Small ledgers of an invented war, written as the files that a historian writes."""

import csv
import io
from pathlib import Path

from parallel38.evidence.claim import COLUMNS
from parallel38.evidence.ledger import Ledger
from parallel38.evidence.load import read
from parallel38.faults import Fault

QUANTITIES = """id,unit,kind,meaning,additive,within,loosely,single
strength,men,stock,men under arms,yes,served,,
served,men,flow,everyone who served,yes,,,
deaths,men,loss,dead,yes,casualties,,
killed,men,loss,killed in action,yes,deaths casualties,deaths,
wounded,men,loss,wounded,yes,casualties,,
captured,men,loss,taken prisoner,yes,casualties,,
casualties,men,loss,all losses,yes,,,
area,km2,measure,size of ground,yes,,,
duration,day,measure,how long,no,,,
ratio,1,ratio,one by another,no,,,
share,percent,ratio,part of a whole,no,,,
nations,nations,stock,states taking part,yes,,,
count,1,stock,things without a quantity of their own,yes,,,
date,day,date,when it happened,no,,,
start,day,date,when it began,no,,,
end,day,date,when it ended,no,,,
part_of,-,relation,the object is the larger one,no,,,
led_by,-,relation,the object led the subject,no,,,yes
attacked,-,relation,the subject attacked the object,no,,,
location,-,relation,where it was,no,,,
taken_by,-,relation,the object took the subject,no,,,
used_weapon,-,relation,the subject used the object,no,,,
made_by,-,relation,the object made the subject,no,,,
after,-,relation,the subject came after the object,no,,,
existed,day,date,when it lasted,no,,,
signed_by,-,relation,the object signed the subject,no,,,
statement,-,attribute,anything else,no,,,
peak_strength,men,stock,the most at one time,no,served,,
age,year,measure,years since,no,,,
way_down,1,ratio,share of the way from north to south,no,,,
medical_support,-,relation,the subject sent doctors to the object,no,,,
treatment,-,attribute,how prisoners were treated,no,,,
rank,1,ratio,place in an order,no,,,
fought,-,relation,the subject fought the object,no,,,
war_within,-,relation,all who fought in the subject belonged to the object,no,,,
won_by,-,relation,the object won the subject,no,,,
neutral,-,relation,the subject took no side in the object,no,,,
makes,-,relation,the subject makes the object,no,,,
choice,-,relation,the object is a choice that the subject left open,no,,,
garrison,men,stock,men under arms,yes,served peak_strength,peak_strength served,
"""
NATIONS = """id,kind,name,from,to,parent,also,modern,place
coalition:south,coalition,South,1899,1902,,Southerners,,
coalition:north,coalition,North,1899,1902,,Northerners,,
nation:borealia,combat,Borealia,1850,..,coalition:north,Borealian; Borealians,Borealia,place:hills
nation:meridia,combat,Meridia,1850,..,coalition:south,Meridian; Meridians,Meridia,place:shore
nation:insula,combat,Insula,1850,1899-12-31,coalition:south,Insulan,,
coalition:league,coalition,League,1899,1902,,,,
nation:tarn,combat,Tarn,1850,..,coalition:league,,Tarn,place:overseas
nation:fell,combat,Fell,1850,..,coalition:league,,,
nation:rill,combat,Rill,1850,..,coalition:league,,,
nation:silva,medical,Silva,1850,..,coalition:south,Silvan,,
nation:valia,medical,Valia,1850,..,coalition:south,Valian,,
nation:monta,medical,Monta,1850,..,coalition:south,Montan,,
nation:old_meridia,former,Old Meridia,1700,1850,,,Meridia,place:shore
nation:both,former,Both,,1850,,,,place:land
"""
PEOPLE = """id,kind,name,from,to,posts
people:ash,commander,Ash,1840,1920,nation:borealia=Marshal 1899-01-01/1900-06-30
people:birch,commander,Birch,1840,1920,nation:borealia=Marshal 1900-07-01/1902-12-31
"""
FORMATIONS = """id,kind,name,from,to,parent,nation,orbat,in_korea,note
formation:m_1_div,division,1st Division,,,,nation:meridia,M1,1900-03-01/..,
formation:m_2_div,division,2nd Division,,,,nation:meridia,M2,never,at home all the time
formation:m_7_regt,regiment,7th Regiment,,1900-12-31,formation:m_1_div,nation:meridia,,1900-03/1900,
formation:i_1_div,division,Insulan Division,,,,nation:insula,,1900-09-01/..,
"""
PLACES = """id,kind,name,parent,record
place:ferry,town,Ferry,place:shore,ferry
place:mill,town,Mill,place:hills,mill
place:north,town,North Cape,place:shore,north
place:south,town,South Cape,place:shore,south
place:ford,town,Ford,place:hills,ford
place:shore,province,The shore,place:land,
place:hills,province,The hills,place:land,
place:land,region,The land,,
place:overseas,region,Overseas,,
"""
EVENTS = """id,kind,name,from,to,parent,record
event:landing,event,The landing,1900-09-15,1900-09-15,,events:e1
event:truce,event,The truce,1902-07-10,1902-07-10,,events:e2
event:war_begins,event,The war begins,1900-06-25,1900-06-25,,events:e0
war:invented,war,The war,1900-06-25,1902-07-10,,
event:war_in_law,event,The war in law,1900-06-25,..,war:invented,
event:exchange,event,Exchange of prisoners,1902-07-20,1903-01-31,war:invented,
event:nobody_knows,event,A thing that no record dates,,,,
"""
WEAPONS = """id,kind,name,parent,users
weapon:mortar,mortar,The mortar,nation:meridia,nation:meridia
weapon:rocket,launcher,The rocket,nation:borealia,nation:borealia
"""
WORKS = """id,name,grade,school,year,document
story,The story,press,prc,1990,000
article,The article,encyclopedia,other,1995,003
history,The history,official_history,us,1961,
ministry,Tables of the ministry,ministry_statistics,rok,1970,
memoir,A memoir,memoir,prc,1980,
"""
HOLDERS = """place_id,date,new_holder,precision_days,source,verified,note,source_key
ferry,1900-07-01,NORTH,0,,yes,,history
ferry,1900-10-01,UN,2,,yes,,history
ford,1900-06-25,UN,0,,yes,held throughout,history
north,1900-06-25,NORTH,0,,yes,held throughout,history
"""
PLACE_ROWS = """id,name,lat,lon,kind
ferry,Ferry,36.0,127.0,town
mill,Mill,37.0,127.0,town
north,North Cape,38.0,127.0,town
south,South Cape,34.0,127.0,town
ford,Ford,35.0,127.0,town
"""
FRONT_ROWS = """date,segment,seq,lat,lon
1900-06-25,main,1,36.5,126.0
1900-06-25,main,2,36.5,128.0
1900-09-20,main,1,36.2,126.0
1900-09-20,main,2,36.2,128.0
1900-10-10,main,1,36.8,126.0
1900-10-10,main,2,36.8,128.0
"""
ENTITIES = {
    "quantities": QUANTITIES,
    "nations": NATIONS,
    "people": PEOPLE,
    "formations": FORMATIONS,
    "places": PLACES,
    "events": EVENTS,
    "weapons": WEAPONS,
    "works": WORKS,
}
USUAL = {
    "unit": "men",
    "source": "history",
    "locator": "p. 1",
    "role": "body",
    "grade": "official_history",
    "text": "a statement",
}
GRADES = {
    "story": "press",
    "article": "encyclopedia",
    "history": "official_history",
    "ministry": "ministry_statistics",
    "memoir": "memoir",
}


def row(number: int, **fields: object) -> dict[str, str]:
    """Return a claim as a row; `value` stands for low and high, the rest has usual values."""
    told = {name: str(value) for name, value in fields.items()}
    value = told.pop("value", "")
    filled = {**dict.fromkeys(COLUMNS, ""), **USUAL, "id": f"c.{number}", **told}
    if value:
        filled |= {"low": value, "high": value}
    if not filled["low"]:
        filled["unit"] = ""
    if "grade" not in told:
        filled["grade"] = GRADES.get(filled["source"], filled["grade"])
    return filled


def text_of(rows: list[dict[str, str]]) -> str:
    """Return rows of claims as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write(folder: Path, rows: list[dict[str, str]]) -> Path:
    """Write a scenario folder that holds claims alone, and return it."""
    entities = folder / "claims" / "entities"
    entities.mkdir(parents=True, exist_ok=True)
    for name, text in ENTITIES.items():
        (entities / f"{name}.csv").write_text(text, encoding="utf-8")
    (folder / "claims" / "claims.csv").write_text(text_of(rows), encoding="utf-8")
    (folder / "record").mkdir(exist_ok=True)
    (folder / "record" / "holders.csv").write_text(HOLDERS, encoding="utf-8")
    (folder / "record" / "places.csv").write_text(PLACE_ROWS, encoding="utf-8")
    (folder / "record" / "fronts.csv").write_text(FRONT_ROWS, encoding="utf-8")
    scenario = "name: invented\nstart: 1900-06-25\nend: 1902-07-10\n"
    (folder / "scenario.yaml").write_text(scenario, encoding="utf-8")
    keys = "\n\n".join(f"@book{{{key},\n  title = {{{key}}},\n}}" for key in GRADES)
    (folder / "sources.bib").write_text(keys + "\n", encoding="utf-8")
    return folder


def ledger(folder: Path, *claims: dict[str, object]) -> Ledger:
    """Return the ledger of some claims, which must have no fault."""
    rows = [row(number, **fields) for number, fields in enumerate(claims, 1)]
    faults: list[Fault] = []
    found = read(write(folder, rows), faults)
    assert [str(fault) for fault in faults] == []
    return found
