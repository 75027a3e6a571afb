"""Pictures described at length: on a page of their own on screens, in the picture on paper."""

from publish.model.blocks import BulletList, Container, Figure, Paragraph
from publish.model.book import Book, Division
from publish.model.inlines import Formula, Identifier, Image, Style, Styled, Text
from publish.model.metadata import Metadata


def words(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def picture(name: str, alternative: str) -> Paragraph:
    return Paragraph((Image(f"manuscript/images/{name}", alternative),))


MATHML = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>v</mi></math>'

BOOK = Book(
    Metadata("Storms", "en-GB", "urn:uuid:0", "2026-01-01T00:00:00Z"),
    (
        Division(
            Identifier("storm"),
            "chapter",
            "bodymatter",
            title=(Text("The storm"),),
            number="1",
            blocks=(
                Figure(
                    (picture("wind.svg", "a bar chart"),),
                    (words("Wind at noon"),),
                    Identifier("wind"),
                    "1",
                    description=(
                        Paragraph(
                            (Text("It "), Styled(Style.EMPHASIS, (Text("rises"),)), Text(":"))
                        ),
                        BulletList(((words("at one, "), Paragraph((Formula("v", MATHML),))),)),
                    ),
                ),
                Figure(
                    (picture("coast.svg", "a coast"),),
                    (),
                    description=(Container((words("Deux phares."),), language="fr"),),
                ),
                Paragraph(
                    (
                        Text("It is "),
                        Formula("v", MATHML, words="the speed"),
                        Text("."),
                        Formula("v", MATHML, display=True, words="the speed again"),
                    )
                ),
                Figure((picture("ship.svg", "a ship"),), (words("Undescribed"),)),
            ),
        ),
        Division(
            Identifier("descriptions"),
            "appendix",
            "backmatter",
            title=(Text("An appendix of that name"),),
            number="A",
            blocks=(words("Words."),),
        ),
    ),
)
