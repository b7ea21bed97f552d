"""Where outside reference data stands, when it is there; absent data is skipped aloud."""
import os
import pathlib

import pytest

FOLDER = pathlib.Path(os.environ.get("ZHIDIAN_REFERENCE_DATA", pathlib.Path(__file__).resolve().parents[3] / "shared"))


def reference(relative: str) -> pathlib.Path:
    path = FOLDER / relative
    if not path.exists():
        pytest.skip(f"reference data {relative} is not on this machine")
    return path
