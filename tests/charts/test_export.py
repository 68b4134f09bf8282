"""A chart as a file: text stays text, nothing is asked of the network, and without a Chinese font no boxes are drawn."""

import struct
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.charts.test_targets import BY_2025, LINEAR, drawn, present, readings
from tracker.charts.export import Format, picture
from tracker.labels import FONTS

SVG = "{http://www.w3.org/2000/svg}"
NOTES = ("演示数据，不是真实报送", "截至2026年11月20日　流水 3·abcdef123456")


@pytest.fixture(scope="module")
def svg() -> bytes:
    drawing = present(drawn([BY_2025], [LINEAR, *readings({"2023": 7.6, "2024": 8.9})]))
    made = picture(drawing, "<面积> & 比例", NOTES, Format.SVG)
    assert isinstance(made, bytes)
    return made


def test_text_is_text_in_the_named_fonts(svg: bytes) -> None:
    root = ElementTree.fromstring(svg)
    letters = list(root.iter(f"{SVG}text"))
    said = {words for one in letters for words in one.itertext()}
    assert {"<面积> & 比例", *NOTES, "8.9%", "目标 不低于10%"} <= said
    assert all(FONTS[-1] in one.attrib["font-family"] for one in letters)


def test_it_is_told_in_words_in_chinese_only(svg: bytes) -> None:
    root = ElementTree.fromstring(svg)
    assert [one.tag for one in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root.findtext(f"{SVG}title") == "<面积> & 比例"
    assert "2024年 8.9%" in (root.findtext(f"{SVG}desc") or "")
    assert b"aria-label" not in svg
    assert root.attrib["role"] == "img"


def test_nothing_in_it_leads_elsewhere(svg: bytes) -> None:
    text = svg.decode()
    for outside in ("href", "url(", "<image", "<script", "<style"):
        assert outside not in text
    assert text.count("http") == 2, "the names of the two namespaces"


def test_a_picture_is_twice_as_wide_and_the_same_each_time(svg: bytes) -> None:
    drawing = present(drawn([BY_2025], readings({"2024": 8.9})))
    first, again = (picture(drawing, "比例", NOTES, Format.PNG) for _ in range(2))
    vector = picture(drawing, "比例", NOTES, Format.SVG)
    assert isinstance(first, bytes)
    assert isinstance(vector, bytes)
    assert first[:8] == b"\x89PNG\r\n\x1a\n"
    size = struct.unpack(">II", first[16:24])
    root = ElementTree.fromstring(vector)
    assert size == tuple(2 * int(root.attrib[side]) for side in ("width", "height"))
    assert first == again


def test_data_elsewhere_is_refused_not_fetched() -> None:
    drawing = present(drawn([BY_2025], readings({"2024": 8.9})))
    spec = {
        "data": {"url": "http://127.0.0.1:9/rows.json"},
        "mark": "point",
        "config": drawing.spec["config"],
    }
    with pytest.raises(ValueError, match="External data url not allowed"):
        picture(drawing._replace(spec=spec), "比例", (), Format.SVG)


WITHOUT = """
import sys
from pathlib import Path
from tracker.charts import fonts
folder = Path(sys.argv[1])
problem = fonts.chinese_missing((folder,))
print(problem)
print(fonts.chinese_missing((*map(Path, sys.argv[2:]),)))
"""


def test_without_a_chinese_font_there_are_words_instead_of_boxes(tmp_path: Path) -> None:
    empty, conf = tmp_path / "fonts", tmp_path / "fonts.conf"
    empty.mkdir()
    (empty / "latin.ttf").write_bytes(b"no font")
    conf.write_text(f"<fontconfig><dir>{empty}</dir></fontconfig>")
    command = [sys.executable, "-c", WITHOUT, str(empty), "/usr/share/fonts"]
    environment = {
        "FONTCONFIG_FILE": str(conf),
        "HOME": str(tmp_path),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    ran = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    first, then = ran.stdout.splitlines()
    assert "这台机器上没有中文字体" in first
    assert "找到的字体文件 1 个（latin.ttf），都没有汉字" in first
    assert then == "None", "a folder with one is enough"
