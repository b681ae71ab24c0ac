"""The project file: what it may say, and what no pull request gets past it."""

# ruff: noqa: E501 - a row of a table stands on one line

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pipelinectl.diagnostics import Diagnostic
from pipelinectl.project import (
    Environment,
    GitLedger,
    Project,
    load_project,
    pick_environment,
)
from pipelinectl.project.hosts import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

GOOD = """\
version: 1
configuration: pipelines
variables: {brand: Acme, seats: 3}
environments:
  sandbox:
    adapter: hubspot
    account: 1111111
    base_url: http://127.0.0.1:8787
    token_env: PIPELINECTL_SANDBOX_TOKEN
    variables: {brand: Test}
  production:
    adapter: hubspot
    account: 2222222
    token_env: PIPELINECTL_PRODUCTION_TOKEN
    protect: [pipeline.support, status.support.new, rules.support]
    limits: {max_delete: 3, max_delete_percent: 20}
    subscriptions: {service_hub: professional, marketing_hub: starter}
    add_ons: [transactional_email]
    data_privacy: true
    ledger: local
"""


def read(
    tmp_path: Path, text: str, environ: Mapping[str, str] | None = None
) -> tuple[Project | None, list[str]]:
    (tmp_path / "pipelinectl.yaml").write_text(text, encoding="utf-8")
    project, found = load_project(tmp_path, environ)
    return project, [
        f"{one.code} {one.span and one.span.line}:{one.span and one.span.column} {one.message}"
        for one in found
    ]


def project_of(tmp_path: Path, text: str = GOOD) -> Project:
    project, found = read(tmp_path, text)
    assert found == []
    assert project is not None
    return project


def test_reads_every_field(tmp_path: Path) -> None:
    project = project_of(tmp_path)
    production = project.environments["production"]
    sandbox = project.environments["sandbox"]
    assert project == Project(
        root=tmp_path,
        file="pipelinectl.yaml",
        configuration="pipelines",
        environments={"sandbox": sandbox, "production": production},
        variables={"brand": "Acme", "seats": 3},
    )
    assert production == Environment(
        name="production",
        adapter="hubspot",
        account=2222222,
        token_env="PIPELINECTL_PRODUCTION_TOKEN",
        span=production.span,
        protect=("pipeline.support", "status.support.new", "rules.support"),
        max_delete=3,
        max_delete_percent=20,
        subscriptions={"service_hub": "professional", "marketing_hub": "starter"},
        add_ons=("transactional_email",),
        data_privacy=True,
        spans=production.spans,
    )
    assert (sandbox.base_url, sandbox.span.line, sandbox.spans["account"].line) == (
        "http://127.0.0.1:8787", 5, 7
    )  # fmt: skip


def test_reads_a_ledger_in_a_git_branch(tmp_path: Path) -> None:
    for written, wanted in {
        "{git: {branch: pipelinectl-ledger}}": GitLedger("pipelinectl-ledger", "origin"),
        "{git: {branch: a/b.c, remote: up_1}, x-a: 1}": GitLedger("a/b.c", "up_1"),
        "{git: {branch: a, remote: ~, x-a: 1}}": GitLedger("a", "origin"),
        "local": None,
        "~": None,
    }.items():
        project = project_of(tmp_path, environment(ledger=written))
        assert project.environments["e"].ledger == wanted


def test_the_least_project_file(tmp_path: Path) -> None:
    assert project_of(tmp_path, "version: 1") == Project(tmp_path, "pipelinectl.yaml")


def test_nearer_variables_win(tmp_path: Path) -> None:
    project = project_of(tmp_path)
    given = project.variables_of(project.environments["sandbox"], {"seats": 9})
    assert given == {"brand": "Test", "seats": 9}
    assert project.variables_of(None) == {"brand": "Acme", "seats": 3}


def environment(**fields: str) -> str:
    lines = {"adapter": "hubspot", "account": "1", "token_env": "PIPELINECTL_T"} | fields
    return "version: 1\nenvironments:\n  e:\n" + "".join(
        f"    {name}: {value}\n" for name, value in lines.items() if value != "-"
    )


FAULTS: dict[str, tuple[str, list[str]]] = {
    "no version": ("configuration: x", ["PC102 1:1 The project file lacks the field `version`."]),
    "another version": ("version: 2", ["PC107 1:10 The project file has version 2; this release reads version 1."]),
    "a version in quotes": ('version: "1"', ["PC107 1:10 The project file has version '1'; this release reads version 1."]),
    "a field with a slip": ("version: 1\nenviroments: {}", ["PC101 2:1 The field `enviroments` is unknown here."]),
    "an unknown field of an environment": (environment(acount="1"), ["PC101 7:5 The field `acount` is unknown here."]),
    "a list of environments": ("version: 1\nenvironments: [a]", ["PC103 2:15 `environments` takes a mapping, not a list."]),
    "an empty environment": ("version: 1\nenvironments:\n  e:", ["PC102 3:3 The environment `e` is empty."]),
    "a name that is a path": ("version: 1\nenvironments:\n  ../e: {adapter: hubspot, account: 1, token_env: PIPELINECTL_T}", ["PC106 3:3 The environment name `../e` is not lower case letters, digits, `-` and `_`."]),
    "nothing in an environment": ("version: 1\nenvironments:\n  e: {}", ["PC102 3:3 `e` lacks the field `adapter`.", "PC102 3:3 `e` lacks the field `account`.", "PC102 3:3 `e` lacks the field `token_env`."]),
    "another adapter": (environment(adapter="zendesk"), ["PC105 4:14 `adapter` takes `hubspot`, not `zendesk`."]),
    "an account in quotes": (environment(account='"1"'), ["PC103 5:14 `account` takes a whole number, not a text."]),
    "account 0": (environment(account="0"), ["PC105 5:14 `account` is 0; it takes a number at least 1."]),
    "a boolean as account": (environment(account="true"), ["PC103 5:14 `account` takes a whole number, not a boolean."]),
    "a number as token variable": (environment(token_env="5"), ["PC104 6:16 `token_env` takes a text; `5` is a number."]),
    "a foreign token variable": (environment(token_env="AWS_SECRET"), ["PC121 6:16 `token_env` is not `PIPELINECTL_` followed by upper case letters, digits and `_`."]),
    "a token instead of a name": (environment(token_env="pat-na1-x"), ["PC121 6:16 `token_env` is not `PIPELINECTL_` followed by upper case letters, digits and `_`."]),
    "the variable of the address as token": (environment(token_env="PIPELINECTL_BASE_URL"), ["PC121 6:16 `token_env` names PIPELINECTL_BASE_URL, which is not for tokens."]),
    "an empty text": (environment(token_env='" "'), ["PC112 6:16 `token_env` is empty."]),
    "a foreign base_url": (environment(base_url="https://evil.example"), ["PC122 7:15 `base_url` leads to a host that is neither the vendor's nor this machine."]),
    "protect that is no list": (environment(protect="pipeline.a"), ["PC103 7:14 `protect` takes a list, not a text."]),
    "protect of what is no address": (environment(protect="[pipeline.a, 'status.a', 'pipeline.*', 3]"), ["PC104 7:53 `protect[3]` takes a text; `3` is a number.", "PC105 7:27 `status.a` is not an address that can be protected.", "PC105 7:39 `pipeline.*` is not an address that can be protected."]),
    "limits out of bounds": (environment(limits="{max_delete: -1, max_delete_percent: 101}"), ["PC105 7:26 `max_delete` is -1; it takes a number at least 0.", "PC105 7:50 `max_delete_percent` is 101; it takes a number from 0 to 100."]),
    "another level": (environment(subscriptions="{service_hub: Professional}"), ["PC105 7:34 `service_hub` takes `free`, `starter`, `professional` or `enterprise`, not `Professional`."]),
    "another hub": (environment(subscriptions="{sevice_hub: free}"), ["PC101 7:21 The field `sevice_hub` is unknown here."]),
    "a text as boolean": (environment(data_privacy="yes"), ["PC103 7:19 `data_privacy` takes `true` or `false`, not a text."]),
    "a ledger in a word": (environment(ledger="git"), ["PC105 7:13 `ledger` takes `local` or a mapping with the field `git`."]),
    "a ledger of a later release": (environment(ledger="{s3: {bucket: x}}"), ["PC101 7:14 The field `s3` is unknown here."]),
    "an empty ledger": (environment(ledger="{}"), ["PC102 7:5 `ledger` lacks the field `git`."]),
    "a ledger branch that is a text": (environment(ledger="{git: pipelinectl-ledger}"), ["PC103 7:19 `git` takes a mapping, not a text."]),
    "a git ledger without a branch": (environment(ledger="{git: {remote: origin}}"), ["PC102 7:14 `git` lacks the field `branch`."]),
    "an unknown field of a git ledger": (environment(ledger="{git: {branch: a, url: x}}"), ["PC101 7:31 The field `url` is unknown here."]),
    "a branch that is an option": (environment(ledger="{git: {branch: '--exec=x'}}"), ["PC106 7:28 `branch` is not the name of a branch: `--exec=x`."]),
    "a branch that is a refspec": (environment(ledger="{git: {branch: 'a:refs/heads/main'}}"), ["PC106 7:28 `branch` is not the name of a branch: `a:refs/heads/main`."]),
    "a remote that is a URL": (environment(ledger="{git: {branch: a, remote: 'ext::sh -c id'}}"), ["PC106 7:39 `remote` is not the name of a remote: `ext::sh -c id`."]),
    "a remote that is a folder": (environment(ledger="{git: {branch: a, remote: ./evil}}"), ["PC106 7:39 `remote` is not the name of a remote: `./evil`."]),
    "a list as variable": ("version: 1\nvariables: {a: [1]}", ["PC103 2:16 The variable `a` is a list; it takes a text, a number or a boolean."]),
    "an empty variable": ("version: 1\nvariables: {a: }", ["PC103 2:13 The variable `a` is empty; it takes a text, a number or a boolean."]),
    "a variable name with a space": ("version: 1\nvariables: {a b: 1}", ["PC106 2:13 The variable name `a b` is not letters, digits, `-` and `_`."]),
    "a folder outside": ("version: 1\nconfiguration: ../x", ["PC016 2:16 `configuration: ../x` leads out of the project folder."]),
    "an absolute folder": ("version: 1\nconfiguration: /etc", ["PC016 2:16 `configuration: /etc` leads out of the project folder."]),
    "a list at the top": ("- a", ["PC017 1:1 The file holds a list; a configuration file is a mapping."]),
    "no YAML": ("version: [", ["PC004 1:11 The file ends inside a bracket."]),
    "nothing": ("# nothing", ["PC102 None:None pipelinectl.yaml is empty."]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), FAULTS.values(), ids=FAULTS.keys())
def test_refuses(tmp_path: Path, text: str, wanted: list[str]) -> None:
    project, found = read(tmp_path, text)
    assert found == wanted
    assert project is None or project.environments == {}


def test_all_faults_come_in_one_run_and_sound_environments_stay(tmp_path: Path) -> None:
    project, found = read(tmp_path, GOOD.replace("1111111", "x").replace("[transac", "[1, transac"))
    assert [one.split()[0] for one in found] == ["PC103", "PC104"]
    assert project is not None
    assert (project.environments, project.faulty) == ({}, ("sandbox", "production"))


def test_a_folder_behind_a_link_outside_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (root / "pipelines").symlink_to(tmp_path)
    _, found = read(root, "version: 1\nconfiguration: pipelines")
    assert found == ["PC016 2:16 `configuration: pipelines` leads out of the project folder."]


def test_a_project_file_behind_a_link_outside_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (tmp_path / "other.yaml").write_text("version: 1")
    (root / "pipelinectl.yaml").symlink_to(tmp_path / "other.yaml")
    project, found = load_project(root)
    assert (project, [one.code for one in found]) == (None, ["PC016"])


def test_the_file_is_looked_for_above_up_to_the_repository(tmp_path: Path) -> None:
    (tmp_path / "pipelinectl.yaml").write_text("version: 1")
    below = tmp_path / "repository" / "deep"
    below.mkdir(parents=True)
    project, _ = load_project(below)
    assert project is not None
    assert project.root == tmp_path
    (tmp_path / "repository" / ".git").mkdir()
    project, found = load_project(below)
    assert (project, [one.code for one in found]) == (None, ["PC120"])


ALLOWED = [
    "https://api.hubapi.com", "https://api.hubapi.com/", "https://API.HubApi.com",
    "https://api.hubapi.com:443", "https://api-eu1.hubapi.com", "http://127.0.0.1:8787",
    "http://127.8.9.1", "https://localhost:1", "http://LOCALHOST", "http://[::1]:80",
    "http://[0:0:0:0:0:0:0:1]", "http://127.0.0.1:8787/account/a",
]  # fmt: skip
REFUSED = [
    "http://api.hubapi.com", "https://api.hubapi.com:8443", "https://hubapi.com.evil.example",
    "https://evilhubapi.com", "https://hubapi.com", "https://api.hubapi.com.", "https://evil.example",
    "http://127.0.0.1@evil.example", "http://127.0.0.1:80@evil.example", "https://a:b@api.hubapi.com",
    "http://localhost.evil.example", "http://localhost.", "http://127.0.0.1.evil.example",
    "http://127.1", "http://2130706433", "http://0x7f.0.0.1", "http://0177.0.0.1", "http://0.0.0.0",
    "http://[::1%25lo]", "http://[::1%lo]", "http://[::ffff:127.0.0.1]", "http://[::]", "http://[::1",
    "https://api.hubapi.com\\@evil.example", "https:\\\\api.hubapi.com", "https:/api.hubapi.com",
    "https:api.hubapi.com", "//api.hubapi.com", "api.hubapi.com", "ftp://api.hubapi.com",
    "file:///etc/passwd", "https://api.hubapi.com?x=1", "https://api.hubapi.com#x",
    "https://api.hubapi.com/?x", "https://api.hubapi.com/../x", "https://api.hubapi.com/%2e%2e",
    "https://api.hubapi.com\n.evil.example", " https://api.hubapi.com", "https://api.hubapi.com ",
    "https://evil.example/.hubapi.com", "https://evil.example#.hubapi.com", "https://\uff41pi.hubapi.com",
    "https://evil.example\t.hubapi.com", "https://.hubapi.com", "https://-.hubapi.com",
    "http://127.0.0.1:0", "http://127.0.0.1:65536", "http://127.0.0.1:", "http://127.0.0.1:\uff11",
    "https://\u017f.hubapi.com", "https://evil.example/@api.hubapi.com", "http://10.0.0.1", "",
]  # fmt: skip


@pytest.mark.parametrize("url", ALLOWED, ids=repr)
def test_a_token_may_go_to(url: str) -> None:
    assert refusal(url, None) is None


@pytest.mark.parametrize("url", REFUSED, ids=repr)
def test_no_token_goes_to(url: str) -> None:
    assert refusal(url, None) is not None


def test_another_address_must_be_repeated_exactly(tmp_path: Path) -> None:
    text = environment(base_url="https://proxy.example/hubspot")
    variants = ["https://proxy.example/hubspot", "https://proxy.example/hubspot/", "", None]
    results: list[Any] = []
    for repeated in variants:
        environ = {} if repeated is None else {"PIPELINECTL_BASE_URL": repeated}
        results.append(len(read(tmp_path, text, environ)[1]))
    assert results == [0, 1, 1, 1]
    assert refusal("https://u@proxy.example", "https://u@proxy.example") is not None


ONE = "version: 1\nenvironments: {e: {adapter: hubspot, account: 1, token_env: PIPELINECTL_T}}"
BROKEN = GOOD.replace("account: 1111111", "account: x")
PICKS: dict[str, tuple[str, str | None, str]] = {
    "the only one without a name": (ONE, None, "e"),
    "one by its name": (GOOD, "sandbox", "sandbox"),
    "none of several without a name": (GOOD, None, "There are 2 environments: production, sandbox."),
    "an unknown one": (GOOD, "prodction", "There is no environment `prodction`; there are: production, sandbox."),
    "none where there is none": ("version: 1", None, "pipelinectl.yaml names no environment."),
    "a faulty one": (BROKEN, "sandbox", "The environment `sandbox` has errors in pipelinectl.yaml."),
    "not the only sound one without a name": (BROKEN, None, "There are 2 environments: production, sandbox."),
}  # fmt: skip


@pytest.mark.parametrize(("text", "name", "wanted"), PICKS.values(), ids=PICKS.keys())
def test_picks(tmp_path: Path, text: str, name: str | None, wanted: str) -> None:
    project, _ = read(tmp_path, text)
    assert project is not None
    picked = pick_environment(project, name)
    assert (picked.message if isinstance(picked, Diagnostic) else picked.name) == wanted


def test_an_unknown_environment_is_guessed(tmp_path: Path) -> None:
    picked = pick_environment(project_of(tmp_path), "prodction")
    assert isinstance(picked, Diagnostic)
    assert picked.hint == "Did you mean `production`?"
