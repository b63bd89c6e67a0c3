"""The Dutch that the search needs as lists: words that carry no meaning, and forms that no rule can derive.

The rules themselves (plurals, compounds, typing mistakes) work in the reader's browser: ``assets/js/zoektaal.js``.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[a-z]+")
# A run of letters or of numbers; folded, so no letter has an accent of its own.
_PIECE = re.compile(r"[^\W\d_¹²³¼-¾⁰-₉⅐-↉①-⒛]+|[\d¹²³¼-¾⁰-₉⅐-↉①-⒛]+")
_JOINTS = ("", "-", "‑", "&")  # what may stand between words that are also one
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


STOP_WORDS = frozenset(
    _WORD.findall(
        """
        aan af al alle alleen als alsook ander andere anders ben bent bij bijvoorbeeld daar daaraan daarbij daarin
        daarmee daarop daarover daarvan daarvoor dan dat de deze die dit doe doen doet door dus een eens eigen en enkele
        er eraan erbij erin ermee erop erover ervan ervoor etc even ga gaan gaat gebruik gebruiken gedaan geen graag had
        hadden hare heb hebben hebt heeft heel hem hen het hier hieraan hierbij hierin hiermee hierop hierover hiervan
        hiervoor hij hoe hoeveel hoort hun iemand iets ik in inzake is ja je jij jou jouw jullie kan krijg krijgen
        krijgt kun kunnen kunt maak maakt maar mag maken mee meer men met mij mijn moet moeten na naar nee niet niets nl
        nodig nog nu of om omdat ons onze ook op over per samen sinds staan staat steeds te tegen terwijl tijdens toch toe
        toen tot tussen u uit uw vaak van vanaf vanuit veel via vind vinden voor vooral waar waaraan waarbij waarin
        waarmee waarom waarop waarover waaruit waarvan waarvoor wanneer want waren was wat we weer weet wel welk welke
        werd weten wie wij wil willen word worden wordt www ze zelf zich zij zijn zo zoals zodat zonder zou zouden
        zullen zult
        """
    )
)

# A word as the rules know it, and its forms that they cannot derive. Forms behind a particle or a prefix (overgeslagen,
# besproken) follow from these.
IRREGULAR = """
    begin begon begonnen, bied bood boden geboden, bind gebonden, blijf bleef bleven gebleven,
    blijk bleek bleken gebleken, breek brak braken gebroken, breng bracht brachten gebracht, denk dacht dachten gedacht,
    doe doen doet deed deden gedaan, draag droeg droegen gedragen, ga gaan gaat ging gingen gegaan,
    geef gaf gaven gegeven, geniet genoot genoten, grijp greep grepen gegrepen, hang hing hingen gehangen, hebben gehad,
    help hielp hielpen geholpen, houd hield hielden gehouden, kiezen kies koos kozen gekozen, kijk keek keken gekeken,
    kind kinderen, koe koeien, kom kwam kwamen gekomen, koop kocht kochten gekocht, krijg kreeg kregen gekregen,
    laat liet lieten gelaten, leg gelegd, lezen lees lazen gelezen, lid leden, lig lag lagen gelegen, lijd geleden,
    lijk leek leken geleken, loop liep liepen gelopen, meet gemeten, neem nam namen genomen, opleid opgeleid,
    rijd reed reden gereden, roep riep riepen geroepen, schrijf schreef schreven geschreven,
    schrik schrok schrokken geschrokken, sla slaan slaat sloeg sloegen geslagen, sluit sloot sloten gesloten,
    spreek sprak spraken gesproken, sta staan staat stond stonden gestaan, stad steden, steek stak staken gestoken,
    stijg steeg stegen gestegen, tref trof troffen getroffen, trek trok trokken getrokken, vakman vaklieden vaklui,
    val viel vielen gevallen, vang ving vingen gevangen, vergeet vergat vergaten vergeten,
    vergelijk vergeleek vergeleken, verliezen verlies verloor verloren, vind vond vonden gevonden,
    vraag vroeg vroegen gevraagd, weeg woog wogen gewogen, werf werft wierf wierven geworven, wijs wees wezen gewezen,
    win won wonnen gewonnen, worden word wordt geworden, zeg zei zeiden gezegd, zend zond zonden gezonden, zet gezet,
    zie zien ziet zag zagen gezien, zit zat zaten gezeten, zoek zocht zochten gezocht
"""

ORDINALS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende")


# Words by which one asks what something means, what somebody does, for all of a kind, who, and how much or when; and how
# that last is answered.
MEANING = r"verschil|beteken(?:t|en|is)|definitie|wat (?:is|zijn)"
TASK = "rol|taak|taken|wat doe(?:t|n)|wie is"
ALL_OF = "overzicht|lijst|alle|in het kort|samenvatting|welke .+ zijn er"
WHO = "wie"
HOW_MUCH = "wanneer|hoeveel|hoe (?:lang|vaak|oud|groot)|leeftijd"
AMOUNT = r"\d|\b(?:jaar|jaren|maand|maanden|week|wekelijks|dag|dagen)\b"
# What readers type who look for somebody to ask.
CONTACT_WORDS = (
    "contact",
    "contactpersoon",
    "telefoonnummer",
    "mailadres",
    "hulp",
    "vraag stellen",
    "wie kan ik bellen",
)


def fold(text: str) -> str:
    """`text` as the search compares it: without accents and capitals."""
    if text.isascii():
        return text.lower()
    return _BEYOND_ASCII.sub(_drop_marks, unicodedata.normalize("NFD", text.lower()))


def _drop_marks(match: re.Match[str]) -> str:
    return "".join(sign for sign in match[0] if not unicodedata.category(sign).startswith("M"))


def split_words(text: str) -> list[str]:
    """The folded words of `text`, as the search finds them.

    What stands against each other or is joined by a hyphen or an ampersand (mbo2, vso-school, SH&M) is also one word;
    a thousand has no point; a letter alone is no word. ``assets/js/zoektaal.js`` says this again, and both are tested
    with ``tests/zoekwoorden.yml``.
    """
    folded = fold(text)
    found: list[str] = []
    last, joined = None, ""
    for match in _PIECE.finditer(folded):
        if last and _belong_together(last[0], match[0], folded[last.end() : match.start()]):
            joined = (joined or last[0]) + match[0]
            found.append(joined)
        else:
            joined = ""
        found.append(match[0])
        last = match
    return [word for word in found if len(word) > 1 or word in "0123456789"]


def _belong_together(last: str, word: str, between: str) -> bool:
    thousand = between in (".", ",") and last[-1].isdecimal() and len(word) == 3 and word.isdecimal()
    return thousand or between in _JOINTS


def is_skipped(text: str) -> bool:
    """Whether the search has nothing to go by: no word, a single letter, or one that carries no meaning by itself."""
    words = split_words(text)
    return len(words) < 2 and (not words or len(words[0]) < 2 or words[0] in STOP_WORDS)
