"""A path to a project that can be read and written, or one line that says why not.

Nothing is written to a file before it is known to be a project of ours.
"""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from secrets import token_hex

import sqlalchemy as sa

from corpora.errors import ProjectError
from corpora.store import schema

SQLITE_HEADER = b"SQLite format 3\0"
# Where the file format keeps PRAGMA application_id (https://www.sqlite.org/fileformat.html, section 1.3).
APPLICATION_ID_AT = slice(68, 72)

_MIGRATIONS = Path(__file__).parent / "migrations"


def open_engine(path: str | Path, *, create: bool, timeout: float) -> sa.Engine:
    """The engine of the project at a path, its schema at the newest revision.

    create makes a project where there is no file; timeout is how many seconds another process's lock is
    waited for. Raises ProjectError.
    """
    path = _local_path(path)
    if not _exists(path):
        if not create:
            raise ProjectError(f'{path}: there is no project; "duizhao add PATH…" makes one')
        _create(path)
    _check_file(path)
    engine = _engine(path, timeout)
    try:
        _upgrade(engine, path)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that sees one state of the project throughout, and blocks nobody."""
    with _explained(engine), engine.begin() as tx:
        yield tx


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that waits for its turn to write, and is undone whole by any exception."""
    with _explained(engine), engine.execution_options(begin="BEGIN IMMEDIATE").begin() as tx:
        yield tx


def _local_path(path: str | Path) -> Path:
    """The path of a project that was named by path or URL."""
    scheme, found, _ = str(path).partition("://")
    if found:  # the rest may hold a password, so it is not repeated
        raise ProjectError(f"{scheme}://…: a project is an SQLite file in this version; name a file")
    return Path(path)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:  # an unreadable directory, a name that is too long
        raise ProjectError(f"{path} cannot be read: {error.strerror}") from error


def _check_file(path: Path) -> None:
    """Raise ProjectError where the file, by its first bytes, is no project of ours."""
    if path.is_dir():
        raise ProjectError(f"{path} is a directory; name a project file in it")
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ProjectError(f"{path} is not a regular file; name a project file")
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise ProjectError(f"{path} cannot be read: {error.strerror}") from error
    if not header:
        raise ProjectError(f"{path} is empty and not a project; delete it or name another file")
    if not header.startswith(SQLITE_HEADER):
        raise ProjectError(f"{path} is not a duizhao project but some other file; name another")
    if int.from_bytes(header[APPLICATION_ID_AT], "big") != schema.APPLICATION_ID:
        raise ProjectError(f"{path} is another program's SQLite file, not a duizhao project; name another")


def _engine(path: Path, timeout: float) -> sa.Engine:
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)), connect_args={"timeout": timeout, "check_same_thread": False}
    )

    @sa.event.listens_for(engine, "connect")
    def connect(connection: sqlite3.Connection, record: object) -> None:
        # SQLAlchemy's recipe: the driver begins nothing by itself, so that reads are transactions too.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


def _create(path: Path) -> None:
    """Put a new project at a path, whole or not at all; one that another process put there first stays."""
    if not path.parent.is_dir():
        raise ProjectError(f"{path}: the directory {path.parent} does not exist; make it first")
    unfinished = path.with_name(f".{path.name}.{token_hex(4)}.new")
    try:
        unfinished.touch(exist_ok=False)
        engine = _engine(unfinished, timeout=0)
        try:
            with writing(engine) as tx:
                tx.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
                _migrate(tx)
        finally:
            engine.dispose()
        # Last, so that until here all is in one file that can be moved.
        with closing(sqlite3.connect(unfinished)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        _place(unfinished, path)
    except OSError as error:
        raise ProjectError(f"{path} cannot be made: {error.strerror}") from error
    except sqlite3.Error as error:
        raise ProjectError(f"{path} cannot be made: {error}") from error
    finally:
        with suppress(OSError):  # that it is not there, mostly
            unfinished.unlink()


def _place(made: Path, path: Path) -> None:
    """Give a file its name, unless the name is taken."""
    try:
        with suppress(FileExistsError):
            os.link(made, path)
    except OSError:  # a file system without hard links
        if not path.exists():
            made.rename(path)


def _upgrade(engine: sa.Engine, path: Path) -> None:
    """Walk an older project up in one transaction; raise ProjectError for a newer one."""
    with reading(engine) as tx:
        revision = tx.scalar(sa.select(schema.alembic_version.c.version_num))
    if revision == schema.HEAD:
        return
    if revision is None:
        raise ProjectError(f"{path} is damaged: it does not say its version; restore it from a copy")
    if not _is_known(revision):
        raise ProjectError(
            f"{path} was made by a newer duizhao (its schema is {revision}, this program's {schema.HEAD}); "
            "update duizhao to open it"
        )
    with writing(engine) as tx:
        _migrate(tx)  # does nothing where another process was quicker


def _is_known(revision: str) -> bool:
    from alembic.script import ScriptDirectory

    return revision in {script.revision for script in ScriptDirectory(str(_MIGRATIONS)).walk_revisions()}


def _migrate(tx: sa.Connection) -> None:
    """Bring the schema to the newest revision. Alembic is slow to import, so only here."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": tx})
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")


@contextmanager
def _explained(engine: sa.Engine) -> Iterator[None]:
    """Turn what the user can do something about into a ProjectError."""
    try:
        yield
    except sa.exc.IntegrityError:
        raise
    except sa.exc.DatabaseError as error:
        path, cause = engine.url.database, str(error.orig)
        for sign, advice in _ADVICE.items():
            if sign in cause:
                raise ProjectError(f"{path} {advice}") from error
        raise


_ADVICE = {
    "database is locked": "is locked by another process; wait until it is done or close it",
    "readonly database": "is read-only; make it and its directory writable, or work on a copy",
    "unable to open database": "cannot be opened; see that its directory exists and is writable",
    "disk is full": "cannot grow: the disk is full; nothing was changed",
    "disk I/O error": "cannot be read or written: the disk reports an error",
    "malformed": "is damaged; restore it from a copy",
    "file is not a database": "is damaged; restore it from a copy",
    "no such table": "is damaged: a table is missing; restore it from a copy",
}
