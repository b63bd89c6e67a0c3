"""A school for the tests: the layer that ``school/README.md`` shows, laid over a handbook."""

from __future__ import annotations

from pathlib import Path

import yaml

from macros.content.model import School

NAME = "De Brug"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40" width="60" height="40"><path d="M0 40V9h60v31z"/></svg>'
_README = Path(__file__).parent.parent / "school" / "README.md"
EXAMPLE = _README.read_text(encoding="utf-8").partition("```yaml\n")[2].partition("```")[0]
SCHOOL = School.model_validate(yaml.safe_load(EXAMPLE))
OWN = {stap.id: f"Eigen stap van {NAME}." for stap in SCHOOL.stappen}  # what every file says of such a stap


def lay(project: Path, text: str = EXAMPLE, logo: str = "logo.svg") -> Path:
    """Give a project the layer of a school."""
    (project / "school").mkdir(exist_ok=True)
    (project / "school" / "school.yml").write_text(text, encoding="utf-8")
    (project / "school" / logo).write_text(LOGO, encoding="utf-8")
    return project
