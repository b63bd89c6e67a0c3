"""The Dutch that the search needs as lists: words that carry no meaning, and forms that no rule can derive.

The rules themselves (plurals, compounds, typing mistakes) work in the reader's browser: ``assets/js/zoektaal.js``.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")

STOP_WORDS = frozenset(
    _WORD.findall(
        """
        aan al alle alleen als alsook ander andere anders ben bent bij bijvoorbeeld daar daarbij daarmee daarvoor dan dat de
        deze die dit doe doen doet door dus een eens eigen en enkele er etc even ga gaan gaat gebruik gebruiken gedaan geen
        graag had hadden hare heb hebben hebt heeft heel hem hen het hier hij hoe hoeveel hoort hun iemand iets ik in inzake
        is ja je jij jou jouw jullie kan krijg krijgen krijgt kun kunnen kunt maar mag mee meer men met mij mijn moet moeten
        na naar nee niet niets nl nodig nog nu of om omdat ons onze ook op over per samen staan staat steeds te tegen terwijl
        tijdens toch toe toen tot tussen u uit uw vaak van vanaf vanuit veel via vind vinden voor vooral waar waarbij waarin
        waarmee waarop waaruit waarvoor wanneer want waren was wat we weer weet wel welk welke werd weten wie wij wil willen
        word worden wordt www ze zelf zich zij zijn zo zoals zodat zonder zou zouden zullen zult
        """
    )
)

# What is said → the form that the rules know. Forms behind a particle (aangenomen, opgezocht) follow from these.
_IRREGULAR = """
    begonnen:begin begon:begin bracht:breng brachten:breng dacht:denk deed:doe deden:doe gaf:geef gaven:geef
    gebleven:blijf gebracht:breng gedacht:denk gegaan:gaan gegeven:geef gehouden:houd gehad:hebben gekomen:kom
    gekozen:kies gekregen:krijg gelaten:laat geholpen:help gelegd:leg gelegen:lig geleden:lijd gelezen:lees gelopen:loop
    genomen:neem geschreven:schrijf gesloten:sluit gesproken:spreek gestaan:sta getrokken:trek gevallen:val
    gevonden:vind gevraagd:vraag geweest:wees gewezen:wijs geworden:word gewonnen:win gezegd:zeg gezet:zet
    gezien:zien gezocht:zoek geworven:werf ging:gaan gingen:gaan hielp:help hielpen:help hield:houd hielden:houd
    kinderen:kind koos:kies kozen:kies kreeg:krijg kregen:krijg kwam:kom kwamen:kom leden:lid liep:loop liepen:loop
    nam:neem namen:neem opgeleid:opleid ondervonden:ondervind schreef:schrijf schreven:schrijf sloot:sluit sloten:sluit
    sprak:spreek spraken:spreek steden:stad trok:trek trokken:trek verloor:verlies verloren:verlies vond:vind
    vonden:vind vroeg:vraag vroegen:vraag wees:wijs werft:werf ziet:zien zocht:zoek zochten:zoek
"""


def irregular_forms() -> list[tuple[str, str]]:
    """Every (form, what the rules know it as)."""
    pairs = (pair.partition(":") for pair in _IRREGULAR.split())
    return [(form, known) for form, _, known in pairs]


def fold(text: str) -> str:
    """`text` as the search compares it: without accents and capitals."""
    letters = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).lower()


def split_words(text: str) -> list[str]:
    """The folded words of `text`."""
    return _WORD.findall(fold(text))


def is_skipped(text: str) -> bool:
    """Whether the search has nothing to go by: no word, a single letter, or one that carries no meaning by itself."""
    words = split_words(text)
    return len(words) < 2 and (not words or len(words[0]) < 2 or words[0] in STOP_WORDS)
