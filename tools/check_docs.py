#!/usr/bin/env python3
"""Documentation rules: links lead somewhere, every capability has its README, commands named in the READMEs exist."""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def main() -> int:
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True)
    findings = []
    for name in listed.stdout.split():
        path = ROOT / name
        if not path.exists():
            continue
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", path.read_text(encoding="utf-8")):
            if not (path.parent / target).exists():
                findings.append(f"{name}: the link {target} leads nowhere")
    for folder in sorted((ROOT / "src/capabilities").iterdir()):
        if folder.is_dir() and not (folder / "README.md").exists():
            findings.append(f"{folder.relative_to(ROOT)}: README.md is missing")
    for name in ("README.md", "README.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "LICENSE", "publiccode.yml", "docs/glossary.md"):
        if not (ROOT / name).exists():
            findings.append(f"{name} is missing")
    print("\n".join(findings) or "docs: links lead somewhere")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
