"""Fits the roots of math.woff2 to a line of text: python3 radicals.py math.woff2

Chromium hangs a root from its rule, so a sign taller than what stands below it reaches under the line; and it makes
room for the widest of the sign's sizes, whichever it draws. So the smallest root becomes lower, and all get one width.
"""

import sys

from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

WIDTH = 700  # of every root, in thousandths of an em
HEIGHT = 960  # of the smallest one
RULE = 56  # how thick the line above is, as its sign is now
GAP = 150  # between that line and what stands below it

path = sys.argv[1]
font = TTFont(path)
glyphs, table = font["glyf"], font["MATH"].table
root = font.getBestCmap()[0x221A]
variants = table.MathVariants
built = variants.VertGlyphConstruction[variants.VertGlyphCoverage.glyphs.index(root)]
sizes = built.MathGlyphVariantRecord
parts = built.GlyphAssembly.PartRecords
for name in [size.VariantGlyph for size in sizes] + [part.glyph for part in parts]:
    outline = glyphs[name]
    advance, bearing = font["hmtx"][name]
    across = WIDTH / advance
    up = HEIGHT / (outline.yMax - outline.yMin) if name == root else 1
    pen = TTGlyphPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(TransformPen(pen, (across, 0, 0, up, 0, 0)))
    glyphs[name] = pen.glyph()
    font["hmtx"][name] = (WIDTH, round(bearing * across))
sizes[0].AdvanceMeasurement = HEIGHT
constants = table.MathConstants
constants.RadicalRuleThickness.Value = RULE
constants.RadicalVerticalGap.Value = GAP
font.save(path)
