"""Put the whole page together: an agreement, its amendments and its laws as one HTML file that fetches nothing."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath

from kredslob.engine.agreement_wording import kind_text
from kredslob.engine.page.changes import changes_of
from kredslob.engine.page.clauses import clause_section
from kredslob.engine.page.contents import Contents, contents_of
from kredslob.engine.page.html import Html, element, joined
from kredslob.engine.page.overview import exceptions, legend, stages, sureness
from kredslob.engine.page.parts import basis_mark, code, link
from kredslob.engine.page.style import STYLE
from kredslob.engine.page.tables import assumed_rules, assumed_table, facts_table, guess_count, sources_table
from kredslob.engine.phrasing import Words
from kredslob.rules.library import Agreement
from kredslob.rules.messages import Message
from kredslob.rules.model import Document

# A browser is told to fetch nothing and to run nothing, whatever a rules file may hold.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def agreement_page(words: Words, agreement: Agreement, day: date | None) -> str:
    """Give an agreement as an HTML page.

    Args:
        words: the language, and the shelf of rules with the agreement on it.
        agreement: the framework with the amendments that are to be shown.
        day: the day whose versions are shown first; without one, those in force when the last amendment acts.

    Raises:
        WrongInput: the documents do not hang together on the day.
    """
    contents = contents_of(words.library, agreement, day)
    latest = contents.amendments[-1] if contents.amendments else contents.framework
    page = _Page(words, contents, latest)
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="generator", content="Kredsløb"),
        element("title", f"{words.read(latest.title)} · {latest.id}"),
        element("style", Html(STYLE)),
    )
    return f"<!DOCTYPE html>\n{element('html', head, page.body(), lang=words.lang)}\n"


class _Page:
    """The sections of a page; `latest` is the agreement, or the last amendment made to it."""

    def __init__(self, words: Words, contents: Contents, latest: Document) -> None:
        self.words = words
        self.contents = contents
        self.latest = latest

    def body(self) -> Html:
        say = self.words.say
        sections = self._sections()
        return element(
            "body",
            element("a", say(Message("To the text")), href="#text", class_="skip"),
            self._header(),
            element("div", self._contents(sections),
                    element("main", *(section for _, section, _ in sections.values()), id="text", tabindex="-1"),
                    class_="sheet"),
            self._footer(),
        )  # fmt: skip

    def _header(self) -> Html:
        words, base, end = self.words, self.contents.agreement.base, self.contents.agreement.end
        ends = words.day(end) if end else words.say(Message("further notice"))
        told: list[tuple[Message, str | Html]] = [
            (Message("Id"), code(self.latest.id)),
            (Message("Kind"), kind_text(words, self.latest.kind)),
            (Message("Period"), words.say(Message("{start} to {end}", start=words.day(base.start.day), end=ends))),
            (Message("Adopted"), words.day(self.latest.adopted)),
            (Message("Shown as it stands on"), words.day(self.contents.day)),
        ]
        if self.latest is not self.contents.framework:
            told.insert(2, (Message("Amends"), joined([words.read(base.title), " ", code(base.id)])))
        facts = [element("div", element("dt", words.say(lead)), element("dd", value)) for lead, value in told]
        return element(
            "header",
            element("p", "Kredsløb", class_="house"),
            element("h1", words.read(self.latest.title)),
            element("dl", *facts),
            class_="top",
        )

    def _sections(self) -> dict[str, tuple[Message, Html, tuple[Document, ...]]]:
        """Give the sections by id: heading, content, and the documents whose clauses stand in it."""
        words, contents = self.words, self.contents
        parts: dict[str, tuple[Message, list[Html], tuple[Document, ...]]] = {
            "sureness": (Message("How sure we are"), [self._warning(), sureness(words, contents)], ()),
        }
        if contents.amendments:
            amended = [changes_of(words, contents, one) for one in reversed(contents.amendments)]
            parts["changes"] = (Message("What is amended"), amended, ())
        parts |= {
            "stages": (Message("How a vacancy is decided"), [stages(words, contents)], ()),
            "exceptions": (Message("Which exception overrides which"), [legend(words), exceptions(words, contents)], ()),
            "clauses": (Message("The agreement, clause by clause"), self._clauses(contents.framework, 3), (contents.framework,)),
            "assumed": (Message("What is assumed"), [part for part in (assumed_table(words, contents), assumed_rules(words, contents)) if part], ()),
        }  # fmt: skip
        if contents.laws:
            of_law = [part for law in contents.laws for part in self._law(law)]
            parts["law"] = (Message("The law that it draws on"), of_law, contents.laws)
        parts |= {
            "facts": (Message("The facts"), [facts_table(words, contents)], ()),
            "sources": (Message("Sources"), [sources_table(words, contents)], ()),
        }
        return {
            key: (heading, _section(key, words.say(heading), filled), documents)
            for key, (heading, filled, documents) in parts.items()
        }

    def _warning(self) -> Html:
        count = guess_count(self.contents)
        rules = sum(rule.basis == "assumed" for rule in self.contents.acting)
        if not count:
            return element("p", self.words.say(Message("Nothing here is a guess.")))
        guessed = Message("{count} values are guesses", count=count)
        if rules:
            guessed = Message("{count} values and {rules} rules are guesses", count=count, rules=rules)
        said = self.words.say(guessed)
        told = self.words.say(
            Message("of what the public documents do not say. An answer that hangs on one is undetermined.")
        )
        return element("p", basis_mark(self.words, "assumed"), " ", element("a", said, href="#assumed"), " ", told,
                       class_="warning")  # fmt: skip

    def _clauses(self, document: Document, level: int) -> list[Html]:
        return [clause_section(self.words, self.contents, one, level) for one in document.clauses.values()]

    def _law(self, law: Document) -> list[Html]:
        titled = element("h3", self.words.read(law.title), " ", code(law.id), class_="document")
        return [titled, *self._clauses(law, 4)]

    def _contents(self, sections: dict[str, tuple[Message, Html, tuple[Document, ...]]]) -> Html:
        entries = []
        for key, (heading, _, documents) in sections.items():
            below = [
                element("li", link("clause", one.id, self.words.read(one.title)))
                for document in documents
                for one in document.clauses.values()
            ]
            entry = element("a", self.words.say(heading), href=f"#{key}")
            entries.append(element("li", entry, element("ol", *below) if below else None))
        return element("nav", element("ol", *entries), aria_label=self.words.say(Message("Contents")))

    def _footer(self) -> Html:
        documents = (self.contents.agreement.base, *self.contents.amendments, *self.contents.laws)
        files = [element("li", code(PurePath(one.name).name), " ", code(one.digest)) for one in documents]
        told = self.words.say(
            Message(
                "The rules files that this page was made from, by name and SHA-256. The public documents rule, not this page."
            )
        )
        return element("footer", element("p", told), element("ul", *files))


def _section(key: str, heading: str, filled: list[Html]) -> Html:
    return element("section", element("h2", heading), *filled, id=key, class_="chapter")
