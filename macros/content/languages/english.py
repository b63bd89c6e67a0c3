"""The English that the search needs as lists. Its rules work in the reader's browser: ``assets/js/zoektaal-en.js``."""

from __future__ import annotations

from .language import Language

# With what is left of a word in which an apostrophe stood: don(’t), (we)’ve.
_STOP_WORDS = """
    about above after again against all almost also although always am an and another any anybody anyone anything are
    aren as ask at away be became because been before being below between both but by came can cannot come comes could
    couldn did didn do does doesn doing don done down during each either else etc even ever every everybody everyone
    everything few find finds for from get gets getting give gives go goes going gone got had has hasn have haven having
    he her here hers herself him himself his how if in instead into is isn it its itself just keep let like ll long look made
    make makes making many may maybe me might mine more most much must my myself need needed needs never no nobody none
    nor not nothing now of off often on once one only or other others otherwise our ours ourselves out over own per
    perhaps please put quite rather re really same say says shall she should shouldn since so some somebody someone
    something sometimes somewhere soon still such sure take takes than that the their theirs them themselves then there
    these they thing things this those though through to together too toward towards tried try under until up upon us
    use used uses using ve very via want wants was wasn way ways we well went were weren what whatever when where
    whether which while who whoever whom whose why will with within without won would wouldn www yes yet you your yours
    yourself yourselves
"""

# Forms behind a prefix (rewritten, understood) follow from these. The last are one word in British and American English.
_IRREGULAR = """
    agree agreed, apply application applications, become became, begin began begun, bend bent, bind bound, blow blew
    blown, break broke broken, bring brought, build built, burn burnt, bus buses, buy bought, catch caught, child
    children, choose chose chosen choice choices, come came, creep crept, criterion criteria, deal dealt, decide
    decision decisions, die dying, dig dug, draw drew drawn, drink drank drunk, drive drove driven, eat ate eaten, fall
    fell fallen, feed fed, feel felt, fight fought, find found, fly flew flown, foot feet, forget forgot forgotten,
    freeze froze frozen, fungus fungi, gas gases, get got gotten, give gave given, go went gone, goose geese, grow grew
    grown growth, guarantee guaranteed, half halves, hang hung, have had has, hear heard, hide hid hidden, hoe hoed,
    hold held, keep kept, knife knives, know knew known, larva larvae, lay laid, lead led, leaf leaves, learn learnt,
    leave left, lend lent, lie lying, life lives, light lit, loaf loaves, lose lost loss losses, make made, man men,
    mean meant, meet met, mouse mice, mow mown, pay paid payment payments, permit permission permissions, person people,
    prove proven proof, ride rode ridden, ring rang rung, run ran, say said, see seen, sell sold sale sales, send sent,
    shake shook shaken, shelf shelves, shoot shot, show shown, sing sang sung, sit sat, sleep slept, sow sown, speak
    spoke spoken, spend spent, spring sprang sprung, stand stood, steal stole stolen, stick stuck, sweep swept, swell
    swollen, take took taken, teach taught, tear tore torn, tell told, thief thieves, think thought thoughts, throw
    threw thrown, tie tying, tooth teeth, wake woke woken, wear wore worn, weave wove woven, wife wives, win won, woman
    women, write wrote written,
    advise advice, aluminium aluminum, analysis analyses, artefact artifact, cheque check, cosy cozy, draught draft,
    enrol enroll, fulfil fulfill, grey gray, jewellery jewelry, kerb curb, manoeuvre maneuver, mould mold, plough plow,
    programme program, sceptical skeptical, sulphur sulfur, tyre tire, pyjamas pajamas
"""

ENGLISH = Language(
    stop_words=frozenset(_STOP_WORDS.split()),
    irregular=" ".join(_IRREGULAR.split()),
    ordinals=("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    meaning="difference|mean|means|meaning|definition|define|explain|what (?:is|are)",
    task="role|roles|task|tasks|job|jobs|duty|duties|responsible|responsibility|what does|who is",
    all_of="overview|list|all|summary|in short|in brief|at a glance|(?:which|what) .+ are there",
    who="who|whom|whose",
    how_much="when|how (?:much|many|long|often|old|big|large|far|deep|high|wide|soon)|what time|age|cost|costs|price",
    amount=r"\d|\b(?:two|three|four|five|six|ten|twelve|once|twice|half|years?|months?|weeks?|weekly|days?|daily|hours?"
    r"|minutes?|spring|summer|autumn|winter|january|february|march|april|june|july|august|september|october"
    r"|november|december)\b",
    contact_words=(
        "contact",
        "contact person",
        "phone number",
        "email address",
        "help",
        "ask a question",
        "who can i call",
    ),
)
