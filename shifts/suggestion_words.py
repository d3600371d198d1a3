"""Why a seat stayed empty in a suggested rota, in Danish: never whose fault."""

from __future__ import annotations

from collections.abc import Mapping

from shifts.suggestion import Hole

HOLE_WORDS: Mapping[Hole, str] = {
    Hole.NOBODY: "Ingen har sagt, at den passer. Spørg i gruppen.",
    Hole.ONE: "Kun en har sagt, at den passer, og I skal være to.",
    Hole.KEY: "Ingen af dem, den passer, har fået vist nøgle og alarm.",
    Hole.NEXT_TO: "De, den passer, har noget lige ved siden af.",
}
