"""Pydantic models of what a person may write; the published JSON Schema is made from them.

They hold the shape only: one value, one field, one mapping. What concerns several values
together (references, ids, names that must differ) is checked on the `Spec`. `None` stands for
a field that is omitted: YAML's `null` means the same.
"""

from __future__ import annotations

from pipelinectl.language.models.base import FILLED, KEY, TAGS, AddOn, Model, State, Tier
from pipelinectl.language.models.file import (
    FileModel,
    RemovedAutomationModel,
    RemovedChannelModel,
    RemovedPipelineModel,
    RemovedStatusModel,
)
from pipelinectl.language.models.pipelines import (
    AccessModel,
    AccountModel,
    PipelineModel,
    RulesModel,
    StatusModel,
    SubscriptionsModel,
)

__all__ = [
    "FILLED",
    "KEY",
    "TAGS",
    "AccessModel",
    "AccountModel",
    "AddOn",
    "FileModel",
    "Model",
    "PipelineModel",
    "RemovedAutomationModel",
    "RemovedChannelModel",
    "RemovedPipelineModel",
    "RemovedStatusModel",
    "RulesModel",
    "State",
    "StatusModel",
    "SubscriptionsModel",
    "Tier",
]
