"""The atlas as somebody meets it who means it ill: a clear sentence, and nothing else."""

import gzip
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from atlas_runs import NAME, client, run_of
from parallel38.atlas.app import LARGEST_BODY, LARGEST_HEAD
from parallel38.atlas.jobs import MOST_WAITING, Jobs

JSON = {"Content-Type": "application/json"}
FLOOD = 1000  # questions asked of a queue that is full
PATIENCE = 30.0  # [s]


@pytest.fixture(scope="module")
def atlas() -> TestClient:
    return client(run_of("isthmus"))


@pytest.mark.parametrize(
    ("headers", "body", "words"),
    [
        (JSON, b'{"run":', "no JSON"),
        (JSON, b"", "the body: is missing"),
        (JSON, b"[]", "JSON object"),
        (JSON, b"[" * 7000 + b"]" * 7000, "the body"),
        (JSON, b'{"a":' * 2500, "no JSON"),
        (JSON, b'{"run":"small","replicas":1}', "replicas: must be at least 8"),
        (JSON, b'{"run":"small","replicas":"many"}', "replicas: must be a whole number"),
        (JSON, b'{"run":"small","set":{"supply.road":[]}}', "set.supply.road: must be a number"),
        (JSON, b'{"run":"small","out":"/tmp"}', "out: is nothing that can be asked for"),
        (JSON, b'{"run":"small","since":"soon"}', "write the day as year-month-day"),
        (JSON | {"X-Long": "x" * LARGEST_HEAD}, b"{}", "the head of a request"),
        (JSON, b"\xff\xfe{}", "body"),
        (JSON, b'{"run":"small","set":{"supply.road":NaN}}', "nan"),
        (JSON, b'{"run":"small","set":{"supply.road":1e999}}', "inf"),
        (JSON, b'{"run":"small","case":"\\ud800"}', "case"),
        (JSON, b'{"run":"../small"}', "nothing can be called that"),
        (JSON, b'{"run":"small","replicas":1e30}', "replicas"),
        ({}, b'{"run":"small"}', "say that it is JSON"),
        (JSON, b"x" * (LARGEST_BODY + 1), "at most"),
        (JSON | {"Transfer-Encoding": "chunked"}, b"{}", "how long"),
    ],
)  # fmt: skip
def test_a_bad_question_is_refused_in_one_sentence(
    atlas: TestClient, headers: dict[str, str], body: bytes, words: str
) -> None:
    answer = atlas.post("/api/jobs", content=body, headers=headers)
    assert 400 <= answer.status_code < 500
    detail = answer.json()["detail"]
    assert words in detail
    assert "\n" not in detail
    assert "Input should" not in detail
    assert len(detail) < 250


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "127.0.0.1:x"])
def test_other_names_of_this_machine_are_refused(atlas: TestClient, host: str) -> None:
    answer = atlas.get("/api/runs", headers={"Host": host})
    assert answer.status_code == 400
    assert "alone" in answer.json()["detail"]


def test_what_the_page_was_made_of_is_not_served(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<title>x</title>")
    (tmp_path / ".made-of").write_text("x")
    served = client(run_of("isthmus"), bundle=tmp_path)
    assert served.get("/.made-of").status_code == 404
    assert served.get("/").status_code == 200


def test_a_head_is_answered_like_a_get(atlas: TestClient) -> None:
    assert atlas.head("/api/runs").status_code == 200
    assert atlas.head("/nothing").status_code == 404


def test_who_takes_no_gzip_gets_none(atlas: TestClient) -> None:
    path = f"/api/runs/{NAME}"
    plain = atlas.get(path, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    with atlas.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        squeezed = b"".join(answer.iter_raw())
    assert json.loads(gzip.decompress(squeezed)) == plain.json()


def test_the_page_travels_gzipped(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<title>parallel38</title>" * 40)
    served = client(run_of("isthmus"), bundle=tmp_path)
    answer = served.get("/", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"].startswith("text/html")
    assert int(answer.headers["content-length"]) < 200
    assert answer.text == served.get("/", headers={"Accept-Encoding": "identity"}).text


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Jobs]:
    jobs = Jobs([sys.executable, "-c", "import time; time.sleep(600)"])
    for n in range(MOST_WAITING):
        jobs.ask("whatif", "T", [str(n)], tmp_path / str(n), 8)
    yield jobs
    jobs.close()


def test_a_thousand_questions_leave_the_queue_as_it_is(full: Jobs) -> None:
    atlas = client(run_of("isthmus"), jobs=full)
    began = time.monotonic()
    for n in range(FLOOD):
        wish = {"run": NAME, "set": {"supply.road": 1.5 + n / 10_000}}
        answer = atlas.post("/api/jobs", json=wish)
        assert answer.status_code == 409
        assert "waiting already" in answer.json()["detail"]
    assert time.monotonic() - began < PATIENCE
    assert len(full.all()) == MOST_WAITING
