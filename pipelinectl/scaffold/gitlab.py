"""The pipeline for GitLab CI."""

from __future__ import annotations

PIPELINE = """\
# Checks the configuration of the help desk on merge requests, and applies it on the main branch
# once somebody has looked at the plan.
#
# Before it works:
#   1. Set INSTALL_FROM below: a git URL with a commit (git+https://...@<commit>) or the URL of a
#      wheel. Never the bare name: on PyPI `pipelinectl` is another program, and it would be given
#      your token.
#   2. Add the variable PIPELINECTL_PRODUCTION_TOKEN, masked, and the environment `production` to
#      pipelinectl.yaml, with `ledger: {git: {branch: pipelinectl-ledger}}`: a runner forgets its
#      files, and the branch remembers what was last applied. The first apply makes it. If you
#      mark the variable as protected, merge requests get no plan; the plan on the main branch is
#      looked at before `apply` is started in any case.
#   3. Let `apply` push the ledger: Settings > CI/CD > Job token permissions > Allow Git push
#      requests to the repository.
#   4. For the nightly drift, add a pipeline schedule on the main branch.
#
# A merge request from a fork runs `validate` alone: it reads no token and opens no connection.
stages: [check, plan, apply]

variables:
  INSTALL_FROM: ""
  ENVIRONMENT: production

default:
  image: python:3.12
  before_script:
    - python -m pip install --quiet "${INSTALL_FROM:?set it at the top of .gitlab-ci.yml}"

validate:
  stage: check
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    - pipelinectl validate

plan: # exit code 3 says that a guard holds a change back
  stage: plan
  rules:
    - if: >-
        $CI_PIPELINE_SOURCE == "merge_request_event"
        && $CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID
        && $PIPELINECTL_PRODUCTION_TOKEN
    - if: $CI_PIPELINE_SOURCE == "push" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - pipelinectl plan --env "$ENVIRONMENT" --format markdown --out plan.json | tee plan.md
  artifacts:
    when: always
    expose_as: plan
    paths: [plan.md, plan.json]

apply: # exit code 4: the account or the files moved since the review; run the pipeline again
  stage: apply
  rules:
    - if: $CI_PIPELINE_SOURCE == "push" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
      when: manual
  needs: [plan]
  resource_group: pipelinectl-apply # one apply at a time
  interruptible: false
  script:
    - digest=$(python -c 'import json; print(json.load(open("plan.json"))["review_digest"])')
    - pipelinectl apply --env "$ENVIRONMENT" --expect "$digest"

drift: # exit code 2: somebody changed the account; 1: nothing to compare with yet
  stage: check
  rules:
    - if: $CI_PIPELINE_SOURCE == "schedule"
  script:
    - pipelinectl drift --env "$ENVIRONMENT"
"""
