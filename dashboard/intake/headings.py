"""What a column is for, by its heading."""

from dataclasses import dataclass

from dashboard.intake.codes import Known
from dashboard.intake.spelling import closest, plain

WHO, MEASURE, ANSWER, ROUND, RESPONDENTS, COMMENT = "who", "measure", "answer", "round", "respondents", "comment"
QUESTION, ACTOR, IGNORED, PERSONAL, UNKNOWN, ID = "question", "actor", "ignored", "personal", "unknown", "id"

_WORDS = {
    WHO: "huvudman, kommun, kommunkod, kod, organisation, huvudmannens namn, kommun eller region, svarande huvudman",
    MEASURE: "mått, mått-id, måttid, måttkod, fråga, frågan, indikator",
    ANSWER: "svar, ert svar, vårt svar, värde, steg",
    ROUND: "omgång, uppföljningsomgång, omgång (kod)",
    RESPONDENTS: "antal svarande, antal som svarade, respondenter, antal respondenter, number of respondents",
    COMMENT: "anteckning, motivering, comment, fritext, övrigt",
    # the columns that Microsoft Forms puts first, in Swedish and English
    IGNORED: "starttid, start time, slutförandetid, completion time, senast ändrad, tid för senaste ändring, "
    "last modified time, språk, language, points, poäng, feedback",
    PERSONAL: "e-post, email, namn, name, användarnamn, respondent",
    ID: "id, nr, #",
}
_BY_WORD = {plain(word): kind for kind, words in _WORDS.items() for word in words.split(", ") if plain(word)}
_WHO_BEGINS = ("vilken huvudman", "vilken kommun", "vilken organisation", "jag svarar", "vi svarar", "huvudman ")


@dataclass(frozen=True)
class Heading:
    """A column: its place from 0, its heading, what it is for; a question's measure and wording, or an actor's id."""

    index: int
    words: str
    kind: str
    code: str = ""
    version: int | None = None


def heading(index: int, words: str, known: Known) -> Heading:
    """What the column at `index` is for. Never a guess: unlike what is known, it is UNKNOWN."""
    written = plain(words)
    if not written:
        return Heading(index, words, IGNORED)
    if found := known.measure(words):
        return Heading(index, words, QUESTION, *found)
    if written in _BY_WORD:
        return Heading(index, words, _BY_WORD[written])
    if written.startswith("kommentar"):
        return Heading(index, words, COMMENT)
    if written.startswith(_WHO_BEGINS):
        return Heading(index, words, WHO)
    actor = known.choice("actor", words)
    return Heading(index, words, ACTOR, actor) if actor else Heading(index, words, UNKNOWN)


def like_a_question(words: str, known: Known) -> list[str]:
    """The measures whose question a heading nearly is, so nearly that it cannot be left unread."""
    return known.measures_like(words, 0.8) if len(words) > 12 else closest(words, known.measures, 0.99)
