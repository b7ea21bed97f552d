"""The blank provincial act: it holds no number of its own, is refused as it stands, and passes once every blank is filled in."""
import pathlib
import re
import shutil

import pytest
from support.server import ROOT, run

TEMPLATE = ROOT / "docs/templates/provincial_outlet"
MARK = re.compile(r"【填写：([^】]+)】")
FILLED = {"目录名": "province_outlet_test", "行政区划代码": "210000", "施行日期": "2026-01-01", "有效期": "P2Y", "专职人员数": "4", "公示期限": "P6D", "公示期限单位": "calendar_day", "补正期限": "P8D"}


def copy(folder: pathlib.Path, fill) -> pathlib.Path:
    act = folder / "province_outlet_test"
    shutil.copytree(TEMPLATE, act, ignore=shutil.ignore_patterns("*.md"))
    shutil.copy(ROOT / "regulations/vocabulary.yaml", folder)
    for path in act.rglob("*.yaml"):
        path.write_text(MARK.sub(lambda mark: fill(mark.group(1)), path.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


def test_no_number_is_invented():
    for path in TEMPLATE.rglob("*.yaml"):
        text = MARK.sub("", path.read_text(encoding="utf-8"))
        assert not re.search(r"\bP\d+[DMY]\b", text), path
        assert not re.search(r"team\.\w+, at_least: \d", text) and not re.search(r'"\d{6}"', text), path


def test_a_filled_copy_passes(tmp_path):
    folder = copy(tmp_path, lambda name: FILLED.get(name, "测试填写" if "英文" not in name else "Filled in"))
    done = run("regulation", "check", "--regulations", str(folder), check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("left", ["专职人员数", "有效期", "公示期限", "施行日期", "概括", "省级网点全称（英文）"])
def test_a_blank_left_is_refused(tmp_path, left):
    folder = copy(tmp_path, lambda name: f"【填写：{name}】" if name == left else FILLED.get(name, "测试填写" if "英文" not in name else "Filled in"))
    done = run("regulation", "check", "--regulations", str(folder), check=False)
    assert done.returncode != 0 and "province_outlet_test" in done.stdout + done.stderr, done.stdout


def test_the_template_is_no_loaded_act():
    assert not (ROOT / "regulations/provincial_outlet_template").exists()
    assert "填写" not in run("regulation", "check").stdout
