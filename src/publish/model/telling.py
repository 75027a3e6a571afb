"""Words that tell nothing: an alternative text that is a file name, a link that says "here"."""

from __future__ import annotations

import re
from typing import Final

LONGEST_ALTERNATIVE: Final = 250
"""Characters that a screen reader can say in one breath; more asks for a long description."""

_FILE: Final = re.compile(
    r"(?:\S*[/\\])?[^\s/\\][^/\\]*\.(?:jpe?g|jpe|png|gif|svg|webp|tiff?|bmp|heic|avif|pdf|eps|ai|psd)",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    r"(?:p[0-9]{5,}|(?:img|dscn?|image|picture|photo|pic|scan|screenshot|figure|fig|illustration|untitled"
    r"|bild|foto|abb|abbildung|imagen|figura|immagine|рис|рисунок|фото|obraz|rysunek)"
    r"[-_ .]*[0-9]*)",
    re.IGNORECASE,
)
_PLACEHOLDERS: Final = frozenset(
    {"alt", "alt text", "alternative text", "description", "graphic", "n/a", "none", "null"}
    | {"photograph", "placeholder", "tbd", "tba", "todo", "xxx", "изображение", "картинка"}
    | {"illustration", "grafik", "grafico", "gráfico", "zdjęcie", "afbeelding", "imagem"}
)

_ANNOUNCING: Final = re.compile(
    r"(?:an?\s+|the\s+|une?\s+|l['’]|ein(?:e)?\s+|una?\s+|un['’]|een\s+|um(?:a)?\s+)?"
    r"(?:(?:image|picture|photo|graphic)\s+(?:of|showing|that\s+shows)"
    r"|(?:image|photo)\s+(?:de|du|des|montrant)\b|image\s+d['’]"
    r"|(?:bild|foto|grafik)\s+(?:von|vom|mit)"
    r"|(?:imagen|foto)\s+(?:de|del|que\s+muestra)"
    r"|(?:immagine|foto)\s+(?:di|del|della|che)"
    r"|(?:imagem|foto)\s+(?:de|do|da|que)"
    r"|(?:afbeelding|foto)\s+van"
    r"|(?:изображение|картинка|фото)\s"
    r"|(?:obraz|obrazek|zdjęcie)\s)",
    re.IGNORECASE,
)

_LINKS: Final = {
    "en": "here|click here|this|this link|link|the link|more|read more|this page|this site|website",
    "fr": "ici|cliquez ici|lien|ce lien|le lien|plus|en savoir plus|cette page|ce site",
    "de": "hier|klicken sie hier|hier klicken|link|dieser link|mehr|diese seite",
    "es": "aquí|haga clic aquí|enlace|este enlace|más|leer más",
    "it": "qui|clicca qui|link|questo link|di più|leggi di più",
    "pt": "aqui|clique aqui|ligação|link|mais|leia mais",
    "ru": "здесь|тут|ссылка|по ссылке|эта ссылка|подробнее|сайт",
    "uk": "тут|посилання|за посиланням|докладніше",
    "pl": "tu|tutaj|kliknij tutaj|link|więcej|czytaj więcej",
    "nl": "hier|klik hier|link|deze link|meer|lees meer",
    "cs": "zde|klikněte zde|odkaz|více",
    "el": "εδώ|σύνδεσμος|περισσότερα",
    "he": "כאן|לחצו כאן|קישור|עוד",
}


def is_no_description(alternative: str) -> bool:
    """Return whether an alternative text is a file's name, a number or a placeholder."""
    text = alternative.strip().strip(".…*:").strip()
    if alternative and not any(sign.isalpha() for sign in text):
        return not any(sign.isdigit() for sign in text) or len(text) < 3
    found = _FILE.fullmatch(text) or _COUNTED.fullmatch(text)
    return found is not None or text.lower() in _PLACEHOLDERS


def announcement(alternative: str) -> str:
    """Return the words by which an alternative text says that it stands for a picture, or none."""
    match = _ANNOUNCING.match(alternative.strip())
    return match[0].strip() if match else ""


def is_vague(words: str, language: str) -> bool:
    """Return whether the words of a link say nothing of where it leads."""
    text = " ".join(words.split()).strip(".,:;!?…»«→> ").lower()
    main = language.partition("-")[0].lower()
    return any(text in _LINKS[tag].split("|") for tag in {"en", main} if tag in _LINKS)
