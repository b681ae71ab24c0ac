"""Skills of agents by category: `/_ui/skills`. No API lists them.

Source: HubSpot's knowledge base; a skill that a user has cannot be deleted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.emulator.errors import invalid, refusal
from pipelinectl.emulator.people.agents import agents
from pipelinectl.emulator.shapes import list_of, text
from pipelinectl.emulator.wire import Answer

if TYPE_CHECKING:
    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import Call, JsonObject

SKILLS = "skills"
UNCATEGORIZED = "Uncategorized"
_names = list_of(text)


def get_skills(account: Account, _call: Call) -> Answer:
    """All skills: `{category: [names]}`."""
    return Answer(200, _shown(account))


def patch_skills(account: Account, call: Call) -> Answer:
    """Set the skills of the categories that the body names; null takes a category away."""
    for category, names in call.json().items():
        set_category(account, category, [] if names is None else _names(names, category))
    return Answer(200, _shown(account))


def set_category(account: Account, category: str, names: list[str]) -> None:
    """Make these the skills of a category; a category without skills is gone.

    Raises:
        RefusedError: 400, a name stands twice or in another category; 409, a user has a skill that
            would go.
    """
    others = {
        name
        for each in account.store.all(SKILLS)
        if each["category"] != category
        for name in each["names"]
    }
    if len(names) != len(set(names)) or others & set(names):
        raise invalid("A skill stands once, in one category")
    old = account.store.get(SKILLS, category) or {"names": []}
    gone = set(old["names"]) - set(names)
    for agent in agents(account):
        kept = sorted(gone & set(agent.skills))
        if kept:
            raise refusal(409, f"{agent.email} has the skill {kept[0]}; it cannot be deleted")
    if names:
        account.store.put(SKILLS, category, {"category": category, "names": names})
    else:
        account.store.drop(SKILLS, category)


def skill_names(account: Account) -> set[str]:
    """The names of all skills."""
    return {name for each in account.store.all(SKILLS) for name in each["names"]}


def uncategorized(account: Account) -> set[str]:
    """The names of the skills that are in no category of their own."""
    found = account.store.get(SKILLS, UNCATEGORIZED)
    return set(found["names"]) if found else set()


def _shown(account: Account) -> JsonObject:
    return {each["category"]: each["names"] for each in account.store.all(SKILLS)}
