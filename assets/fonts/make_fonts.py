#!/usr/bin/env python3
"""Generates the three font files of this folder; see README.md. Requires fonttools.

usage: make_fonts.py NotoSansCJK-Regular.ttc NotoSansCJK-Bold.ttc Phosphor.ttf
"""

import re
import sys
from pathlib import Path

from fontTools import subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
SIMPLIFIED_CHINESE = 2  # index of the font in the collection
NARROW = {"‘": 63129, "’": 63130, "“": 63132, "”": 63133, "…": 63163, "·": 59146}  # CIDs of the proportional forms
TWO_EM_DASH = "\u2e3a"

# Common characters that Noto Sans CJK lacks, each with the icon that is displayed for it.
SIGNS = {
    "✗": "X", "✘": "X", "✖": "X", "✕": "X", "✔": "CHECK", "☑": "CHECK_SQUARE", "☐": "SQUARE", "▸": "CARET_RIGHT",
    "▾": "CARET_DOWN", "⏰": "ALARM", "◔": "CLOCK", "↵": "ARROW_ELBOW_DOWN_LEFT",
}


def options(*drop):
    """Subsetting options. Hints are kept: at 96 dpi they keep the horizontal strokes of small ideographs sharp."""
    chosen = subset.Options(layout_features=["kern"], layout_closure=False, hinting=True, notdef_outline=True)
    chosen.drop_tables += ["BASE", "GDEF", "VORG", "gasp", "vhea", "vmtx", *drop]
    chosen.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    chosen.recalc_timestamp = False
    return chosen


def features(font):
    """Features: two em dashes join; quotes, ellipsis and middle dot are full-width, but narrow among Latin letters."""
    name = {char: font.getBestCmap()[ord(char)] for char in [*NARROW, "—", TWO_EM_DASH]}
    narrow = {char: f"cid{cid:05}" for char, cid in NARROW.items()}
    latin = [c for c in map(chr, range(0x21, 0x17F)) if ord(c) in font.getBestCmap() and c != "·"]
    glyphs = " ".join(sorted({f"\\{int(font.getBestCmap()[ord(c)][3:])}" for c in latin}))
    cid = {char: f"\\{int(glyph[3:])}" for char, glyph in name.items()}
    slim = {char: f"\\{int(glyph[3:])}" for char, glyph in narrow.items()}
    space = f"\\{int(font.getBestCmap()[0x20][3:])}"
    lines = [
        f"@latin = [{glyphs}];",
        f"@before = [@latin {space} {' '.join(slim.values())}];",
        f"@after = [@latin {space} {' '.join(cid[c] for c in '’”…')}];",
        f"feature ccmp {{ sub {cid['—']} {cid['—']} by {cid[TWO_EM_DASH]}; }} ccmp;",
        "feature calt {",
        *(f"  sub @before {cid[c]}' @latin by {slim[c]};" for c in "‘“"),
        *(f"  sub [@latin {' '.join(slim[c] for c in '’”…')}] {cid[c]}' @after by {slim[c]};" for c in "’”"),
        f"  sub @latin {cid['…']}' by {slim['…']};",
        f"  sub {space} {cid['·']}' by {slim['·']};",
        "} calt;",
    ]
    return "\n".join(lines)


def noto(source, target):
    font = TTFont(source, fontNumber=SIMPLIFIED_CHINESE, recalcTimestamp=False)
    subsetter = subset.Subsetter(options())
    text = (HERE / "characters.txt").read_text(encoding="utf-8").replace("\n", "")
    subsetter.populate(text=text + " \u00a0\u3000" + TWO_EM_DASH, glyphs=[f"cid{cid:05}" for cid in NARROW.values()])
    subsetter.subset(font)
    if "GSUB" in font:
        del font["GSUB"]
    addOpenTypeFeaturesFromString(font, features(font), tables={"GSUB"})
    font.save(HERE / target)


def icons(source, target):
    source_of_names = (HERE / "../../src/ui/kit/icons.rs").read_text(encoding="utf-8")
    codes = {name: int(code, 16) for name, code in re.findall(r'(\w+) = "\\u\{(\w+)\}"', source_of_names)}
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options("GSUB"))
    subsetter.populate(unicodes=codes.values())
    subsetter.subset(font)
    for table in font["cmap"].tables:
        table.cmap.update({ord(sign): table.cmap[codes[name]] for sign, name in SIGNS.items()})
    font.save(HERE / target)


if __name__ == "__main__":
    regular, bold, phosphor = sys.argv[1:]
    noto(regular, "NotoSansSC-Regular.otf")
    noto(bold, "NotoSansSC-Bold.otf")
    icons(phosphor, "Phosphor-subset.ttf")
