"""The same desk for each peer, object by object, one file for each pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.desk import Pipeline

_OCTODNS = """\
providers:
  files:
    class: octodns.provider.yaml.YamlProvider
    directory: ./config
    default_ttl: 3600
  account:
    class: octodns.provider.yaml.YamlProvider
    directory: ./account
    default_ttl: 3600
zones:
"""


def write_terraform(folder: Path, pipelines: tuple[Pipeline, ...]) -> None:
    """A `terraform_data` for each object; statuses refer to their pipeline, rules to statuses."""
    folder.mkdir(parents=True)
    for pipeline in pipelines:
        path = folder / f"{pipeline.key}.tf"
        path.write_text(_terraform(pipeline), encoding="utf-8")


def _terraform(pipeline: Pipeline) -> str:
    key = pipeline.key
    blocks = [
        f"# Where {pipeline.team} works. Ask its lead before you change the order.",
        _block(f"{key}_pipeline", [f'name = "{pipeline.name}"']),
    ]
    for status in pipeline.statuses:
        settings = [
            f"pipeline = terraform_data.{key}_pipeline.id",
            f'name     = "{status.name}"',
            f'state    = "{status.state}"',
        ]
        blocks.append(_block(f"{key}_{status.key}", settings))
    new, second, *_ = (f"terraform_data.{key}_{each.key}.id" for each in pipeline.statuses)
    rules = [
        f"create_only_in     = [{new}]",
        f"no_skipping        = [{new}, {second}]",
        "no_moving_backward = false",
    ]
    return "\n".join([*blocks, _block(f"{key}_rules", rules)])


def _block(name: str, settings: list[str]) -> str:
    inner = "".join(f"    {setting}\n" for setting in settings)
    return f'resource "terraform_data" "{name}" {{\n  input = {{\n{inner}  }}\n}}\n'


def change_terraform(folder: Path, pipelines: tuple[Pipeline, ...]) -> None:
    """Another name for the first pipeline."""
    path = folder / f"{pipelines[0].key}.tf"
    text = path.read_text(encoding="utf-8")
    changed = text.replace(f'"{pipelines[0].name}"', '"Another name"')
    path.write_text(changed, encoding="utf-8")


def write_octodns(folder: Path, pipelines: tuple[Pipeline, ...]) -> None:
    """A zone for each pipeline, a TXT record for each object, from YAML files to YAML files."""
    (folder / "config").mkdir(parents=True)
    (folder / "account").mkdir()
    zones = ""
    for pipeline in pipelines:
        zone = f"{pipeline.key.replace('_', '-')}.example.com."
        zones += f"  {zone}:\n    sources: [files]\n    targets: [account]\n"
        path = folder / "config" / f"{zone}yaml"
        path.write_text(_octodns(pipeline), encoding="utf-8")
    (folder / "config.yaml").write_text(_OCTODNS + zones, encoding="utf-8")


def _octodns(pipeline: Pipeline) -> str:
    names = [status.name for status in pipeline.statuses]
    records = [
        _record("pipeline", [f"name={pipeline.name}"]),
        _record("rules", [f"create_only_in={names[0]}", f"no_skipping={','.join(names[:2])}"]),
    ]
    records += [
        _record(f"status-{number:02}", [f"name={status.name}", f"state={status.state}"])
        for number, status in enumerate(pipeline.statuses, 1)
    ]
    comment = f"# Where {pipeline.team} works. Ask its lead before you change the order.\n"
    return comment + "".join(records)


def _record(name: str, values: list[str]) -> str:
    inner = "".join(f"    - {value}\n" for value in values)
    return f"{name}:\n  type: TXT\n  values:\n{inner}"
