"""A small help desk with every type of channel, as a person would write it down."""

from __future__ import annotations

ALL_CHANNELS = """
version: 1
account:
  subscriptions: {service_hub: professional}
  data_privacy: true
pipelines:
  care:
    name: Care
    statuses: [Incoming, Waiting, {name: Done, state: closed}]
    automate:
      set_close_date: true
      update_status: {customer_replies: Waiting}
    access: {teams: [Tier 1]}
  money:
    name: Money
    statuses: [Asked, {name: Paid, state: closed}]
channels:
  support-email:
    type: email
    connected_to: help_desk
    address: support@acme.example
    mailbox: gmail
    enabled: true
    create_tickets: true
    ticket_properties: {pipeline: care, status: Incoming, priority: HIGH}
    routing: {assign_to: {users: [ana@acme.example]}}
    from: {name: company, company: Acme, address: support@acme.example}
    signature: "{{sender.full_name}}"
    forwarded_emails_from: original_sender
  billing-email:
    type: email
    connected_to: help_desk
    address: billing@acme.example
    mailbox: other
    ticket_properties: {pipeline: money, status: Asked, priority: LOW}
    routing: {assign_to: {teams: [Billing]}}
  web-chat:
    type: chat
    connected_to: help_desk
    name: Website
    ticket_properties: {pipeline: care, status: Waiting}
    routing: {assign_to: {users: [ben@acme.example]}}
    appearance: {accent_color: "#0B8A6A", font: Lato}
    availability: {hours: {mon-fri: "09:00-17:00"}, time_zone: Europe/Stockholm}
    chatflows: [{name: Bot, type: bot}]
  facebook:
    type: facebook_messenger
    connected_to: help_desk
    page: Acme on Facebook
    greeting: Hello!
    instant_reply: Soon.
    ticket_properties: {pipeline: care, status: Waiting, priority: MEDIUM}
    routing: {assign_to: contact_owner}
    consent: {type: implicit, text: We keep it.}
    chatflows: [{name: First line, type: live_chat}]
  refund-form:
    type: form
    connected_to: help_desk
    form: {new: Refund, fields: [email, ticket.subject]}
    ticket_properties: {pipeline: money, status: Asked}
    routing: {assign_to: {users: [ben@acme.example]}}
  whatsapp:
    type: whatsapp
    connected_to: help_desk
    number: "+46701234567"
    ticket_properties: {pipeline: care, status: Incoming}
    routing: {assign_to: {users: [ana@acme.example]}}
  hotline:
    type: calling
    connected_to: help_desk
    number: "+4684000000"
    ticket_properties: {pipeline: care, status: Incoming, priority: HIGH}
    routing: {assign_to: {users: [ana@acme.example, ben@acme.example]}}
  telegram:
    type: custom
    connected_to: help_desk
    app: Telegram
    ticket_properties: {pipeline: care, status: Incoming}
    routing: {assign_to: {users: [ana@acme.example]}}
teams:
  Billing: {main_members: [ben@acme.example]}
users:
  ana@acme.example:
    time_zone: Europe/Stockholm
    working_hours: {mon-fri: "08:00-16:00"}
    capacity: {total: 20}
sla:
  schedule: always
  pause_in: [care/Waiting]
  goals: [{first_reply: 1 hour, close: 2 days, due_soon: 15 minutes}]
spam: {allow: [partner.example], deny: [noise@ads.example]}
"""
"""All seven types, two e-mail addresses among them; every kind of step and of realisation."""
