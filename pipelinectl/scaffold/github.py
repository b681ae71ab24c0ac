"""The workflow for GitHub Actions."""

from __future__ import annotations

WORKFLOW = """\
# Checks the configuration of the help desk on pull requests, and applies it on merge.
#
# Before it works:
#   1. Set INSTALL_FROM below: a git URL with a commit (git+https://...@<commit>) or the URL of a
#      wheel. Never the bare name: on PyPI `pipelinectl` is another program, and it would be given
#      your token.
#   2. Add the secret PIPELINECTL_PRODUCTION_TOKEN, and the environment `production` to
#      pipelinectl.yaml, with `ledger: {git: {branch: pipelinectl-ledger}}`: a runner forgets its
#      files, and the branch remembers what was last applied. The first apply makes it.
#   3. Protect the main branch: ask for a review and for the checks `validate` and `plan`, and let
#      owners review changes of this file. Whoever may push to this repository can use the token.
#
# A pull request from a fork runs `validate` alone: it reads no token and opens no connection.
name: pipelinectl

on:
  pull_request:
  push:
    branches: [main]
    paths: [pipelines/**, pipelinectl.yaml]
  schedule:
    - cron: "17 4 * * *"
  workflow_dispatch:
    inputs:
      expect:
        description: The review digest of the plan to apply, where no pull request has it
        required: true

permissions:
  contents: read

env:
  INSTALL_FROM: ""
  ENVIRONMENT: production

jobs:
  validate:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: {persist-credentials: false}
      - uses: actions/setup-python@v5
        with: {python-version: "3.12"}
      - run: python -m pip install "${INSTALL_FROM:?set it at the top of this file}"
      - run: pipelinectl validate

  plan:
    needs: validate
    if: github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-latest
    permissions:
      contents: read
      pull-requests: write
    steps:
      - uses: actions/checkout@v4
        with: {persist-credentials: false}
      - uses: actions/setup-python@v5
        with: {python-version: "3.12"}
      - run: python -m pip install "${INSTALL_FROM:?set it at the top of this file}"
      - name: Plan # exit code 3 says that a guard holds a change back
        env:
          GH_TOKEN: ${{ github.token }}
          PIPELINECTL_PRODUCTION_TOKEN: ${{ secrets.PIPELINECTL_PRODUCTION_TOKEN }}
        run: |
          gh auth setup-git # git reads the ledger's branch with this job's token
          code=0
          pipelinectl plan --env "$ENVIRONMENT" --format markdown --out plan.json \\
            > plan.md || code=$?
          cat plan.md >> "$GITHUB_STEP_SUMMARY"
          if [ -f plan.json ]; then jq --raw-output .review_digest plan.json > review-digest; fi
          exit "$code"
      - uses: actions/upload-artifact@v4
        with:
          name: review-digest
          path: review-digest
          overwrite: true
      - name: Comment # replaces its last comment; delete this step if other workflows comment too
        if: always() && hashFiles('plan.md') != ''
        env:
          GH_TOKEN: ${{ github.token }}
          NUMBER: ${{ github.event.pull_request.number }}
        run: >-
          gh pr comment "$NUMBER" --repo "$GITHUB_REPOSITORY"
          --edit-last --create-if-none --body-file plan.md

  apply:
    if: github.event_name == 'push' || github.event_name == 'workflow_dispatch'
    runs-on: ubuntu-latest
    permissions:
      contents: write # the ledger's branch
      actions: read
      pull-requests: read
    concurrency: # one apply at a time, never interrupted
      group: pipelinectl-apply
      cancel-in-progress: false
    steps:
      - uses: actions/checkout@v4
        with: {persist-credentials: false}
      - uses: actions/setup-python@v5
        with: {python-version: "3.12"}
      - run: python -m pip install "${INSTALL_FROM:?set it at the top of this file}"
      - name: Find the digest of the plan that was reviewed
        env:
          GH_TOKEN: ${{ github.token }}
          GH_REPO: ${{ github.repository }}
          GIVEN: ${{ inputs.expect }}
        run: |
          if [ -n "$GIVEN" ]; then
            printf '%s\\n' "$GIVEN" > review-digest
            exit
          fi
          head=$(gh api "repos/$GH_REPO/commits/$GITHUB_SHA/pulls" --jq '.[0].head.sha // empty')
          run=""
          if [ -n "$head" ]; then
            run=$(gh run list --workflow pipelinectl.yml --event pull_request --commit "$head" \\
              --status success --limit 1 --json databaseId --jq '.[0].databaseId // empty')
          fi
          if [ -z "$run" ]; then
            echo "::error::No reviewed plan belongs to this commit. Plan on your machine, have" \\
              "the plan reviewed, and run this workflow by hand with its review digest."
            exit 1
          fi
          gh run download "$run" --name review-digest
      - name: Apply # exit code 4: the account or the files moved since the review; plan again
        env:
          GH_TOKEN: ${{ github.token }}
          PIPELINECTL_PRODUCTION_TOKEN: ${{ secrets.PIPELINECTL_PRODUCTION_TOKEN }}
        run: |
          gh auth setup-git
          pipelinectl apply --env "$ENVIRONMENT" --expect "$(cat review-digest)"

  drift:
    if: github.event_name == 'schedule'
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: {persist-credentials: false}
      - uses: actions/setup-python@v5
        with: {python-version: "3.12"}
      - run: python -m pip install "${INSTALL_FROM:?set it at the top of this file}"
      - name: Drift # exit code 2: somebody changed the account; 1: nothing to compare with yet
        env:
          GH_TOKEN: ${{ github.token }}
          PIPELINECTL_PRODUCTION_TOKEN: ${{ secrets.PIPELINECTL_PRODUCTION_TOKEN }}
        run: |
          gh auth setup-git
          code=0
          pipelinectl drift --env "$ENVIRONMENT" --format markdown > drift.md || code=$?
          cat drift.md >> "$GITHUB_STEP_SUMMARY"
          exit "$code"
"""
"""The ledger is in a git branch. Git gets the job's own token in the one step that needs it, from
the helper of the program gh, so no token is left in the clone for other steps to find."""
