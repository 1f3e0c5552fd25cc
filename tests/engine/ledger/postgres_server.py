"""A PostgreSQL server of the tests' own, started as a user without rights in a folder of its own, and stopped after."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_FINDER = Path(__file__).parents[3] / ".ci" / "find-postgresql"


def binaries() -> Path | None:
    """Give the folder of PostgreSQL's programs, the newest; None where there are none."""
    if os.name != "posix":
        return None
    found = subprocess.run([_FINDER], capture_output=True, text=True, check=False)
    return Path(found.stdout.strip()) if found.returncode == 0 else None


def _user() -> dict[str, str | int]:
    """Give who runs the server: PostgreSQL refuses to be run by root."""
    if os.name != "posix" or os.getuid() != 0:
        return {}
    import pwd

    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid}
    raise RuntimeError("there is no user without rights to run PostgreSQL")


class Server:
    """A server that is running."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder = folder
        self._programs = programs
        self._who = _user()
        self._made = ""

    def run(self, program: str, *words: str) -> None:
        """Run one of PostgreSQL's programs."""
        environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "HOME": str(self.folder)}
        subprocess.run(  # type: ignore[call-overload]  # user and group are numbers, or not given
            [self._programs / program, *words], check=True, cwd=self.folder, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, env=environment, **self._who,
        )  # fmt: skip

    def start(self) -> None:
        """Start it; it listens in its folder alone."""
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c max_connections=60"
        log = self.folder / "log"
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-l", str(log), "-o", options, "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop it."""
        with suppress(subprocess.CalledProcessError):
            self.run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-m", mode, "stop")

    def say(self, statement: str, database: str = "postgres") -> None:
        """Have the server do something."""
        import psycopg

        with psycopg.connect(host=str(self.folder), user="office", dbname=database, autocommit=True) as connection:
            connection.execute(statement.encode())

    def emptied(self) -> str:
        """Give the address of the one database that is used again and again, with nothing in it."""
        if not self._made:
            self._made = "ledger"
            self.say(f"CREATE DATABASE {self._made}")
        self.say("DROP SCHEMA public CASCADE; CREATE SCHEMA public", self._made)
        return f"postgresql://office@/{self._made}?host={self.folder}"


@contextmanager
def running(*settings: str) -> Iterator[Server]:
    """Give a server that runs until the end."""
    programs = binaries()
    if programs is None:
        raise RuntimeError("PostgreSQL is not on this machine")
    folder = Path(tempfile.mkdtemp(prefix="kl-pg-"))
    server = Server(folder, programs)
    try:
        if server._who:
            os.chown(folder, int(server._who["user"]), int(server._who["group"]))
        server.run("initdb", "-D", str(folder / "data"), "-U", "office", "-A", "trust", "--no-sync", "-E", "UTF8")
        with (folder / "data" / "postgresql.conf").open("a") as file:
            file.writelines(f"{setting}\n" for setting in settings)
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
