"""The complete example of the API notes (section 3.6): 22 lines of YAML, and the body they send."""

from __future__ import annotations

import json
from pathlib import Path

from tests.adapters.flow_shapes import checked
from tests.desk import new_desk

ROOT = Path(__file__).parents[1]
YAML = ROOT / "language/escalated.yaml"
EXPECTED = ROOT / "adapters/hubspot_flows/escalated.json"
ASIDE = {"name", "description"}
SEED = {
    "users": [{"id": "2620022", "email": "ana@acme.example", "primaryTeamId": "1001"}],
    "teams": [{"id": "1001", "name": "Tier 1", "userIds": ["2620022"]}],
}
PIPELINE = """
account: {subscriptions: {service_hub: professional}}
pipelines:
  support:
    name: Support
    statuses:
      - New
      - {key: escalated, name: Escalated, id: support_escalated}
      - {name: Closed, state: closed}
"""


def test_the_example_is_short_and_sends_the_very_body(tmp_path: Path) -> None:
    (tmp_path / "seed.json").write_text(json.dumps(SEED), encoding="utf-8")
    with new_desk(tmp_path, f"--seed={tmp_path / 'seed.json'}") as desk:
        desk.write("pipelines/support.yaml", PIPELINE)
        desk.write("pipelines/escalated.yaml", YAML.read_text(encoding="utf-8"))
        assert desk.apply().code == 0
        sent = [each["body"] for each in desk.writes() if each["path"].endswith("/flows")]
        assert desk.run("plan", "--detailed-exitcode").code == 0

    assert len(YAML.read_text(encoding="utf-8").splitlines()) < 25
    expected = json.loads(EXPECTED.read_text(encoding="utf-8"))
    assert [_without(each) for each in sent] == [_without(expected)]
    assert checked(sent[0]) == []


def _without(body: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in body.items() if name not in ASIDE}
