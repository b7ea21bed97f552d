"""Every corpus is replayed by its program, and a little more is made of it."""
import os
import pathlib
import subprocess

import pytest

HERE = pathlib.Path(__file__).resolve().parent
BUILD = pathlib.Path(os.environ.get("ZHIDIAN_BUILD", HERE.parents[1] / "build"))


@pytest.mark.parametrize("name", sorted(folder.name for folder in (HERE / "corpus").iterdir()))
def test_corpus(name):
    done = subprocess.run([str(BUILD / "tests/fuzz" / f"fuzz_{name}"), str(HERE / "corpus" / name), "--tries", "2000"], capture_output=True, timeout=300, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr).decode(errors="replace")[-2000:]
    assert done.stdout.startswith(f"{len(list((HERE / 'corpus' / name).iterdir()))} inputs replayed".encode())
