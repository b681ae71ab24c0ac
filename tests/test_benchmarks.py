from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from benchmarks import cases, desk, peers
from benchmarks.cases import Lines
from benchmarks.measure import Row, Sample, medians
from benchmarks.report import Sitting, report
from benchmarks.tools import OCTODNS, OURS, TERRAFORM
from pipelinectl.cli.main import run

if TYPE_CHECKING:
    from pathlib import Path

SMALL = 24 + 4


def test_a_desk_has_exactly_the_objects_that_were_asked_for() -> None:
    for objects in (100, 1_000, 10_000):
        assert sum(each.objects for each in desk.desk(objects)) == objects


@pytest.mark.parametrize("objects", [0, 3, 25])
def test_what_is_left_over_must_make_a_pipeline(objects: int) -> None:
    with pytest.raises(ValueError, match="cannot be made of pipelines"):
        desk.desk(objects)


def test_the_desk_is_valid(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk.write_project(tmp_path, desk.desk(SMALL), "http://127.0.0.1:1")
    desk.add_environment(tmp_path)
    assert run(["validate", "--quiet", str(tmp_path)]) == 0
    written = capsys.readouterr()
    assert written.err == ""
    assert written.out == "Valid: 3 pipelines, 22 statuses (checked for measured, second).\n"


def test_one_field_changes_in_one_file(tmp_path: Path) -> None:
    pipelines = desk.desk(SMALL)
    desk.write_project(tmp_path, pipelines, "http://127.0.0.1:1")
    files = sorted((tmp_path / "pipelines").iterdir())
    before = [each.read_text(encoding="utf-8") for each in files]
    desk.change_one_field(tmp_path, pipelines)
    after = [each.read_text(encoding="utf-8") for each in files]
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [(changed[0][0], changed[0][0].replace("Billing Iberia 1", "Another name"))]


def test_terraform_has_a_resource_for_each_object(tmp_path: Path) -> None:
    pipelines = desk.desk(4)
    peers.write_terraform(tmp_path / "desk", pipelines)
    files = list((tmp_path / "desk").iterdir())
    assert [each.name for each in files] == ["billing_1.tf"]
    assert files[0].read_text(encoding="utf-8") == dedent("""\
        # Where Billing works. Ask its lead before you change the order.
        resource "terraform_data" "billing_1_pipeline" {
          input = {
            name = "Billing Iberia 1"
          }
        }

        resource "terraform_data" "billing_1_new" {
          input = {
            pipeline = terraform_data.billing_1_pipeline.id
            name     = "New"
            state    = "open"
          }
        }

        resource "terraform_data" "billing_1_closed" {
          input = {
            pipeline = terraform_data.billing_1_pipeline.id
            name     = "Closed"
            state    = "closed"
          }
        }

        resource "terraform_data" "billing_1_rules" {
          input = {
            create_only_in     = [terraform_data.billing_1_new.id]
            no_skipping        = [terraform_data.billing_1_new.id, terraform_data.billing_1_closed.id]
            no_moving_backward = false
          }
        }
        """)  # noqa: E501 - as in the file


def test_octodns_has_a_record_for_each_object(tmp_path: Path) -> None:
    peers.write_octodns(tmp_path, desk.desk(4))
    zone = (tmp_path / "config" / "billing-1.example.com.yaml").read_text(encoding="utf-8")
    assert zone == dedent("""\
        # Where Billing works. Ask its lead before you change the order.
        pipeline:
          type: TXT
          values:
            - name=Billing Iberia 1
        rules:
          type: TXT
          values:
            - create_only_in=New
            - no_skipping=New,Closed
        status-01:
          type: TXT
          values:
            - name=New
            - state=open
        status-02:
          type: TXT
          values:
            - name=Closed
            - state=closed
        """)


def test_medians_are_taken_of_each_number() -> None:
    samples = [
        Sample(3.0, 1.0, 50.0, 10.0, 4.0, 0.5),
        Sample(1.0, 2.0, 70.0, 10.0, 4.0, 0.1),
        Sample(2.0, 3.0, 60.0, 10.0, 4.0, 0.3),
    ]
    assert medians(samples) == Sample(2.0, 2.0, 60.0, 10.0, 4.0, 0.3)
    assert medians([Sample(1.0, 1.0, 1.0, 0.0)]).in_calls is None


def _sitting() -> Sitting:
    rows = [
        Row(cases.VERSION, 0, OURS, 6, Sample(0.030, 0.020, 11, 0)),
        Row(cases.VERSION, 0, TERRAFORM, 6, Sample(0.040, 0.030, 54, 0)),
        Row(cases.HELP, 0, OURS, 6, Sample(0.060, 0.050, 15, 0)),
        Row(cases.HELP, 0, TERRAFORM, 6, Sample(0.050, 0.030, 54, 0)),
        Row(cases.VALIDATE, 1000, OURS, 3, Sample(0.300, 0.250, 36, 0)),
        Row(cases.VALIDATE, 1000, TERRAFORM, 3, Sample(0.600, 0.700, 120, 0)),
        Row(cases.VALIDATE, 10000, OURS, 3, Sample(0.900, 0.800, 70, 0)),
        Row(cases.VALIDATE, 10000, TERRAFORM, 3, Sample(6.000, 7.000, 600, 0)),
        Row(cases.NOTHING, 1000, OURS, 3, Sample(1.500, 0.900, 50, 300, 86, 1.2)),
        Row(cases.NOTHING, 1000, TERRAFORM, 1, Sample(5.000, 6.000, 300, 9000)),
        Row(cases.ONE, 1000, OURS, 3, Sample(1.600, 0.900, 50, 2044, 86, 1.2)),
    ]
    return Sitting(
        date="2030-01-02",
        machine="2 cores",
        versions={OURS: "pipelinectl 1.0", TERRAFORM: "Terraform v1"},
        runs=3,
        lines=[Lines(1000, 84, {OURS: 1924, TERRAFORM: 7900})],
        rows=rows,
    )


def test_the_page_of_fixed_numbers() -> None:

    assert report(_sitting()) == EXPECTED.removeprefix("\n")


def test_absent_peers_are_named() -> None:
    assert f"- Peers that are absent: {OCTODNS}, check-jsonschema\n" in report(_sitting())


EXPECTED = """
<!-- Made by `make bench`. Do not edit. -->
# Benchmark results

- Date: 2030-01-02
- Machine: 2 cores
- Versions: pipelinectl: pipelinectl 1.0; Terraform: Terraform v1
- Peers that are absent: octoDNS, check-jsonschema
- Runs of each command: 3, fewer where the table says so

## The desk

An object is one declared resource: a pipeline, a status, or the rules of a pipeline. A pipeline of
10 statuses with rules makes 12 objects in one file, with comments; a status is one line. Terraform
has a `terraform_data` for each object, octoDNS a TXT record for each object in a zone for each
pipeline, and check-jsonschema reads the files of pipelinectl. The targets were set with objects of
64 lines, each in a file of its own: here an object is much smaller for every tool alike, so take
the ratios of this page and no absolute times. A real HubSpot account has a few hundred objects
at most.

| objects | pipelines | lines, pipelinectl | lines, Terraform |
| --- | --- | --- | --- |
| 1,000 | 84 | 1,924 | 7,900 |

## Medians

Wall and user CPU in seconds, peak memory in MB, of whole processes that ran alternately. `calls`
are HTTP calls to an emulated account on the same machine; `in calls` the seconds in which at least
one was under way (the emulator's own work and that of the HTTP client included). A ratio below 1
means that pipelinectl takes less than that tool.

| figure | objects | tool | wall s | CPU s | peak MB | calls | in calls s | output bytes | wall ratio | peak ratio | runs |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| start-up: --version | - | pipelinectl | 0.030 | 0.020 | 11 | - | - | - |  |  | 6 |
| start-up: --version | - | Terraform | 0.040 | 0.030 | 54 | - | - | - | 0.75 | 0.20 | 6 |
| start-up: --help | - | pipelinectl | 0.060 | 0.050 | 15 | - | - | - |  |  | 6 |
| start-up: --help | - | Terraform | 0.050 | 0.030 | 54 | - | - | - | 1.20 | 0.28 | 6 |
| validate | 1,000 | pipelinectl | 0.300 | 0.250 | 36 | - | - | - |  |  | 3 |
| validate | 1,000 | Terraform | 0.600 | 0.700 | 120 | - | - | - | 0.50 | 0.30 | 3 |
| validate | 10,000 | pipelinectl | 0.900 | 0.800 | 70 | - | - | - |  |  | 3 |
| validate | 10,000 | Terraform | 6.000 | 7.000 | 600 | - | - | - | 0.15 | 0.12 | 3 |
| plan, nothing to do | 1,000 | pipelinectl | 1.500 | 0.900 | 50 | 86 | 1.200 | - |  |  | 3 |
| plan, nothing to do | 1,000 | Terraform | 5.000 | 6.000 | 300 | - | - | - | 0.30 | 0.17 | 1 |
| plan as JSON, one field changed | 1,000 | pipelinectl | 1.600 | 0.900 | 50 | 86 | 1.200 | 2,044 |  |  | 3 |

## Targets

A row is met or missed by the medians above; it cannot be judged where the peer is absent or the
size was not measured.

| figure | target | found | result |
| --- | --- | --- | --- |
| `--version` | ≤ 1.4x `terraform version` | 0.75x | met |
| `--help` | ≤ 1.4x `terraform version` | 1.20x | met |
| validate cold, 1,000 | ≤ 0.4x Terraform | 0.50x | missed |
| validate cold, 1,000 | ≤ 0.7x octoDNS | octoDNS not measured | cannot be judged |
| validate cold, 10,000 | ≤ 0.3x Terraform | 0.15x | met |
| validate cold, 10,000 | ≤ 0.9x octoDNS | octoDNS not measured | cannot be judged |
| validate cold, 10,000, peak memory | ≤ 0.15x Terraform | 0.12x | met |
| validate cold, 10,000, peak memory | ≤ 2x octoDNS | octoDNS not measured | cannot be judged |
| validate warm, 1,000 (no cache in this release: measured cold) | ≤ 0.1x Terraform | 0.50x | missed |
| no-op plan, 1,000, calls apart | ≤ 0.05x Terraform | 0.06x | missed |
| no-op plan, 1,000, calls apart | ≤ 1x octoDNS | octoDNS not measured | cannot be judged |
| create plan, 10,000 | ≤ 0.1x Terraform | not measured | cannot be judged |
| plan JSON, one changed field of 1,000 | ≤ 1 % of Terraform's 2.08 MB | 2,044 bytes, 0.10% | met |
| growth, validate | exponent ≤ 1.05 from 1,000 to 100,000 | 0.48 from 1,000 to 10,000 | cannot be judged |
| growth, no-op plan, calls apart | exponent ≤ 1.05 from 1,000 to 100,000 | not measured | cannot be judged |
| growth, create plan, calls apart | exponent ≤ 1.05 from 1,000 to 100,000 | not measured | cannot be judged |
| growth, apply | exponent ≤ 1.05 from 1,000 to 10,000 | not measured | cannot be judged |
"""  # noqa: E501 - a page as it is written
