"""How values must be shaped, in configuration and project file."""

from __future__ import annotations

from pipelinectl.codes.row import Code

ROWS = (
    Code(
        "PC101",
        "error",
        "A field is unknown",
        "The field is not part of the language at this place. The hint names the nearest "
        "known one. Top-level keys that start with `x-` are ignored and may hold anchors.",
        row="V110",
    ),
    Code(
        "PC102",
        "error",
        "A field is missing",
        "The mapping lacks a field that it needs.",
    ),
    Code(
        "PC103",
        "error",
        "A value has the wrong type",
        "The field takes another type of value, for example a list instead of a text.",
    ),
    Code(
        "PC104",
        "error",
        "A text is wanted, but YAML reads a number, a boolean or nothing",
        "An unquoted value such as `0`, `true` or `~` is not text in YAML. Put it in "
        "quotes. A `#` after a space starts a comment, so `name: #1` is empty.",
    ),
    Code(
        "PC105",
        "error",
        "A value is not one of the allowed ones",
        "The field takes one of a fixed set of words, in lower case as they are listed, or a "
        "number within bounds.",
    ),
    Code(
        "PC106",
        "error",
        "A key has a wrong form",
        "Keys of pipelines and statuses are lower case letters, digits and `_`, and begin "
        "with a letter. They become ids in the help desk, so they never change by "
        "themselves. Names of environments may hold `-` too: they are names of folders.",
    ),
    Code(
        "PC107",
        "error",
        "The version is not supported",
        "This release reads `version: 1`. Where several files name a version, they must agree.",
    ),
    Code(
        "PC108",
        "error",
        "Something is declared twice",
        "Two files, or two entries of a list, declare the same key. Files are merged by key, "
        "and neither of two declarations may win silently. Keep one.",
    ),
    Code(
        "PC109",
        "error",
        "A variable is unknown",
        "`${var.name}` needs `name` under `variables:` in `pipelinectl.yaml`, at the top "
        "level or in the environment, or `--var name=value`. Write `$${` for a literal "
        "`${`.",
    ),
    Code(
        "PC110",
        "error",
        "A variable stands in a key",
        "Variables may stand in values only, so that addresses are the same in every environment.",
    ),
    Code(
        "PC111",
        "error",
        "An id names an environment that does not exist",
        "`id:` may be one text, or one text for each environment of `pipelinectl.yaml`.",
    ),
    Code(
        "PC112",
        "error",
        "A text is empty",
        "The field needs at least one character that is not a space.",
    ),
    Code(
        "PC113",
        "error",
        "A status needs an explicit key",
        "A status in short form takes its key from its name. This name gives no key, or "
        "one that another status has. Write `{key: ..., name: ...}`.",
    ),
    Code(
        "PC114",
        "error",
        "A text holds a line break",
        "Names, ids and references stand on one line. A block text (`|` or `>`) ends with a "
        "line break; write the text beside its key, in quotes if it has special characters.",
    ),
    Code(
        "PC120",
        "error",
        "The project file is missing",
        "`pipelinectl.yaml` names the environments. It stands beside the folder "
        "`pipelines/`. `pipelinectl init` writes one.",
    ),
    Code(
        "PC121",
        "error",
        "A token variable has a wrong name",
        "Tokens are read only from environment variables whose names begin with "
        "`PIPELINECTL_`: a pull request could otherwise name any secret of the machine.",
    ),
    Code(
        "PC122",
        "error",
        "A base_url leads to a foreign host",
        "A token goes to the vendor's own host or to a loopback address. Whoever runs the "
        "command may allow another one by repeating it in `PIPELINECTL_BASE_URL`.",
    ),
    Code(
        "PC123",
        "error",
        "The environment is not clear",
        "Name an environment of the project file with `--env`. Without it a live command "
        "takes the only one.",
    ),
    Code(
        "PC124",
        "error",
        "The token is missing",
        "Set the environment variable that the project file names as `token_env`.",
    ),
    Code(
        "PC130",
        "error",
        "The command was called in a way it does not understand",
        "`pipelinectl COMMAND --help` lists what the command takes.",
    ),
    Code(
        "PC131",
        "error",
        "A selection selects nothing",
        "`--only`, `--except` and `--allow` name addresses such as `pipeline.support` or "
        "`status.support.*`. Nothing in this plan has such an address.",
    ),
    Code(
        "PC132",
        "error",
        "There is no manual step at this address",
        "`pipelinectl ack` takes the address of a setting that a person makes true in the help "
        "desk's own pages, as `pipelinectl plan` lists it.",
    ),
    Code(
        "PC133",
        "error",
        "An acknowledgement cannot be read",
        "`acknowledged.yaml` is written by `pipelinectl ack`. An entry is the address of a step "
        "with `by`, `at` and `value`, the digest of what was expected.",
    ),
    Code(
        "PC140",
        "error",
        "An action is unknown",
        "An action is a mapping with one word that says what it does. `docs/automations.md` lists "
        "the words. What they cannot say goes into `raw`.",
        row="V030",
    ),
    Code(
        "PC141",
        "error",
        "One thing is wanted, and none or several stand there",
        "Every item of a list of actions holds one action, `else` stands beside `if` only, and a "
        "few other mappings take one of several forms.",
    ),
    Code(
        "PC142",
        "error",
        "send_email takes one e-mail",
        "Several e-mails are several actions.",
        row="V037",
    ),
    Code(
        "PC143",
        "error",
        "A notification goes to users, to teams or to the owner",
        "`to:` is the word `owner`, `{users: [ana@acme.example]}` or `{teams: [Tier 1]}`.",
        row="V038",
    ),
    Code(
        "PC144",
        "error",
        "A list of actions is empty",
        "A workflow without actions does nothing. Delete it, or give it actions.",
        row="V044",
    ),
    Code(
        "PC145",
        "error",
        "A duration, date or time has a wrong form",
        "Durations are `60 minutes`, `2 hours` or `3 days`, in short `60m`, `2h` or `3d`. A date "
        'is `"2026-12-24"` and a time `"09:00"`, both in quotes.',
    ),
    Code(
        "PC146",
        "error",
        "A workflow has exactly one trigger",
        "`when:` is a mapping with one of the triggers that `docs/automations.md` lists, or the "
        "word `manual` or `ticket_created`.",
    ),
    Code(
        "PC147",
        "error",
        "A condition cannot be used",
        "It is empty, asks for what cannot be tested, comes to too many alternatives, or stands "
        "where the trigger takes none.",
    ),
    Code(
        "PC148",
        "error",
        "A setting cannot be brought about in this way",
        "`realise:` chooses where there is a choice. The switches of a pipeline's Automate page "
        "have no API, and no workflow can do the same: a person sets them.",
    ),
    Code(
        "PC149",
        "error",
        "The file of a custom code action cannot be used",
        "The path goes from the folder of the YAML file that names it. The file lies inside the "
        "project folder, links followed, and is a text in UTF-8 of at most 64 KB.",
    ),
    Code(
        "PC150",
        "error",
        "Something is done by another word",
        "The owner is set by `assign_owner`; ways part by owner, status, pipeline or channel with "
        "`if`. Nothing sets the channel of a ticket.",
    ),
    Code(
        "PC151",
        "error",
        "An address of a webhook begins with https://",
        "HubSpot calls no other addresses.",
    ),
    Code(
        "PC152",
        "error",
        "raw holds what cannot be read",
        "In `raw` a mapping with one key of `$status`, `$pipeline`, `$user`, `$owner`, `$team`, "
        "`$email` or `$workflow` stands for an id. Everything else is HubSpot's own JSON.",
    ),
    Code(
        "PC153",
        "error",
        "A type of channel is unknown",
        "A channel's `type` is email, chat, facebook_messenger, form, whatsapp, calling or custom.",
        row="V050",
    ),
    Code(
        "PC154",
        "error",
        "A setting belongs to another type of channel",
        "Every type of channel has settings of its own. `docs/language.md` lists them by type.",
    ),
    Code(
        "PC155",
        "error",
        "A mailbox is of no known kind",
        "`mailbox` is gmail, office_365 or other. HubSpot does not read mail by IMAP: `other` is "
        "any mailbox that forwards to the address that HubSpot gives.",
        row="V060",
    ),
    Code(
        "PC156",
        "error",
        "A colour has a wrong form",
        "A colour is `#` and three or six digits from 0 to f. It needs quotes: YAML takes an "
        "unquoted `#` after a space for the beginning of a comment.",
        row="V071",
    ),
    Code(
        "PC157",
        "error",
        "A phone number has a wrong form",
        'A phone number begins with + and the country, and needs quotes: `"+46701234567"`. '
        "Without them YAML reads a number, and the + is gone.",
        row="V087",
    ),
    Code(
        "PC158",
        "error",
        "consent has a type and a text",
        "`consent` is `{type: explicit, text: ...}`, where visitors press a button, the same with "
        "`implicit`, where they consent by writing, or `false`.",
        row="V079",
    ),
    Code(
        "PC159",
        "error",
        "assign_to names nobody",
        "A mapping under `assign_to` has at least one user or team. The word for nobody is `none`.",
        row="V090",
    ),
    Code(
        "PC160",
        "error",
        "assign_to is one of several things",
        "Users and teams can stand together. The words `contact_owner` and `none` stand alone.",
        row="V091",
    ),
    Code(
        "PC161",
        "error",
        "Messenger has no assign_to none",
        "On Messenger, tickets stay unassigned where automatic assignment is switched off: write "
        "`routing: false`, or leave it out where it is not to be managed.",
        row="V074",
    ),
    Code(
        "PC162",
        "error",
        "Hours cannot be used",
        'Hours are days with times: `{mon-fri: "09:00-17:00"}`. A day may have a list of times; '
        "they do not overlap, and each ends after it begins, at 24:00 at the latest.",
    ),
    Code(
        "PC163",
        "error",
        "A time zone is unknown",
        "Time zones go by their IANA names, such as `Europe/Stockholm` or `America/New_York`.",
    ),
    Code(
        "PC164",
        "error",
        "realise has a word for what it cannot choose",
        "`realise:` on a channel is api, workflow, manual or read_only: one word, or one for each "
        "setting that the channel's type has.",
    ),
    Code(
        "PC165",
        "error",
        "A key has a meaning of its own",
        "No pipeline has the key `channel`: `automation.channel.support-email` is the workflow "
        "that the settings of a channel are made into.",
    ),
    Code(
        "PC166",
        "error",
        "A name gives no key",
        "Addresses of teams and of categories of skills are made from their names: letters "
        "without accents, lower case, everything else one `_`. Here nothing is left, or another "
        "name comes to the same.",
    ),
)
