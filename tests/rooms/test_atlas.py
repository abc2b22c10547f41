"""The server of the atlas: what it tells is what the run holds, and nothing else can be had."""

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from fastapi.testclient import TestClient

from atlas_runs import NAME, WARS, client, run_of
from parallel38.atlas import replay
from parallel38.atlas.opened import OpenRun
from parallel38.atlas.serve import listener
from parallel38.atlas.shelf import refuse_strange, runs_in
from parallel38.atlas.wire import decode
from parallel38.complaint import Complaint
from parallel38.ensemble.design import design, fight_war, open_design
from parallel38.ensemble.record import DECISIONS

SMALL = "isthmus"


@pytest.fixture(scope="module")
def atlas() -> TestClient:
    return client(run_of(SMALL))


@pytest.fixture(scope="module")
def opened() -> OpenRun:
    return OpenRun(NAME, run_of(SMALL))


def told(atlas: TestClient, path: str) -> tuple[dict, dict]:
    answer = atlas.get(f"/api/runs/{NAME}/{path}")
    assert answer.status_code == 200, answer.text
    return decode(answer.content)


def test_the_runs_are_listed_without_their_folders(atlas: TestClient) -> None:
    found = atlas.get("/api/runs").json()["runs"]
    assert [(run["name"], run["wars"]) for run in found] == [(NAME, WARS)]
    assert str(run_of(SMALL).parent) not in atlas.get("/api/runs").text


def test_a_run_says_what_makes_it_again(atlas: TestClient) -> None:
    run = atlas.get(f"/api/runs/{NAME}").json()
    assert run["command"].startswith("parallel38 run isthmus")
    assert run["typical"] in run["numbers"]


def test_the_chances_are_those_of_the_wars(atlas: TestClient, opened: OpenRun) -> None:
    _, planes = told(atlas, "chances")
    days = np.array([0, 7, opened.days - 1])
    maps = opened.replay.maps(days)  # (t, w, n)
    assert np.array_equal(planes["south"][:, days].T, np.rint(maps.mean(axis=1) * 250))


def test_the_bands_are_the_quantiles_of_the_series(atlas: TestClient, opened: OpenRun) -> None:
    header, planes = told(atlas, "bands")
    series = opened.replay.series("stock_south", True)
    row = header["quantiles"].index(0.5)
    assert np.allclose(planes["stock_south"][row] * 0.01, np.median(series, axis=0), atol=0.0051)


def test_one_war_is_told_as_it_was_kept(atlas: TestClient) -> None:
    header, planes = told(atlas, "wars/3/control")
    kept = pl.read_parquet(run_of(SMALL) / "holders.parquet").filter(pl.col("war") == 3)
    for name in ("day", "cell", "side"):
        assert planes[name].tolist() == kept[name].to_list()
    row = pl.read_parquet(run_of(SMALL) / "wars.parquet").row(3, named=True)
    assert header["decisions"] == {name: row[name] for name in DECISIONS}


def test_formations_are_where_the_war_put_them(atlas: TestClient, opened: OpenRun) -> None:
    header, planes = told(atlas, "wars/2/formations")
    assert planes["cell"].shape == (len(opened.scenario.formations), opened.days)
    own = opened.scenario.state0.formations
    field = planes["status"][:, 0] == 1
    assert field.any()
    assert (planes["men"][field, 0] <= np.asarray(own.toe)[field] * 1.5).all()
    assert (planes["cell"][field, 0] >= 0).all()
    assert 0 <= header["last"] < opened.days


def test_a_war_that_cannot_be_fought_again_is_refused(opened: OpenRun) -> None:
    changes = opened.changes_of(1)
    replay.march(opened.plan, opened.scenario, 1, changes)
    other = np.vstack([changes, [[1, 0, 1]]])
    with pytest.raises(Complaint, match="cannot be fought again as it was"):
        replay.march(opened.plan, opened.scenario, 1, other)


@pytest.mark.parametrize("other", [{"since": 9}, {"spread": "lhs"}, {"common": True}])
def test_wars_of_every_kind_of_design_are_fought_again_as_they_were(other: dict[str, Any]) -> None:
    plan = design(SMALL, set={"combat.noise": 0.6}, replicas=8, days=20, **other)
    for war in (1, 5):
        kept = fight_war(plan, war).changes.astype(np.int64)
        assert len(kept) > 0
        replay.march(plan, open_design(plan), war, kept)


def test_a_refused_war_is_told_in_one_sentence(tmp_path: Path) -> None:
    copy = tmp_path / "changed"
    shutil.copytree(run_of(SMALL), copy)
    table = pl.read_parquet(copy / "holders.parquet")
    table.filter(pl.col("war") != 1).write_parquet(copy / "holders.parquet")
    answer = client(copy).get("/api/runs/changed/wars/1/formations")
    assert answer.status_code == 409
    assert "cannot be fought again" in answer.json()["detail"]


def test_an_answer_that_has_not_changed_is_not_sent_again(atlas: TestClient) -> None:
    first = atlas.get(f"/api/runs/{NAME}/chances")
    again = atlas.get(f"/api/runs/{NAME}/chances", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_evidence_of_the_great_war() -> None:
    atlas = client(run_of("korea1950", 2, 20))
    base = f"/api/runs/{NAME}/evidence"
    asked = atlas.get(f"{base}/ask", params={"q": "how many Chinese died"}).json()
    assert asked[0]["claims"]
    assert any(answer["disputes"] for answer in asked)
    figure = atlas.get(f"{base}/figure", params={"name": "losses.us.killed"}).json()
    assert {claim["quantity"] for claim in figure["claims"]} & {"killed", "deaths"}
    works = atlas.get(f"{base}/works").json()
    assert len(works) > 50
    assert all(work["title"] for work in works)
    assert len(atlas.get(f"{base}/conflicts").json()) > 50
    assert atlas.get(f"{base}/audit").json()["claims"] > 1000
    assert atlas.get(f"{base}/days/0").json()
    record = atlas.get(f"/api/runs/{NAME}/record").json()
    assert len(record["photos"]) == 61
    assert record["fronts"][0]["day"] == 0
    ground = atlas.get(f"/api/runs/{NAME}/ground").json()
    heights = ground["heights"]
    assert len(heights["values"]) % heights["columns"] == 0
    seoul = next(place for place in ground["places"] if place["id"] == "seoul")
    assert seoul["hangul"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/runs/none", 404),
        ("/api/runs/../secret", 404),
        ("/api/runs/..%2f..%2fetc", 404),
        (f"/api/runs/{NAME}/wars/99/control", 404),
        (f"/api/runs/{NAME}/wars/-1/control", 422),
        (f"/api/runs/{NAME}/wars/x/control", 422),
        (f"/api/runs/{NAME}/wars/99999999999999999999/series", 422),
        (f"/api/runs/{NAME}/cells/9999", 404),
        (f"/api/runs/{NAME}/evidence/ask", 422),
        (f"/api/runs/{NAME}/evidence/ask?q={'x' * 300}", 422),
        (f"/api/runs/{NAME}/evidence/figure?name=nothing-like-it", 409),
        ("/api/jobs/77", 404),
        ("/api/nothing", 404),
        ("/assets/../../../../etc/passwd", 404),
        (f"/{'a' * 3000}", 400),
    ],
)
def test_what_cannot_be_answered_is_said_in_one_sentence(
    atlas: TestClient, path: str, status: int
) -> None:
    answer = atlas.get(path)
    assert answer.status_code == status
    assert isinstance(answer.json()["detail"], str)
    assert "Traceback" not in answer.text


def test_only_this_machine_is_answered_and_only_its_own_page_may_ask(atlas: TestClient) -> None:
    assert atlas.get("/api/runs", headers={"Host": "evil.example"}).status_code == 400
    asked = atlas.delete("/api/jobs/1", headers={"Origin": "http://evil.example"})
    assert asked.status_code == 400
    assert atlas.post("/api/runs").status_code == 405
    long = atlas.request("POST", "/api/runs", content=b"x" * 20_000)
    assert long.status_code == 400


def test_every_answer_carries_the_policy(atlas: TestClient) -> None:
    for path in ("/api/runs", "/api/runs/none", "/nothing"):
        headers = atlas.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_only_files_of_the_page_are_served(tmp_path: Path) -> None:
    page = tmp_path / "page"
    (page / "assets").mkdir(parents=True)
    (page / "index.html").write_text("<title>x</title>")
    (page / "assets" / "a.js").write_text("1")
    (tmp_path / "secret").write_text("secret")
    (page / "link").symlink_to(tmp_path / "secret")
    atlas = client(run_of(SMALL), bundle=page)
    assert atlas.get("/").headers["cache-control"] == "no-cache"
    assert "immutable" in atlas.get("/assets/a.js").headers["cache-control"]
    for path in ("/link", "/../secret", "/%2e%2e/secret", "/assets/%2e%2e/%2e%2e/secret"):
        assert atlas.get(path).status_code == 404


def test_folders_that_hold_no_run_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Complaint, match="holds no finished run"):
        refuse_strange([tmp_path])
    (tmp_path / "half").mkdir()
    (tmp_path / "half" / "manifest.json").write_text(json.dumps({"replicas": 3, "finished": 1}))
    assert runs_in([tmp_path]) == {}


def test_runs_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    for place in ("a", "b"):
        shutil.copytree(run_of(SMALL), tmp_path / place / "run one")
    found = runs_in([tmp_path / "a", tmp_path / "b"])
    assert sorted(found) == ["run-one", "run-one-2"]


def test_a_port_that_is_taken_is_said_so() -> None:
    with listener(None) as door, pytest.raises(Complaint, match="is taken"):
        listener(door.getsockname()[1])


def test_json_is_sent_squeezed(opened: OpenRun) -> None:
    told = opened.answer("probe", lambda: gzip.compress(b"{}", mtime=0))
    assert opened.answer("probe", lambda: b"never") == told
    assert gzip.decompress(told.body) == b"{}"
