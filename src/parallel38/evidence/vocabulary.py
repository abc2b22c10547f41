"""The vocabulary of questions: everyday words, and the words and quantities that tables use."""

import re

WORD = re.compile(r"[^\W_]+", re.UNICODE)
IDLE = frozenset({
    "a", "an", "the", "of", "in", "on", "at", "to", "by", "for", "from", "with", "and", "or", "is",
    "are", "was", "were", "be", "been", "did", "do", "does", "how", "many", "much", "what", "when",
    "where", "which", "who", "whom", "whose", "that", "this", "it", "its", "as", "than", "there",
    "their", "they", "them", "any", "have", "has", "had", "s", "people", "persons", "gave", "give",
})  # fmt: skip
GAVE = r"(sent|gave|provided|supplied)"
PHRASES: dict[str, str] = {  # several words that ask for one thing, and the word for it
    r"(which|what) (other )?(countries|nations|states)": "who",
    rf"{GAVE} (only )?(doctors|medics|hospitals?|medicine)": "medical",
    rf"({GAVE} )?(only )?medical (support|aid|help|care|staff|units?|teams?)": "medical",
    r"prisoners did (?:the )?(\w+) take": r"captured by \1",
    r"prisoners were taken by": "captured by",
    r"prisoners (were|was) taken": "captured",
    r"(countries|nations|states) (that )?(sent|gave) (any )?(troops|men|soldiers)": "nations",
    r"for (each|every)( one)?": "ratio",
    r"(went|go|going|gone) to(?! war)": "chose",
    r"how (?:many|much)(?: \w+)? did (.+?) lose(?! ratio)": r"\1 losses",
    r"(take|takes|took|come|came) (in|into)? ?(effect|force)": "effective",
    r"belong(s|ed)? to|(was|is) part of": "belong",
    r"(lost|suffered) (the )?(most|heaviest)": "highest casualties",
    r"how long|last(ed|s)? (how )?long|for how long": "duration",
    r"how (often|many times)": "times",
    r"how (large|big|strong)": "strength",
    r"how cold": "temperature",
    r"peak strength|greatest strength|strength at (its|the) peak": "peak",
    r"(died|death|deaths) in (captivity|the camps|camps|prison)": "captivity",
    r"prisoners( of war)? (died|who died)": "prisoners captivity",
    r"where (was|were|is|did|does)": "location",
    r"(prime minister|president|premier|king|emperor|head of state)": "led",
    r"(did not|didn't|refused to|would not) (go home|return)": "declined",
    r"(went|go|gone|going|sent|came|come) (back )?home": "repatriated",
    r"(were|was) (exchanged|returned)": "repatriated",
    r"in charge( of)?": "led",
    r"sign(ed)? up": "served",
    r"take part|took part": "served",
}
SAME: dict[str, tuple[str, ...]] = {  # everyday words, and the words that tables use for them
    "died": ("deaths", "dead", "killed", "dies", "death"),
    "die": ("deaths", "dead", "killed", "dies", "death"),
    "dead": ("deaths", "killed"),
    "lost": ("deaths", "casualties", "losses"),
    "losses": ("casualties", "deaths", "killed"),
    "injured": ("wounded",),
    "hurt": ("wounded",),
    "prisoners": ("captured", "prisoners_held", "pows"),
    "pows": ("captured", "prisoners_held", "prisoners"),
    "fell": ("falls", "taken"),
    "fall": ("falls", "taken"),
    "captured": ("falls",),
    "recaptured": ("retaken",),
    "liberated": ("retaken",),
    "enter": ("crosses", "intervenes", "intervened", "intervention", "entered"),
    "entered": ("crosses", "intervenes", "intervened", "intervention", "enter"),
    "left": ("evacuated", "evacuation"),
    "begin": ("begins", "start", "invasion"),
    "began": ("begins", "start", "invasion"),
    "start": ("begins", "invasion"),
    "end": ("ends", "armistice"),
    "ended": ("ends", "armistice", "end"),
    "troops": ("strength", "served"),
    "soldiers": ("strength", "served"),
    "army": ("strength",),
    "fought": ("served",),
    "sent": ("served", "strength"),
    "strong": ("strength",),
    "commanded": ("led", "commanded"),
    "led": ("commanded",),
    "dismissed": ("relieved", "relieves"),
    "sacked": ("relieved", "relieves"),
    "fired": ("relieved", "relieves", "fire"),
    "send": ("sent", "served", "strength"),
    "doctors": ("medical",),
    "belong": ("part",),
    "use": ("used",),
}
ASKING = frozenset({
    "when", "who", "whom", "whose", "how", "many", "much", "what", "where", "which", "why", "did",
    "do", "does", "is", "are", "was", "were",
})  # fmt: skip
WANTED: dict[str, tuple[str, ...]] = {  # what kind of quantity a question asks for
    "when": ("date",),
    "many": ("stock", "flow", "loss", "rate"),
    "who": ("relation",),
    "where": ("relation",),
}
TOPICS: dict[str, tuple[str, ...]] = {  # words that ask for certain quantities, by their ids
    "died": ("deaths", "killed", "killed_outright", "killed_missing"),
    "killed": ("killed", "killed_outright", "deaths", "killed_missing"),
    "wounded": ("wounded", "wounded_missing"),
    "losses": ("casualties", "deaths", "killed", "wounded", "missing", "captured", "non_battle"),
    "captivity": ("died_in_captivity",),
    "location": ("location",),
    "need": ("supply_need", "army_need"),
    "captured": ("captured", "taken_by"),
    "prisoners": (
        "captured", "prisoners_held", "repatriated", "declined_repatriation", "died_in_captivity",
        "chose_taiwan",
    ),
    "chose": ("chose_taiwan", "choice"),
    "medical": ("medical_support",),
    "ratio": ("ratio",),
    "compared": ("ratio", "size_factor"),
    "calibre": ("calibre",),
    "highest": ("rank",),
    "civil": ("war_within",),
    "belong": ("part_of",),
    "divisions": (
        "divisions", "infantry_divisions", "artillery_divisions", "antiair_divisions",
        "air_divisions",
    ),
    "weapon": ("used_weapon",),
    "repatriated": ("repatriated",),
    "declined": ("declined_repatriation",),
    "duration": ("duration", "campaign_length", "offensive_length"),
    "last": ("duration", "campaign_length", "offensive_length", "end"),
    "began": ("start", "date"),
    "ended": ("end",),
    "led": ("led_by", "commanded"),
    "succeeded": ("succeeded",),
    "started": ("cause", "statement", "led_by"),
    "signed": ("signed_by",),
    "won": ("won_by", "outcome"),
    "times": ("count",),
    "land": ("area_gained", "area_lost", "area"),
    "eat": ("carried_food", "supply"),
    "served": ("served",),
    "strength": ("strength", "peak_strength", "served"),
    "peak": ("peak_strength",),
    "tanks": ("tanks",),
    "guns": ("guns",),
    "fight": ("served", "combat_support", "fought", "pilots"),
    "nations": ("nations", "count"),
    "temperature": ("temperature",),
    "refugees": ("refugees", "evacuated_people"),
    "support": ("support", "combat_support", "material_support", "medical_support", "neutral"),
    "fall": ("date", "taken_by"),
}  # fmt: skip
WEAK = frozenset({"strength"})  # topics that only hold where no other is asked for
STRONG = ("ratio", "compared", "highest", "calibre")  # topics that hold whatever else is asked for
KINDRED: dict[str, str] = {  # other words that ask for the same topic
    "die": "died", "dead": "died", "deaths": "died", "dying": "died", "lost": "died",
    "injured": "wounded", "hurt": "wounded", "pows": "prisoners", "captives": "prisoners",
    "lasted": "last", "begin": "began", "begins": "began", "start": "began", "end": "ended",
    "ends": "ended", "commanded": "led", "commander": "led", "leader": "led", "command": "led",
    "blame": "started", "caused": "started", "strong": "strength", "army": "strength",
    "troops": "strength", "soldiers": "strength", "men": "strength", "fought": "served",
    "sent": "served", "cold": "temperature", "countries": "nations", "states": "nations",
    "fell": "fall", "fallen": "fall", "supported": "support", "helped": "support",
    "neutral": "support", "refused": "declined", "sign": "signed", "win": "won",
    "successor": "succeeded", "replaced": "succeeded", "ground": "land", "territory": "land",
    "lose": "fall", "casualties": "losses", "needed": "need", "gained": "land",
    "area": "land", "food": "eat", "rations": "eat", "doctors": "medical",
    "medics": "medical", "hospitals": "medical", "largest": "highest", "heaviest": "highest",
    "choose": "chose", "send": "served", "weapons": "weapon", "rifle": "weapon", "rifles": "weapon",
    "mortar": "weapon", "gun": "weapon", "grenade": "weapon", "grenades": "weapon",
}  # fmt: skip
ENDINGS = ("", "s", "es", "ed", "d", "ing", "er", "ers", "n", "ns", "an", "ans", "ian")
SHORTEST = 4  # letters that two forms of a word share
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
WHO = re.compile(r"\s*(who|(which|what) (other )?(countries|nations|states|country|nation))\b")
SCOPES: dict[str, str] = {  # words that name a scope of claims
    "worldwide": "worldwide", "theatre": "theatre", "civilian": "civilian", "civilians": "civilian",
}  # fmt: skip
HAPPENED = frozenset({"happened", "happen", "happens", "events", "event", "took", "place"})
RESTING = re.compile(r"\b(rests?|resting|depends?|stands?|hangs?|is based|are based) (up)?on\b")
DOUBTED = re.compile(  # photographs are asked for by what is wrong with them
    r"(?=.*\b(captions?|photos?|photographs?|pictures?)\b).*\b(wrong|false|mistaken|doubtful)\b"
)
TAKING = re.compile(  # somebody is asked for by those whom he took
    r"\bdid\b.*\b(take|capture|hold)\b|\b(taken|captured|held) by\b"
)
TIME = re.compile(
    rf"\b(?:(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? )?(?P<month>{'|'.join(MONTHS)}),? )?"
    r"(?P<year>19\d\d)\b"
)


def alike(word: str, other: str) -> bool:
    """Return whether two words are forms of one: landing and landed, but not Chosin and Chosan."""
    shared = next((n for n, (a, b) in enumerate(zip(word, other, strict=False)) if a != b),
                  min(len(word), len(other)))  # fmt: skip
    return any(
        word[cut:] in ENDINGS and other[cut:] in ENDINGS for cut in range(SHORTEST, shared + 1)
    )


def words(text: str) -> list[str]:
    """Return the words of a question, small, without those that ask nothing."""
    text = text.lower()
    for phrase, word in PHRASES.items():
        text = re.sub(rf"\b(?:{phrase})\b", word, text)
    return [word for word in WORD.findall(text.replace("_", " ")) if word not in IDLE]


def asked_time(text: str) -> str:
    """Return the time that a question names, as EDTF; empty where it names none."""
    found = TIME.search(text.lower())
    if found is None:
        return ""
    month, day = found["month"], found["day"]
    if not month:
        return found["year"]
    when = f"{found['year']}-{MONTHS.index(month) + 1:02d}"
    return f"{when}-{int(day):02d}" if day else when


def timeless(text: str) -> str:
    """Return a question without the time that it names, where anything else is left of it."""
    rest = TIME.sub(" ", text.lower())
    return rest if words(rest) else text


def topics(text: str) -> dict[str, tuple[str, ...]]:
    """Return the quantities that each word of a question asks for, where it asks for any."""
    named = {word: KINDRED.get(word, word) for word in words(text)}
    return {word: TOPICS[topic] for word, topic in named.items() if topic in TOPICS}


def asked_for(text: str) -> frozenset[str]:
    """Return the quantities that a question is after: what all its topics share, else the first.

    Soldiers who died are asked for as dead and not as soldiers.
    """
    named = {KINDRED.get(word, word): frozenset(found) for word, found in topics(text).items()}
    for topic in STRONG:
        if topic in named:
            return named[topic]
    strong = [found for topic, found in named.items() if topic not in WEAK]
    wanted = list(named.values())
    if not wanted:
        return frozenset()
    return frozenset.intersection(*wanted) or (strong or wanted)[0]
