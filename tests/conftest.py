"""What several tests share: the bundled article pair, and where development data lies."""

import os
from pathlib import Path

import pytest
from command_line import refused, run  # noqa: F401  fixtures
from hypothesis import settings

import corpora.sample as sample

# How long an example takes says more about the machine than about the code.
settings.register_profile("duizhao", deadline=None)
settings.load_profile("duizhao")

SAMPLE = Path(sample.__file__).parent


@pytest.fixture(scope="session")
def sample_folder() -> Path:
    return SAMPLE


@pytest.fixture(scope="session")
def gold_folder() -> Path:
    return _named_folder("DUIZHAO_GOLD", "gold alignments and translations")


@pytest.fixture(scope="session")
def seeds_folder() -> Path:
    return _named_folder("DUIZHAO_SEEDS", "scraped articles")


def _named_folder(variable: str, holds: str) -> Path:
    folder = os.environ.get(variable)
    if not folder or not Path(folder).is_dir():
        pytest.skip(f"set {variable} to a folder of {holds} to run this")
    return Path(folder)
