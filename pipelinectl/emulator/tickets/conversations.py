"""Conversations as the API answers them: threads and messages, read only.

Shapes: HubSpot's API description. That a thread's ticket stands in `threadAssociations` is from
there too; what a message of an automated e-mail looks like is unverified.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.emulator.errors import not_found
from pipelinectl.emulator.paging import page
from pipelinectl.emulator.routing import Family
from pipelinectl.emulator.tickets import runs, worlds
from pipelinectl.emulator.wire import Answer

if TYPE_CHECKING:
    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import Call, JsonObject


def list_threads(account: Account, call: Call) -> Answer:
    """GET a page of threads; `inboxId` and `associatedTicketId` filter."""
    runs.catch_up(account)
    inboxes, ticket = call.listed("inboxId"), call.query.get("associatedTicketId")
    found = [
        thread
        for thread in account.store.all(worlds.THREAD)
        if (not inboxes or thread["inboxId"] in inboxes)
        and (ticket is None or thread["ticket"] == ticket)
    ]
    shown = [_thread(account, each) for each in found]
    return Answer(200, page(shown, call.query, default=100, most=500))


def get_thread(account: Account, call: Call) -> Answer:
    """GET one thread."""
    return Answer(200, _thread(account, _found(account, call)))


def list_messages(account: Account, call: Call) -> Answer:
    """GET the messages of a thread."""
    thread = _found(account, call)
    shown = [_message(thread, each) for each in messages(account, thread["id"])]
    return Answer(200, page(shown, call.query, default=100, most=100))


def get_message(account: Account, call: Call) -> Answer:
    """GET one message of a thread."""
    thread = _found(account, call)
    for each in messages(account, thread["id"]):
        if str(each["number"]) == call.params["message_id"]:
            return Answer(200, _message(thread, each))
    raise not_found(f"There is no message {call.params['message_id']}")


def messages(account: Account, thread_id: str) -> list[JsonObject]:
    """What was written in a conversation, in its order."""
    events = account.store.tagged(worlds.EVENT_OF_THREAD, thread_id)
    return [each for each in events if each["kind"] == "message"]


def _found(account: Account, call: Call) -> JsonObject:
    runs.catch_up(account)
    thread = account.store.get(worlds.THREAD, call.params["thread_id"])
    if thread is None:
        raise not_found(f"There is no thread {call.params['thread_id']}")
    return thread


def _thread(account: Account, thread: JsonObject) -> JsonObject:
    times = [each["at"] for each in messages(account, thread["id"])]
    ticket = {"associatedTicketId": thread["ticket"]} if thread["ticket"] else {}
    return {
        "id": thread["id"],
        "createdAt": thread["createdAt"],
        "status": thread["status"],
        "originalChannelId": thread["channelId"],
        "originalChannelAccountId": thread["channel"],
        "inboxId": thread["inboxId"],
        "associatedContactId": thread["contact"],
        "latestMessageTimestamp": max(times, default=thread["createdAt"]),
        "archived": False,
        "spam": False,
        "threadAssociations": ticket,
    }


def _message(thread: JsonObject, event: JsonObject) -> JsonObject:
    incoming = event["direction"] == "in"
    actor = f"V-{thread['contact']}" if incoming else f"A-{event.get('sender')}"
    return {
        "id": str(event["number"]),
        "type": "MESSAGE",
        "conversationsThreadId": thread["id"],
        "createdAt": event["at"],
        "createdBy": actor,
        "channelId": thread["channelId"],
        "channelAccountId": thread["channel"],
        "senders": [{"actorId": actor}],
        "direction": "INCOMING" if incoming else "OUTGOING",
        "subject": event.get("subject") or "",
        "text": event["text"],
        "archived": False,
    }


FAMILY = Family(
    (
        ("v3", "/conversations/v3/conversations"),
        ("2026-09", "/conversations/conversations/2026-09"),
    ),
    (
        ("GET", "/threads", list_threads),
        ("GET", "/threads/{thread_id}", get_thread),
        ("GET", "/threads/{thread_id}/messages", list_messages),
        ("GET", "/threads/{thread_id}/messages/{message_id}", get_message),
    ),
)
