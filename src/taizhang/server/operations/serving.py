"""`taizhang serve`: look before leaping, then keep the web process and the workers of jobs alive."""

import errno
import fcntl
import http.client
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connections

from taizhang.errors import refusal
from taizhang.server.accounts.models import User
from taizhang.server.config import Config
from taizhang.server.operations import counters
from taizhang.server.operations.migrating import migrate, pending, unknown
from taizhang.server.operations.snapshots import keep_before_upgrade
from taizhang.server.operations.supervising import Child, Supervisor
from taizhang.server.operations.telling import Tell, Words, not_done

ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - compared with, not bound to


@dataclass(frozen=True)
class Place:
    """Where the server listens."""

    host: str
    port: int

    @property
    def address(self) -> str:
        """What is typed into a browser on this machine."""
        near = ANYWHERE.get(self.host, self.host)
        return f"http://{f'[{near}]' if ':' in near else near}:{self.port}/"

    def wants_to_be_free(self) -> None:
        """Raise NotDone where nobody may listen here: taken, forbidden, no address of this machine."""
        try:
            family, kind, protocol, _, address = socket.getaddrinfo(
                self.host or None, self.port, type=socket.SOCK_STREAM
            )[0]
            with socket.socket(family, kind, protocol) as trial:
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                trial.bind(address)
        except OSError as error:
            raise self._refused(error) from error

    def _refused(self, error: OSError) -> Exception:
        where = f"{self.host}:{self.port}"
        if error.errno == errno.EADDRINUSE:
            return not_done(
                f"端口 {where} 已被占用；请停掉占用它的程序，或用 --port 换一个",
                f"{where} is in use; stop what listens there, or choose another port by --port",
            )
        why = refusal(error)
        return not_done(f"不能在 {where} 监听（{why.zh}）", f"cannot listen at {where} ({why.en})")

    def answers(self) -> bool:
        """Whether anything that speaks HTTP answers here."""
        near = http.client.HTTPConnection(ANYWHERE.get(self.host, self.host), self.port, timeout=2)
        try:
            near.request("GET", "/healthz", headers={"Host": "localhost"})
            near.getresponse().read()
        except (OSError, http.client.HTTPException):
            return False
        else:
            return True
        finally:
            near.close()


def serve(tell: Tell, *, jobs: bool = True) -> int:
    """Serve until SIGTERM or Ctrl+C. NotDone where that cannot be."""
    config: Config = settings.CONFIG
    place = Place(config.text("HOST"), config.number("PORT"))
    with alone():
        place.wants_to_be_free()
        bring_up_to_date(tell)
        warn(tell, place)
        connections.close_all()
        counters.forget()

        def ready() -> bool:
            if not place.answers():
                return False
            tell(Words(f"台账已启动：{place.address}（Ctrl+C 停止）", f"serving at {place.address} (Ctrl+C stops it)"))
            return True

        tell(Words("正在启动 …", "starting …"))
        Supervisor(children(config, jobs=jobs), ready).run()
    tell(Words("已停止。", "stopped."))
    return 0


def children(config: Config, *, jobs: bool) -> list[Child]:
    """The web process first, then the workers of jobs: they are stopped in this order."""
    web = Child("web", [sys.executable, "-m", "taizhang.server.operations.web"])
    number = config.number("JOB_WORKERS") if jobs else 0
    return [web, *(Child(f"jobs-{i + 1}", [sys.executable, "-m", "taizhang.server.jobs"]) for i in range(number))]


def embedded() -> bool:
    """Whether the database is the SQLite in the folder."""
    return connections["default"].vendor == "sqlite"


@contextmanager
def alone() -> Iterator[None]:
    """Hold the folder of an embedded ledger, so that no second server migrates or serves the same file."""
    settings.HOME_FOLDER.mkdir(parents=True, exist_ok=True)
    with (settings.HOME_FOLDER / "serving.lock").open("w") as lock:
        try:
            if embedded():
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            home = settings.HOME_FOLDER
            raise not_done(
                f"已有一个台账在使用 {home}；请先停掉它，或用 TAIZHANG_HOME 换一个数据文件夹",
                f"another server uses {home}; stop it first, or set TAIZHANG_HOME to another folder",
            ) from error
        yield


def bring_up_to_date(tell: Tell) -> None:
    """Migrate an embedded database, kept aside first; ask for `admin migrate` on any other."""
    try:
        wanted, newer = pending(), unknown()
    except DatabaseError as error:
        raise not_done(
            f"连不上数据库（{type(error).__name__}：{error}）；请检查 TAIZHANG_DATABASE_URL 和数据库服务",
            f"no connection to the database ({type(error).__name__}: {error}); check TAIZHANG_DATABASE_URL",
        ) from error
    if newer:
        raise not_done(
            f"数据库是更新版本的台账建的（{newer[0]}），请升级程序后再启动",
            f"a newer version made this database ({newer[0]}); upgrade taizhang first",
        )
    if wanted and not embedded():
        raise not_done(
            f"数据库结构需要升级（{len(wanted)} 步）；请先备份，再运行 taizhang admin migrate",
            f"the database wants {len(wanted)} migrations; back it up, then run taizhang admin migrate",
        )
    if wanted:
        keep_before_upgrade(tell)
        migrate(tell)


def warn(tell: Tell, place: Place) -> None:
    """Say what a person should know before anybody signs in."""
    if settings.TRIAL:
        tell(Words("演练模式：“今天”可以设定。", "a trial: what day it is may be set."))
    if embedded() and settings.CONFIG.number("WORKERS") > 1:
        os.environ["TAIZHANG_WORKERS"] = "1"
        tell(Words("SQLite 只用 1 个网页进程。", "with SQLite there is one web process."))
    if place.host not in {"127.0.0.1", "localhost", "::1"} and settings.ALLOWED_HOSTS == LOCAL:
        tell(
            Words(
                "其他机器要访问，请把主机名写进 TAIZHANG_ALLOWED_HOSTS。",
                "for other machines, name this host in TAIZHANG_ALLOWED_HOSTS.",
            )
        )
    if not User.objects.exists():
        tell(Words("还没有账户：请运行 taizhang admin create。", "nobody can sign in yet: run taizhang admin create."))


LOCAL = ["localhost", "127.0.0.1", "[::1]"]
