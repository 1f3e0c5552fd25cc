"""Spoil a good file as people and programs do: cut, doubled, moved and overwritten passages."""

from __future__ import annotations

from hypothesis import strategies as st

SNIPPETS = st.one_of(
    st.sampled_from(
        ["", "\n", "  ", "\t", "- ", ": ", "#", "'", '"', "{", "}", "[", "]", "&a", "*a", "!!str ", "|", ">", "~"]
    ),
    st.sampled_from(
        ["null", "true", "0", "-1", "0.5", "40 %", "1/3", "1e308", "2011-01-01", "9999-12-31", "0001-01-01", "[]", "{}"]
    ),
    st.sampled_from(
        ["{always: true}", "{fact: age, is: 1}", "{parameter: x}", "010170-1234", "\u202e", "\x00", "æøå", "x" * 100]
    ),
    st.text(st.characters(codec="utf-8"), max_size=12),
)


@st.composite
def spoilt(draw: st.DrawFn, texts: list[str]) -> str:
    """Give a good file in which a few passages have been cut, doubled, moved or written over."""
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(1, 4))):
        lines = text.split("\n")
        one, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        place = draw(st.integers(0, len(lines[one])))
        end = draw(st.integers(place, len(lines[one])))
        match draw(st.sampled_from(["cut", "double", "move", "write", "word", "end"])):
            case "cut":
                del lines[one]
            case "double":
                lines.insert(other, lines[one])
            case "move":
                lines.insert(other, lines.pop(one))
            case "write":
                lines[one] = lines[one][:place] + draw(SNIPPETS) + lines[one][end:]
            case "word":
                words = lines[one].split(" ")
                words[draw(st.integers(0, len(words) - 1))] = draw(SNIPPETS)
                lines[one] = " ".join(words)
            case _:
                lines = lines[: one + 1]
        text = "\n".join(lines)
    return text
