"""The server of the atlas: addresses, the page, and what every answer must say."""

import mimetypes
import re
from collections.abc import Awaitable, Callable, MutableMapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from parallel38.atlas.jobs import Jobs
from parallel38.atlas.library import Library
from parallel38.atlas.routes import routes
from parallel38.atlas.wire import squeezed
from parallel38.complaint import Complaint
from parallel38.version import VERSION

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

BUNDLE = Path(__file__).resolve().parent / "static"
PAGE = "index.html"
HOST = re.compile(rb"(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?")
LONGEST_ADDRESS = 2048
LARGEST_BODY = 16 << 10
LARGEST_HEAD = 16 << 10
THREADS = 160  # of readers: so many requests may wait without keeping others from the rest
POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob: data:",
    "font-src 'self'", "connect-src 'self'", "worker-src 'self'", "manifest-src 'self'",
    "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
))  # fmt: skip
ALWAYS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
OTHERS = ("Not Found", "Method Not Allowed", "There was an error parsing the body")  # not our words
WRONG = {  # with a value, by pydantic's name of the fault
    "missing": "is missing", "extra_forbidden": "is nothing that can be asked for",
    "less_than": "must be less than {lt:g}", "less_than_equal": "must be at most {le:g}",
    "greater_than": "must be more than {gt:g}", "greater_than_equal": "must be at least {ge:g}",
    "int": "must be a whole number", "float": "must be a number", "string": "must be text",
    "list": "must be a list", "dict": "must be an object", "finite_number": "must be finite",
    "string_too_long": "may have at most {max_length} letters",
    "string_too_short": "must not be empty", "string_unicode": "must be text",
    "too_long": "takes at most {max_length} entries",
    "string_pattern_mismatch": "nothing can be called that",
}  # fmt: skip
SQUEEZED = frozenset({".css", ".html", ".js", ".svg"})
FOREVER = "public, max-age=31536000, immutable"  # of files whose name changes with their content


class Guard:
    """Puts the standing headers on every answer, and turns away what is too long."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                headers += [(name.encode(), text.encode()) for name, text in ALWAYS.items()]
                message["headers"] = headers
            await send(message)

        refused = self._refused(scope)
        if refused:
            answer = JSONResponse({"detail": refused}, status_code=400)
            await answer(scope, receive, sending)
            return
        waiting = current_default_thread_limiter()  # who waits for a turn holds a thread
        waiting.total_tokens = max(waiting.total_tokens, THREADS)
        if scope["method"] == "HEAD":  # answered as a GET; the server keeps its body back
            scope = {**scope, "method": "GET"}
        await self.app(scope, receive, sending)

    @staticmethod
    def _refused(scope: Message) -> str:
        headers = {name.lower(): text for name, text in scope.get("headers", ())}
        if (
            len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b"")
            > LONGEST_ADDRESS
        ):
            return f"the address is longer than {LONGEST_ADDRESS} letters"
        if sum(len(name) + len(text) for name, text in scope.get("headers", ())) > LARGEST_HEAD:
            return f"the head of a request may have at most {LARGEST_HEAD} letters"
        if not HOST.fullmatch(headers.get(b"host", b"")):
            return "the atlas answers to 127.0.0.1 and localhost alone"
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > LARGEST_BODY:
            return f"a request may carry at most {LARGEST_BODY} bytes"
        if b"transfer-encoding" in headers:
            return "a request must say how long it is"
        origin = headers.get(b"origin")
        if origin and scope["method"] not in ("GET", "HEAD"):
            host = headers.get(b"host", b"")
            if origin != b"http://" + host:
                return "only the atlas itself may ask for work"
        return ""


def create_app(library: Library, jobs: Jobs, bundle: Path = BUNDLE) -> FastAPI:
    """Return the server over a library of runs; `bundle` holds the page."""
    app = FastAPI(
        title="parallel38 atlas",
        version=VERSION,
        description="The wars of a run, the record, the sources. Read-only but for jobs.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.add_middleware(Guard)
    app.include_router(routes(library, jobs))
    _refusals(app)
    _page(app, bundle)
    return app


def _refusals(app: FastAPI) -> None:
    """Let everything that goes wrong be said in one sentence."""

    @app.exception_handler(Complaint)
    def complained(request: Request, complaint: Complaint) -> JSONResponse:
        return JSONResponse({"detail": str(complaint)}, status_code=409)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        return JSONResponse({"detail": _fault(error.errors()[0])}, status_code=422)

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> JSONResponse:
        words = {404: "there is nothing at this address", 405: "this address can only be read"}
        words |= {400: "the body is no JSON"}
        plain = "" if error.detail in OTHERS else error.detail
        detail = plain or words.get(error.status_code, "this cannot be answered")
        return JSONResponse(
            {"detail": detail}, status_code=error.status_code, headers=error.headers
        )


def _fault(first: dict[str, Any]) -> str:
    """Return what is wrong with a request, in one sentence."""
    words = {
        "json_invalid": "the body is no JSON",
        "model_attributes_type": "the body must be a JSON object, and say that it is JSON",
    }
    if first["type"] in words:
        return words[first["type"]]
    where = ".".join(str(part) for part in first["loc"][1:]) or "the body"
    kind = first["type"].removesuffix("_parsing").removesuffix("_type").removesuffix("_from_float")
    if kind == "string_pattern_mismatch" and where == "since":
        return "since: write the day as year-month-day, for example 1950-10-19"
    if kind in WRONG:
        return f"{where}: {WRONG[kind].format(**first.get('ctx', {}))}"
    return f"{where}: {first['msg']}"


def _page(app: FastAPI, bundle: Path) -> None:
    """Serve the built page: exactly the files that lie in the bundle when the server starts."""
    files = {
        f"/{file.relative_to(bundle).as_posix()}": file
        for file in (sorted(bundle.rglob("*")) if bundle.is_dir() else ())
        if file.is_file() and not file.is_symlink() and not file.name.startswith(".")
    }

    @app.get("/", include_in_schema=False)
    @app.get("/{name:path}", include_in_schema=False)
    def page(request: Request) -> Response:
        wanted = request.url.path if request.url.path != "/" else f"/{PAGE}"
        file = files.get(wanted)
        if file is None:
            raise HTTPException(404, "there is nothing at this address")
        lasting = FOREVER if wanted.startswith("/assets/") else "no-cache"
        headers = {"Cache-Control": lasting}
        if file.suffix not in SQUEEZED:
            return FileResponse(file, headers=headers)
        headers["Vary"] = "Accept-Encoding"
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return FileResponse(file, headers=headers)
        headers["Content-Encoding"] = "gzip"
        kind = mimetypes.guess_type(file.name)[0]
        return Response(squeezed_file(file), media_type=kind, headers=headers)


@lru_cache(maxsize=64)
def squeezed_file(file: Path) -> bytes:
    """Return a file of the page gzipped; it stays as it is while the server runs."""
    return squeezed(file.read_bytes())
