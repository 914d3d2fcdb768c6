"""Pictures of measurements, as files: SVG or PNG by the suffix, drawn offline."""

from pathlib import Path
from typing import Literal, NamedTuple

from corpora.errors import WorkbenchError
from corpora.reliability import Reliability

_FORMATS: dict[str, Literal["svg", "png"]] = {".svg": "svg", ".png": "png"}


class Axes(NamedTuple):
    """What the axes of a reliability diagram are called."""

    probability: str
    right: str


OF_BEADS = Axes("probability given to the bead", "share of beads that are right")
OF_SCORES = Axes("quality score", "share of translations without a major error")


def draw_reliability(found: Reliability, path: Path, axes: Axes = OF_BEADS) -> None:
    """Write a reliability diagram: probability against the share that is right, a dot a bin.

    The size of a dot is how much is in its bin; on the diagonal probabilities are what they say. Raises
    WorkbenchError for a suffix that is no picture's and for a place that cannot be written.
    """
    if path.suffix.lower() not in _FORMATS:
        raise WorkbenchError(f"{path.name}: a picture ends in {' or '.join(_FORMATS)}")
    import altair as alt

    bins = alt.Data(values=[each._asdict() for each in found.bins])
    corners = alt.Data(values=[{"probability": end, "right": end} for end in (0, 1)])
    scale = alt.Scale(domain=(0, 1))
    x = alt.X("probability:Q", scale=scale, title=axes.probability)
    diagonal = alt.Chart(corners).mark_line(color="#bbbbbb", strokeDash=[4, 4])
    dots = alt.Chart(bins).mark_circle(color="#1f5f8b", opacity=0.85)
    counts = alt.Chart(bins).mark_text(align="left", dx=11, dy=4, color="#555555", fontSize=10)
    y = alt.Y("right:Q", scale=scale, title=axes.right)
    title = f"expected calibration error {found.calibration_error:.3f}"
    chart = alt.layer(
        diagonal.encode(x=x, y=y),
        dots.encode(x=x, y=y, size=alt.Size("size:Q", legend=None, scale=alt.Scale(type="sqrt", range=[30, 500]))),
        counts.encode(x=x, y=y, text="size:Q"),
    ).properties(width=360, height=360, title=title)
    try:
        chart.save(str(path), format=_FORMATS[path.suffix.lower()])
    except OSError as error:
        raise WorkbenchError(f"{path} cannot be written: {error.strerror}") from error
