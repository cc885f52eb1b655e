"""The organisations that the tests run against: each fault stands beside the finding that it must cause."""

from organisation import (
    NAME, Organisation, Repository, days_ago, deploy_key, hook, protection, ruleset, token,
)


def sound():
    """Nothing to find, in spite of much that a careless check takes for a fault."""
    org = Organisation()
    repository = lambda name, **changes: org.add(Repository(name, 6000 + len(org.repositories), **changes))
    full = lambda name: f"{NAME}/{name}"
    repository("rulesets-only", protection=None, rulesets=[ruleset(1, full("rulesets-only"))])
    repository("organisation-ruleset", protection=None, rulesets=[ruleset(2)])
    repository(
        "bypass-for-bots", protection=None, rulesets=[ruleset(3, full("bypass-for-bots"), [("Integration", "always")])])
    repository(
        "bypass-by-pull-request", protection=None,
        rulesets=[ruleset(4, full("bypass-by-pull-request"), [("OrganizationAdmin", "pull_request")])])
    repository(
        "ruleset-mends-protection", rulesets=[ruleset(5, full("ruleset-mends-protection"))],
        protection=protection(allow_force_pushes=True, enforce_admins=False, required_pull_request_reviews=None))
    repository("archived", archived=True, protection=None, alerts=False, pushed_at=days_ago(2000))
    repository("empty", protection=None, size=0, pushed_at=days_ago(3))
    repository("read-only-key", keys=[deploy_key(1), deploy_key(2, used=None, created=10)])
    repository("switched-off-hook", hooks=[hook(1, url="http://old.example.com/", secret=None, active=False)])
    repository("secure-hook", hooks=[hook(2)])
    repository("hook-of-numbers", hooks=[hook(3, insecure_ssl=0)])
    repository("odd-default-branch", default_branch="release/2.x #1")
    repository("open-source").public()
    readers = repository("readers")
    org.add_outsider("contractor-reader", role_on=[(readers, "read"), (readers, "triage")][:1])
    org.add_outsider("contractor-triage", role_on=[(readers, "triage")])
    org.tokens += [token(81, expires=10, expired=True, used=300), token(82, used=None, granted=5)]
    return org


def faulty():
    """The sound organisation with faults planted."""
    org = sound()
    _organisation(org)
    _people(org)
    _branches(org)
    _repositories(org)
    return org


def _organisation(org):
    changes = {
        "two_factor_not_required": ("two_factor_requirement_enabled", False),
        "default_repository_permission_broad": ("default_repository_permission", "write"),
        "public_repository_creation": ("members_can_create_public_repositories", True),
        "private_repository_forks": ("members_can_fork_private_repositories", True),
        "repository_deletion_by_members": ("members_can_delete_repositories", True),
        "repository_visibility_changes": ("members_can_change_repo_visibility", True),
        "outside_invitations_by_members": ("members_can_invite_outside_collaborators", True),
        "organization_unverified": ("is_verified", False),
        "new_repositories_without_secret_scanning": ("secret_scanning_enabled_for_new_repositories", False),
        "new_repositories_without_dependabot": ("dependabot_alerts_enabled_for_new_repositories", False),
    }
    for task, (setting, value) in changes.items():
        org.settings[setting] = value
        org.find(task, NAME)
    org.actions.update(allowed_actions="all", sha_pinning_required=False)
    org.workflow.update(default_workflow_permissions="write", can_approve_pull_request_reviews=True)
    for task in ["actions_allow_all", "workflow_token_can_write", "workflows_can_approve"]:
        org.find(task, NAME)
    org.hooks += [hook(71, url="http://ci.example.com/hook"), hook(72, secret=None)]
    for identifier in (71, 72):
        org.find("insecure_organization_webhooks", f"{NAME}#hook={identifier}")
    org.tokens += [token(90, expires=None), token(91, used=120), token(92, used=None, granted=120)]
    org.find("tokens_without_expiry", f"{NAME}#token=90")
    org.find("stale_tokens", f"{NAME}#token=91")
    org.find("stale_tokens", f"{NAME}#token=92")


def _people(org):
    for index in (0, 7, 150, 229):
        org.members[index]["two_factor"] = False
        org.find("members_without_two_factor", f"{NAME}#member=member-{index:03}")
    for index in (3, 4, 5):
        org.members[index]["role"] = "ADMIN"
    org.find("organization_owners", NAME)
    shared = org.add(Repository("shared", 7900))
    for login, role in [("contractor-admin", "admin"), ("contractor-maintain", "maintain"), ("contractor-write", "write")]:
        org.add_outsider(login, role_on=[(shared, role)])
        org.find("outside_collaborators_with_write", f"{shared.full_name}#collaborator={login}")
    org.add_outsider("contractor-phone", two_factor=False)
    org.find("outside_collaborators_without_two_factor", f"{NAME}#collaborator=contractor-phone")


def _branches(org):
    number = iter(range(7000, 7900))
    add = lambda name, finds, **changes: org.add(
        Repository(name, next(number), **changes), **{task: "#branch=main" for task in finds})
    add("unprotected", ["default_branch_unprotected"], protection=None)
    add("free-plan", ["default_branch_unprotected"], protection=None, upgrade_needed=True)
    add("no-reviews", ["branch_reviews_missing"], protection=protection(required_pull_request_reviews=None))
    add(
        "no-approvals", ["branch_reviews_missing"],
        protection=protection(required_pull_request_reviews={"required_approving_review_count": 0}))
    add(
        "stale-reviews", ["branch_stale_reviews_kept"],
        protection=protection(required_pull_request_reviews={"dismiss_stale_reviews": False}))
    add("force-push", ["branch_force_push_allowed"], protection=protection(allow_force_pushes=True))
    add("deletable", ["branch_deletion_allowed"], protection=protection(allow_deletions=True))
    add("admin-bypass", ["branch_admins_bypass"], protection=protection(enforce_admins=False))
    add("no-checks", ["branch_status_checks_missing"], protection=protection(required_status_checks=None))
    add(
        "weak-ruleset", ["branch_reviews_missing", "branch_force_push_allowed", "branch_status_checks_missing"],
        protection=None, rulesets=[ruleset(
            10, f"{NAME}/weak-ruleset", reviews=0, leave_out=("non_fast_forward", "required_status_checks"))])
    add(
        "ruleset-for-admins", ["branch_admins_bypass"], protection=None,
        rulesets=[ruleset(11, bypass=[("OrganizationAdmin", "always")])])


def _repositories(org):
    number = iter(range(8000, 8900))
    add = lambda name, findings, **changes: org.add(Repository(name, next(number), **changes), **findings)
    add("leaky", {"secret_scanning_off": ""}).without_security("secret_scanning").without_security(
        "secret_scanning_push_protection")
    add("leaky-public", {"secret_scanning_off": ""}).public().without_security("secret_scanning")
    add("pushes-secrets", {"push_protection_off": ""}).without_security("secret_scanning_push_protection")
    add("no-alerts", {"dependabot_alerts_off": ""}, alerts=False)
    add("no-updates", {"dependabot_updates_off": ""}).without_security("dependabot_security_updates")
    add("writing-key", {"deploy_keys_with_write": "#key=21"}, keys=[deploy_key(20), deploy_key(21, read_only=False)])
    add(
        "old-keys", {"stale_deploy_keys": ["#key=22", "#key=23"]},
        keys=[deploy_key(22, used=100), deploy_key(23, used=None)])
    add("plain-hook", {"insecure_webhooks": "#hook=30"}, hooks=[hook(30, url="http://ci.example.com/")])
    add("unverified-hook", {"insecure_webhooks": "#hook=31"}, hooks=[hook(31, insecure_ssl="1")])
    add("unsigned-hook", {"insecure_webhooks": "#hook=32"}, hooks=[hook(32, secret=None), hook(33)])
    add("forgotten", {"stale_repositories": ""}, pushed_at=days_ago(800))


PLANS = {"sound": sound, "faulty": faulty}
