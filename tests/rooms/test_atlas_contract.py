"""The addresses against their own description: whatever is asked, nothing breaks."""

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from atlas_runs import NAME, client, run_of
from parallel38.atlas.app import create_app
from parallel38.atlas.jobs import Jobs
from parallel38.atlas.library import Library

APP = create_app(Library([run_of("isthmus")]), Jobs(["true"]))
SCHEMA = schemathesis.openapi.from_asgi("/api/openapi.json", APP, headers={"host": "127.0.0.1"})
EXAMPLES = 12  # requests an address


@SCHEMA.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_no_request_breaks_the_server(case: schemathesis.Case) -> None:
    if case.method == "POST":
        case.body = {**case.body, "case": "none"} if isinstance(case.body, dict) else case.body
    if "run" in case.path_parameters and case.path_parameters["run"].isalpha():
        case.path_parameters["run"] = NAME  # most names lead nowhere; these reach a run
    answer = case.call(headers={"host": "127.0.0.1"})
    assert answer.status_code < 500
    if answer.status_code >= 400:
        assert isinstance(answer.json()["detail"], str)


def test_the_description_names_every_address() -> None:
    described = client(run_of("isthmus")).get("/api/openapi.json").json()["paths"]
    assert len(described) >= 20
    writing = [path for path, methods in described.items() if {"post", "put"} & set(methods)]
    assert writing == ["/api/jobs"]
    assert "delete" in described["/api/jobs/{number}"]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "POST", "DELETE", "OPTIONS", "TRACE"])
def test_nothing_can_be_written(method: str) -> None:
    atlas = client(run_of("isthmus"))
    for path in ("/", "/api/runs", f"/api/runs/{NAME}", f"/api/runs/{NAME}/chances"):
        assert atlas.request(method, path).status_code in (400, 405)
