"""The Dutch that the search needs as lists. Its rules work in the reader's browser: ``assets/js/zoektaal-nl.js``."""

from __future__ import annotations

from .language import Language

_STOP_WORDS = """
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

# Forms behind a particle or a prefix (overgeslagen, besproken) follow from these.
_IRREGULAR = """
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

DUTCH = Language(
    stop_words=frozenset(_STOP_WORDS.split()),
    irregular=" ".join(_IRREGULAR.split()),
    ordinals=("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende"),
    meaning=r"verschil|beteken(?:t|en|is)|definitie|wat (?:is|zijn)",
    task="rol|taak|taken|wat doe(?:t|n)|wie is",
    all_of="overzicht|lijst|alle|in het kort|samenvatting|welke .+ zijn er",
    who="wie",
    how_much="wanneer|hoeveel|hoe (?:lang|vaak|oud|groot)|leeftijd",
    amount=r"\d|\b(?:jaar|jaren|maand|maanden|week|wekelijks|dag|dagen)\b",
    contact_words=(
        "contact",
        "contactpersoon",
        "telefoonnummer",
        "mailadres",
        "hulp",
        "vraag stellen",
        "wie kan ik bellen",
    ),
)
