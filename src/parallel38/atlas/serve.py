"""Starting the atlas: the bundle, the runs, the port, the browser."""

import contextlib
import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from parallel38.atlas import bundle
from parallel38.complaint import Complaint

if TYPE_CHECKING:
    from parallel38.atlas.library import Library

HOST = "127.0.0.1"
PORT = 3838
TRIES = 20  # ports tried behind the first, when none was asked for
RUNS = Path("runs")
FIRST_WARS = 24  # wars of the small ensemble that is fought where there is no run yet
FIRST = "korea1950"


def serve(folders: list[Path], port: int | None, browser: bool, say: Callable[[str], None]) -> None:
    """Serve the atlas until it is interrupted.

    Raises `Complaint` when something that it needs is missing.
    """
    try:
        import uvicorn

        from parallel38.atlas.app import create_app
    except ImportError as missing:
        raise Complaint(
            f"the atlas needs {missing.name}; install it with: pip install 'parallel38[atlas]'"
        ) from missing
    from parallel38.atlas.jobs import Jobs
    from parallel38.atlas.library import Library
    from parallel38.atlas.shelf import refuse_strange

    refuse_strange(folders)
    page = bundle.ready(say)
    library, jobs = Library(folders or [RUNS]), Jobs()
    with contextlib.closing(listener(port)) as door:
        address = f"http://{HOST}:{door.getsockname()[1]}/"
        if not library.runs():
            say(f"No run yet: {FIRST_WARS} wars are fought now; the page shows how far they are.")
            first_run(jobs)
        say(f"The atlas is at {address} (Ctrl-C ends it)")
        if browser:
            threading.Timer(0.8, webbrowser.open, (address,)).start()
        threading.Thread(target=warm, args=(library,), daemon=True).start()
        app = create_app(library, jobs, page)
        server = uvicorn.Server(
            uvicorn.Config(
                app, log_level="warning", access_log=False, timeout_keep_alive=30,
                limit_concurrency=400, server_header=False, lifespan="off",
            )
        )  # fmt: skip
        try:
            server.run(sockets=[door])
        finally:
            jobs.close()


def first_run(jobs: "object") -> None:
    """Ask for the small ensemble of a first start."""
    from parallel38.atlas.jobs import Jobs

    assert isinstance(jobs, Jobs)
    folder = RUNS / f"{FIRST}-first"
    arguments = ["run", FIRST, "--replicas", str(FIRST_WARS), "--out", str(folder)]
    jobs.ask("first", FIRST, arguments, folder, FIRST_WARS)


def warm(library: "Library") -> None:
    """Open the latest run before anybody asks, so that the first page comes at once."""
    from parallel38.atlas.frames import bands, chances, formations
    from parallel38.atlas.headquarters import headquarters_of_war
    from parallel38.atlas.odds import odds_of_war
    from parallel38.atlas.routes import packed

    with contextlib.suppress(Exception):  # whoever asks for it is told what is wrong
        latest = library.runs()[0]["name"]
        run = library.run(latest)
        evidence = library.evidence(run)
        run.answer("chances", lambda: chances(run))
        run.answer("bands", lambda: bands(run))
        run.answer(f"formations/{run.typical}", lambda: formations(run, run.typical))
        run.answer(f"odds/{run.typical}", lambda: odds_of_war(run.plan, run.typical))
        commands = f"headquarters/{run.typical}"
        run.answer(commands, lambda: packed(headquarters_of_war(run.plan, run.typical)))
        run.answer("conflicts", lambda: packed(evidence.conflicts))
        _ = evidence.graph


def listener(port: int | None) -> socket.socket:
    """Return a socket that listens here; without a `port`, the first free one is taken.

    Raises `Complaint` when the port is taken.
    """
    wanted = [port] if port is not None else [PORT + n for n in range(TRIES)]
    for number in wanted:
        door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, number))
        except (OSError, OverflowError):
            door.close()
            continue
        door.listen(256)
        return door
    if port is not None:
        raise Complaint(f"port {port} is taken or not allowed; choose another with --port")
    raise Complaint(f"the ports {wanted[0]} to {wanted[-1]} are taken; choose one with --port")
