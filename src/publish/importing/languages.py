"""The language of a text, by its commonest words, with the evidence in a sentence."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

_SAMPLE: Final = 400_000
"""Characters that are read: what comes later says the same."""

_LEAST: Final = 0.08
"""The share of a text's words that the common ones of its language are, at the very least."""

_COMMON: Final[dict[str, str]] = {
    "en": "the of and to a in that was he it his is with as for had you not be on at by her but",
    "fr": "de la le et les des en un une du que est pour qui dans ne pas il elle sur au plus ce se",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más pero",
    "it": "di e il la che in un a per è una sono non con si del da come le dei i nel alla più ma",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er om ook als maar bij of uit",
    "pl": "w i na z do się nie że to jest o jak po za od przez ale tym co dla był ma tak już",
    "cs": "a v se na je že o s z do i to ve jako za pro k by po ale si od jsem byl když co",
    "sv": "och i att det som en på är av för med till den har de inte om ett han men var jag sig",
    "da": "og i at det er en til på af som med for de ikke den har han var et om jeg men sig fra",
    "fi": "ja on ei se että oli hän en mutta kuin niin ole mitä tai joka myös kun jos nyt",
    "hu": "a az és hogy nem is egy volt meg ez de csak azt mint már vagy ha sem még el",
    "ro": "de și în la a cu nu o că pe se din un care mai este ce sau sunt lui ca fi pentru",
    "ru": "и в не на я что он с как а но его это к по у из за то же все она было от так о бы",
    "uk": "і в не на що з я та як він у до це й а але за його його про був від є від так",
    "bg": "и на да се в не от за с е че по като си той това но са са до беше или а му",
    "el": "και το να του η της με που την από για τα είναι των σε ο οι στο θα τη στην δεν",
}
_CODES: Final = {code: frozenset(words.split()) for code, words in _COMMON.items()}
_WORD: Final = re.compile(r"[^\W\d_]+")

_BRITISH: Final = re.compile(
    r"\b\w+(?:isation|ising|ised|ise|yse|ysed|our|ours|oured|elled|elling|ence’s|tre|ogue)\b"
)
_AMERICAN: Final = re.compile(
    r"\b\w+(?:ization|izing|ized|ize|yze|yzed|vior|olor|abor|avor|onor|eled|eling|nter|alog)\b"
)
_EITHER: Final = re.compile(
    r"\b(?:rise|arise|wise|likewise|otherwise|exercise|surprise|promise|enterprise|raise|praise|"
    r"advise|advised|advertise|comprise|compromise|despise|devise|devised|disguise|expertise|"
    r"franchise|improvise|merchandise|noise|poise|precise|concise|premise|revise|revised|supervise|"
    r"televise|size|prize|seize|raised|promised|surprised|rising|raising|cruise|bruise|chemise|"
    r"malaise|demise|treatise|paradise|our|four|hour|hours|your|yours|pour|tour|sour|flour|devour|"
    r"prized|seized|sized|\w*center|enter|entered|hunter|winter|counter|banter|painter|printer|"
    r"pointer|planter|chanter|encounter|quoted|dialogue|catalogue|epilogue|prologue|monologue|"
    r"heeled|wheeled|peeled|kneeled|feeling|kneeling|peeling|steeled|wheeling|reeled|tour|glamour|"
    r"contour|detour|velour|troubadour|paramour)s?\b"
)


@dataclass(frozen=True, slots=True)
class Language:
    """A tag of BCP 47 and how it is known; ``is_sure`` is whether the evidence is enough."""

    tag: str
    evidence: str
    is_sure: bool = True


def guess_language(text: str) -> Language:
    """Return the language of a text; English, and not sure, where nothing tells."""
    sample = text[:_SAMPLE]
    counts = Counter(word.lower() for word in _WORD.findall(sample))
    total = counts.total() or 1
    shares = {code: sum(counts[word] for word in common) / total for code, common in _CODES.items()}
    best = max(shares, key=lambda code: shares[code])
    if shares[best] < _LEAST:
        return Language("en", "no language's common words are common here", is_sure=False)
    rest = sorted((code for code in shares if code != best), key=lambda code: -shares[code])
    evidence = (
        f"{100 * shares[best]:.0f} % of the words are the commonest of this language "
        f"({rest[0]}: {100 * shares[rest[0]]:.0f} %)"
    )
    is_sure = shares[best] > 1.15 * shares[rest[0]]
    if best == "en":
        return _english(sample, evidence)
    return Language(best, evidence, is_sure)


def _english(sample: str, evidence: str) -> Language:
    """Return British or American English where spelling tells, else English."""
    plain = _EITHER.sub("", sample.lower())
    british, american = len(_BRITISH.findall(plain)), len(_AMERICAN.findall(plain))
    if british + american < 3 or max(british, american) < 2 * min(british, american):
        return Language("en", evidence)
    tag = "en-GB" if british > american else "en-US"
    spelt = f"{british} British spellings, {american} American"
    return Language(tag, f"{evidence}; {spelt}")
