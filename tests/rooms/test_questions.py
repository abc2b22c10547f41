"""Questions as an editor types them: the first sentence answers, or says what it lacks."""

from functools import lru_cache

import pytest

from parallel38.evidence.ledger import Ledger
from parallel38.evidence.load import load
from parallel38.evidence.query import answers
from parallel38.evidence.short import sentence
from parallel38.evidence.vocabulary import alike, asked_for, asked_time, timeless, words

EVERY = 1000


@lru_cache(maxsize=1)
def ledger() -> Ledger:
    return load("korea1950")


QUESTIONS = {
    "how many Chinese died?": ("25,000 to 900,000 men", "encyclopedia-article", "cumings2011"),
    "when did Seoul fall?": (
        "by the record Seoul fell to the North on 1950-06-28",
        "to the North on 1951-01-04",
        "to the South on 1951-03-14",
    ),
    "who led the Turkish brigade?": ("no source here says", "Tahsin Yazici"),
    "who commanded the Chinese volunteers?": ("Peng Teh-huai", "garver2016"),
    "when did Pyongyang fall?": ("to the South on 1950-10-19 and to the North on 1950-12-05",),
    "when did Stalin die?": ("1953-03-05",),
    "where was the armistice signed?": ("Panmunjom", "photo-story"),
    "how many Soviet soldiers died?": ("299 to 315 men",),
    "how many Canadians were killed?": ("309 to 516 men",),
    "how many trucks did the Chinese have?": ("700 to 18,000 trucks",),
    "what was the peak strength of the KPA?": ("266,600",),
    "who supported North Korea?": ("Union of Soviet", "People's Republic of China"),
    "who gave medical support to the South?": ("Sweden", "Denmark"),
    "which nations sent only medical units?": ("Sweden", "Denmark"),
    "how many prisoners did the Chinese take?": ("7,000 to 46,088 men",),
    "how many American prisoners were taken?": ("5,000 to 7,245 men",),
    "who was president of South Korea?": ("Syngman Rhee",),
    "how long did MacArthur stay in Taiwan?": ("2 days", "three-day visit"),
    "casualties of Turkey": ("deaths: 717 to 741 men", "wounded: 2,068 to 2,147 men"),
    "Seoul": ("16 claims on taken by",),
    "who led China?": ("Mao Tse-tung",),
    "how long did the talks last?": ("749 days", "1951-07-10", "1953-07-27"),
    "how long did the war last?": ("1,129 days", "3 years, 1 month and 2 days"),
    "how many prisoners went home?": ("75,823 people", "12,773 people"),
    "how many Chinese chose Taiwan?": ("14,000 to 14,200",),
    "how many Americans were wounded?": ("92,073 to 103,284",),
    "how many civilians died?": ("2,000,000 to 3,000,000",),
    "how many nations fought for the UN?": ("16 nations", "photo-story"),
    "how many Turkish soldiers served?": ("21,212 men",),
    "how many British soldiers served?": ("40,000 to 87,000 men",),
    "how often did Seoul change hands?": ("4 times",),
    "how many refugees left Hungnam?": ("86,000 to 100,000 people",),
    "what did the volunteers eat?": ("carried food: 3 to 7 days",),
    "when did the Chinese enter the war?": ("1950-10-19",),
    "when was the Inchon landing?": ("1950-09-15", "under the heading 1950-07"),
    "when was MacArthur relieved?": ("by the record", "1951-04-11"),
    "who replaced MacArthur?": ("Ridgway",),
    "who started the war?": ("Kim Il Sung", "photo-story"),
    "who signed the armistice?": ("Republic of Korea (encyclopedia-article)", "not Republic"),
    "how many New Zealanders were wounded?": ("New Zealand, wounded: 79 to 80 men",),
    "how many Turks died?": ("Turkey, deaths: 717 to 741 men",),
    "how many men did Turkey lose?": ("deaths: 717 to 741", "wounded: 2,068", "captured: 216"),
    "how many North Koreans died?": ("257,806 to 526,000 men",),
    "who led the UN forces in February 1951?": (
        "it was Douglas MacArthur (Commander-in-Chief from 1950-07-08 to 1951-04-11); the sources",
        "Matthew B. Ridgway (1951-04-11, wapo1951), Mark W. Clark (1952-05-12",
    ),
    "who commanded the Eighth Army in December 1950?": ("Walton H. Walker", "Ridgway ("),
    "how many prisoners did the volunteers take?": (
        "Chinese People's Volunteers: 7,000 to 46,088",
    ),
    "how many Chinese prisoners went to Taiwan?": ("14,000 to 14,200 people",),
    "which countries gave medical support?": (
        "with Republic of Korea: Sweden, Denmark, Norway and Italy (encyclopedia-article)",
        "with Democratic People's Republic of Korea: Czechoslovak",
    ),
    "which nations supported the North?": ("Union of Soviet", "Mongolian", "Hungarian"),
    "how many countries sent troops?": ("16 nations, says photo-story",),
    "how many lives did China lose for every American?": ("eight lives for every one lost",),
    "which division did the 24th regiment belong to?": ("24th Infantry Regiment, part of: 24th",),
    "was the Korean War a civil war?": ("Korean War, war within: Korea (encyclopedia-article)",),
    "how many divisions did China send?": ("infantry divisions: 59 divisions, says li2009",),
    "how many were killed in the battle of Kapyong?": ("China, killed", "Commonwealth forces, k"),
    "when did Busan fall?": ("by the record Pusan was held by the South throughout",),
    "when did Seoul fall in 1951?": ("by the record Seoul fell to the North on 1951-01-04",),
    "how long could the volunteers fight without supplies?": (
        "no claim answers in full",
        "'supplies'",
        "offensive length: 7 to 8 days",
    ),
    "how many people died in the Korean War?": ("the least (military)", "the most (civilian)"),
    "what was the UN strength in June 1951?": ("the least (1951-06-30) says hermes1966",),
    "who was president of the United States?": ("no source here says", "Harry S. Truman", "1953"),
    "who was Israel's leader?": ("no claim and no table here says who led Israel",),
    "what is the calibre of the mortar?": ("Type 94/97 mortar, calibre: 90 mm, says photo-story",),
    "what happened on 11 April 1951?": ("Relieves MacArthur (1951-04-11, photo-story",),
    "how many UN soldiers died?": ("no claim here answers for the whole war",),
    "US deaths worldwide": ("54,246 men",),
    "how many South Korean civilians died?": ("373,599 people, says mnd-rok",),
    "who won the war?": ("United Nations", "not Inconclusive"),
    "how cold was it at Chosin?": ("no claim answers in full", "'chosin'", "0 C"),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered_in_its_first_sentence(question: str) -> None:
    told = sentence(question, answers(ledger(), question, EVERY), ledger())
    assert "\n" not in told
    for wanted in QUESTIONS[question]:
        assert wanted in told, told


def test_what_is_asked_for_is_what_all_words_share() -> None:
    assert asked_for("how many prisoners went home?") == {"repatriated"}
    assert "served" in asked_for("how many soldiers served?")
    assert asked_for("zebra") == frozenset()
    assert words("how long did the talks last?") == ["duration", "talks", "last"]


def test_a_time_in_a_question_shuts_other_times_out() -> None:
    assert asked_time("who led on 25 June 1950?") == "1950-06-25"
    assert (asked_time("in February 1951"), asked_time("in 1952")) == ("1951-02", "1952")
    assert asked_time("the 24th Regiment") == ""
    assert timeless("who led in February 1951?").split() == ["who", "led", "in", "?"]
    assert timeless("1951") == "1951"  # nothing else is asked
    fallen = sentence(
        "when did Seoul fall in 1951?", answers(ledger(), "Seoul fall 1951"), ledger()
    )
    assert "1950" not in fallen


@pytest.mark.parametrize(
    ("word", "other", "same"),
    [("landing", "landed", True), ("tanks", "tank", True), ("chosin", "chosan", False),
     ("korea", "koreans", True), ("war", "wars", False)],
)  # fmt: skip
def test_forms_of_a_word_are_alike_and_names_are_not(word: str, other: str, same: bool) -> None:
    assert alike(word, other) is same
