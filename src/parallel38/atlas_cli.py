"""The command that shows the war in a browser."""

from pathlib import Path
from typing import Annotated

import typer

Runs = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[RUN]...", help="Folders of runs; those below runs/ if left out."),
]
Port = Annotated[
    int | None, typer.Option(min=1, max=65535, help="Port on this machine; a free one if left out.")
]
Browser = Annotated[bool, typer.Option("--browser/--no-browser", help="Open it in a browser.")]


def atlas(runs: Runs = None, port: Port = None, browser: Browser = True) -> None:
    """Show the war in a browser: the map through time, the sources, the human ledger."""
    from parallel38.atlas.serve import serve

    serve(list(runs or ()), port, browser, lambda words: typer.echo(words, err=True))
