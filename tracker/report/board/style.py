"""The style sheet of the board: only what browsers of 2013 know, so no variables, grids or flexible boxes."""

from collections.abc import Sequence

from markupsafe import Markup

from tracker.labels import COLOURS, SHAPES
from tracker.markup import css_text

LINE, SOFT = "#CDD3D7", "#F3F4F1"
TEXT = {"grey": "#66707A"}
"""Tones that are too pale for letters."""


def style(fonts: Sequence[str], size: int, landscape: bool, sheet: str) -> Markup:
    """`sheet` is what newer browsers print at the foot of every sheet."""
    family = Markup(",").join([*map(css_text, fonts), Markup("sans-serif")])
    ink, second, hair, brand = (COLOURS[name] for name in ("ink", "ink2", "hairline", "brand"))
    small = size - 2
    tones = "".join(
        f".{tone}{{color:{TEXT.get(tone, COLOURS[tone])}}}.bar td.fill-{tone}{{background-color:{COLOURS[tone]}}}"
        for tone in SHAPES
    )
    return Markup(
        f"body{{margin:0 auto;padding:16px 20px 30px;max-width:1280px;color:{ink};background-color:{COLOURS['ground']};"
        f"font-family:{family};font-size:{size}px;line-height:1.45}}"
        f"h1{{font-size:22px;font-weight:bold;margin:0;color:{brand}}}"
        f"h2{{font-size:{size + 2}px;font-weight:bold;margin:22px 0 2px}}"
        f"p{{margin:2px 0}}"
        f".head{{border-bottom:2px solid {brand};padding-bottom:6px;margin-bottom:10px}}"
        f".said,.note,.small,.counts{{color:{second};font-size:{small}px}}.small{{font-size:92%}}"
        f".counts{{font-weight:normal;margin-left:12px}}"
        f".said span{{margin-right:16px}}"
        f".demo{{color:{COLOURS['amber']};border:1px solid {COLOURS['amber']};padding:0 7px;font-weight:bold}}"
        f".lead{{font-size:{size + 2}px;line-height:1.7;margin:8px 0}}"
        f".lead b{{font-weight:bold}}"
        f".ways{{font-size:{small}px;margin:4px 0}}"
        f".ways a{{color:{brand};margin-right:14px;text-decoration:none}}"
        f"table.t{{width:100%;border-collapse:collapse;table-layout:fixed;font-size:{size - 1}px;"
        f"border-bottom:1px solid {ink};margin-top:3px}}"
        f".t th{{border-top:2px solid {ink};border-bottom:1px solid {ink};font-weight:bold;text-align:left;"
        f"vertical-align:bottom;padding:3px 6px;background-color:{SOFT}}}"
        f".t td{{border-bottom:1px solid {hair};text-align:left;vertical-align:top;padding:3px 6px;"
        f"word-wrap:break-word}}"
        f".t th.right,.t td.right{{text-align:right}}"
        f".t th.center,.t td.center{{text-align:center}}"
        f".t .none{{color:{COLOURS['grey']}}}"
        f"table.bar{{width:100%;border-collapse:collapse;table-layout:fixed;margin:5px 0 0}}"
        f".t .bar td{{padding:0;border:0;height:10px;line-height:10px;font-size:1px}}"
        f".t .bar td.rest{{background-color:{hair}}}"
        f".t .bar td.ink{{background-color:{ink}}}"
        f"{tones}"
        f".foot{{color:{second};font-size:{small}px;border-top:1px solid {LINE};margin-top:20px;padding-top:6px}}"
        f"@page{{size:A4 {'landscape' if landscape else 'portrait'};margin:14mm 12mm}}"
        # Older browsers leave this rule out.
        f"@page{{@bottom-left{{content:{css_text(sheet)};font-size:8pt;color:{second}}}"
        f'@bottom-right{{content:counter(page) " / " counter(pages);font-size:8pt;color:{second}}}}}'
        f"@media print{{body{{padding:0;max-width:none;background-color:#fff;font-size:{size - 3}px;"
        f"-webkit-print-color-adjust:exact;print-color-adjust:exact}}"
        f"table.t{{font-size:{size - 4}px}}.ways{{display:none}}.t thead{{display:table-header-group}}"
        f".t tr{{page-break-inside:avoid}}h2,.note{{page-break-after:avoid}}}}"
    )
