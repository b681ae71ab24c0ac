"""A person who follows the printed runbook in the emulated help desk, one step after the other.

What a step asks for is taken from the step itself, as the plan's JSON has it, and the values from
what the files declare: the person types what stands there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.desk import Desk

IDENTIFIERS = ("address", "number", "page", "form", "app", "name")


@dataclass(frozen=True)
class Person:
    """Somebody with the plan on one screen and the help desk on the other.

    `files` is what the configuration declares, as plain YAML values, variables filled in.
    """

    desk: Desk
    files: Mapping[str, Any]

    def follow(self, step: Mapping[str, Any]) -> None:
        """Take one step of the runbook."""
        kind, *keys = step["address"].split(".")
        take = getattr(self, f"_{kind}")
        take(*keys)

    def channel_id(self, key: str) -> str:
        """The id of a channel that is connected, found as a person finds it: by what it is."""
        declared = self.files["channels"][key]
        shown = declared.get("form")
        wanted = {name: declared[name] for name in IDENTIFIERS if name in declared}
        if isinstance(shown, dict):
            wanted["form"] = shown["new"]
        ((_, value),) = wanted.items()
        listed = self.desk.api.get("/_ui/channels").json()["results"]
        (found,) = (each for each in listed if value in _texts(each))
        return str(found["id"])

    def _channel(self, key: str, setting: str = "") -> None:
        declared = self.files["channels"][key]
        if not setting:
            self._connect(declared)
        elif setting != "mailbox":  # chosen while connecting
            self._patch(f"/_ui/channels/{self.channel_id(key)}", {setting: declared[setting]})

    def _connect(self, declared: Mapping[str, Any]) -> None:
        form = declared.get("form")
        asked = {
            "type": declared["type"],
            "inbox": declared["connected_to"],
            **{name: declared[name] for name in (*IDENTIFIERS, "mailbox") if name in declared},
            **({"form": form["new"]} if isinstance(form, dict) else {}),
        }
        answer = self.desk.api.post("/_ui/channels", asked)
        assert answer.status_code == 201, answer.text

    def _automate(self, pipeline: str, setting: str) -> None:
        switches = self.files["pipelines"][pipeline]["automate"]
        value = {**switches, **switches.get("update_status", {})}[setting]
        if isinstance(value, str):
            value = self.desk.stage_id(pipeline, value)
        self._patch(f"/_ui/pipelines/{self.desk.pipeline_id(pipeline)}/automate", {setting: value})

    def _access(self, pipeline: str) -> None:
        declared = self.files["pipelines"][pipeline]["access"]
        self._patch(f"/_ui/pipelines/{self.desk.pipeline_id(pipeline)}/access", declared)

    def _sla(self, setting: str) -> None:
        value = self.files["sla"][setting]
        if setting == "pause_in":  # a condition of the page is a pipeline and a status
            value = [
                dict(zip(("pipeline", "status"), each.split("/"), strict=True)) for each in value
            ]
        self._patch("/_ui/sla", {setting: value})

    def _spam(self, setting: str) -> None:
        self._patch("/_ui/spam", {setting: self.files["spam"][setting]})

    def _skills(self, category: str) -> None:
        del category
        self._patch("/_ui/skills", self.files["skills"])

    def _user(self, *keys: str) -> None:
        email, setting = ".".join(keys[:-1]), keys[-1]
        self._patch(f"/_ui/users/{email}", {setting: self.files["users"][email][setting]})

    def _patch(self, path: str, body: Mapping[str, Any]) -> None:
        answer = self.desk.api.patch(path, body)
        assert answer.ok, f"{path} {body}: {answer.text}"


def _texts(value: Any) -> list[str]:
    """Every text in a JSON value."""
    if isinstance(value, dict):
        return [text for each in value.values() for text in _texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    return [value] if isinstance(value, str) else []
