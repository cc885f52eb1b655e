"""An organisation in the shapes that GitHub's REST API documents (version 2022-11-28), sound unless a plan changes it."""

from copy import deepcopy
from datetime import datetime, timedelta, timezone

NAME = "acme"
NOW = datetime.now(timezone.utc).replace(microsecond=0)


def days_ago(days):
    """An instant as GitHub writes it; negative days lie ahead."""
    return (NOW - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def settings():
    """GET /orgs/{org}, as an owner sees it."""
    return {
        "login": NAME, "id": 1, "node_id": "O_1", "type": "Organization", "is_verified": True,
        "two_factor_requirement_enabled": True, "default_repository_permission": "read",
        "members_can_create_repositories": True, "members_can_create_public_repositories": False,
        "members_can_create_private_repositories": True, "members_can_fork_private_repositories": False,
        "members_can_delete_repositories": False, "members_can_change_repo_visibility": False,
        "members_can_invite_outside_collaborators": False, "web_commit_signoff_required": False,
        "dependabot_alerts_enabled_for_new_repositories": True,
        "secret_scanning_enabled_for_new_repositories": True,
        "secret_scanning_push_protection_enabled_for_new_repositories": True,
        "plan": {"name": "enterprise", "space": 1, "private_repos": 999999, "filled_seats": 4, "seats": 5},
    }


def user(login, identifier, site_admin=False):
    return {
        "login": login, "id": identifier, "node_id": f"U_{identifier}", "type": "User", "site_admin": site_admin,
        "html_url": f"https://github.com/{login}",
    }


def protection(**changes):
    """GET /repos/{owner}/{repo}/branches/{branch}/protection."""
    value = {
        "required_status_checks": {"strict": True, "contexts": ["ci"], "checks": [{"context": "ci", "app_id": 1}]},
        "enforce_admins": {"enabled": True},
        "required_pull_request_reviews": {
            "dismiss_stale_reviews": True, "require_code_owner_reviews": False, "require_last_push_approval": False,
            "required_approving_review_count": 2,
        },
        "required_signatures": {"enabled": False}, "required_linear_history": {"enabled": False},
        "allow_force_pushes": {"enabled": False}, "allow_deletions": {"enabled": False},
        "block_creations": {"enabled": False}, "required_conversation_resolution": {"enabled": False},
        "lock_branch": {"enabled": False}, "allow_fork_syncing": {"enabled": False},
    }
    for name, change in changes.items():
        if change is None:
            del value[name]
        elif isinstance(change, bool):
            value[name] = {"enabled": change}
        else:
            value[name] = {**value[name], **change}
    return value


def ruleset(identifier, source=None, bypass=(), leave_out=(), reviews=1, dismiss=True):
    """A ruleset and the rules that GET /repos/{owner}/{repo}/rules/branches/{branch} shows of it."""
    kind = "Repository" if source else "Organization"
    rules = [
        {"type": "deletion"}, {"type": "non_fast_forward"},
        {"type": "pull_request", "parameters": {
            "required_approving_review_count": reviews, "dismiss_stale_reviews_on_push": dismiss,
            "require_code_owner_review": False, "require_last_push_approval": False,
            "required_review_thread_resolution": False}},
        {"type": "required_status_checks", "parameters": {
            "strict_required_status_checks_policy": True,
            "required_status_checks": [{"context": "ci", "integration_id": 1}]}},
    ]
    rules = [rule for rule in rules if rule["type"] not in leave_out]
    actors = [{"actor_id": 1, "actor_type": actor, "bypass_mode": mode} for actor, mode in bypass]
    return {
        "id": identifier, "name": f"ruleset {identifier}", "target": "branch", "source_type": kind,
        "source": source or NAME, "enforcement": "active", "bypass_actors": actors, "rules": rules,
    }


class Repository:
    """A repository and what its settings pages hold."""

    def __init__(self, name, identifier, **changes):
        self.name, self.full_name = name, f"{NAME}/{name}"
        status = {"status": "enabled"}
        self.summary = {
            "id": identifier, "node_id": f"R_{identifier}", "name": name, "full_name": self.full_name,
            "owner": {"login": NAME, "id": 1, "type": "Organization"}, "private": True, "visibility": "private",
            "html_url": f"https://github.com/{self.full_name}", "fork": False, "archived": False, "disabled": False,
            "default_branch": "main", "size": 108, "pushed_at": days_ago(3), "created_at": days_ago(900),
            "permissions": {"admin": True, "maintain": True, "push": True, "triage": True, "pull": True},
            "security_and_analysis": {
                "secret_scanning": dict(status), "secret_scanning_push_protection": dict(status),
                "dependabot_security_updates": dict(status)},
        }
        self.protection = protection()
        self.rulesets, self.keys, self.hooks, self.collaborators = [], [], [], []
        self.alerts = True
        self.upgrade_needed = False
        self.readable = True
        for key, change in changes.items():
            if key in self.summary:
                self.summary[key] = change
            else:
                assert hasattr(self, key), key
                setattr(self, key, change)

    def rules(self):
        return [
            {**rule, "ruleset_source_type": found["source_type"], "ruleset_source": found["source"],
             "ruleset_id": found["id"]}
            for found in self.rulesets for rule in found["rules"]
        ]

    def without_security(self, feature):
        self.summary["security_and_analysis"][feature]["status"] = "disabled"
        return self

    def public(self):
        self.summary.update(private=False, visibility="public")
        return self


def deploy_key(identifier, read_only=True, used=5, created=400):
    return {
        "id": identifier, "key": "ssh-ed25519 AAAA", "title": f"key {identifier}", "verified": True,
        "created_at": days_ago(created), "read_only": read_only, "added_by": "member-001", "enabled": True,
        "last_used": None if used is None else days_ago(used),
    }


def hook(identifier, url="https://hooks.example.com/x", insecure_ssl="0", secret="********", active=True):
    config = {"url": url, "content_type": "json", "insecure_ssl": insecure_ssl}
    if secret:
        config["secret"] = secret
    return {"id": identifier, "name": "web", "active": active, "events": ["push"], "config": config}


def token(identifier, expires=-30, used=1, granted=200, expired=False):
    """An item of GET /orgs/{org}/personal-access-tokens; `expires` and `used` in days ago, None for never."""
    return {
        "id": identifier, "token_id": identifier + 1000, "token_name": f"token {identifier}",
        "owner": user("member-001", 2001), "repository_selection": "subset", "access_granted_at": days_ago(granted),
        "permissions": {"organization": {"members": "read"}, "repository": {"metadata": "read"}},
        "token_expired": expired, "token_expires_at": None if expires is None else days_ago(expires),
        "token_last_used_at": None if used is None else days_ago(used),
    }


class Organisation:
    """All that the server knows; `planted` holds (task, resource id) of every fault."""

    def __init__(self, members=230, repositories=130):
        self.settings = settings()
        self.members = [
            {"user": user(f"member-{i:03}", 2000 + i), "role": "ADMIN" if i < 3 else "MEMBER", "two_factor": True}
            for i in range(members)
        ]
        self.outsiders = []
        self.repositories = [Repository(f"service-{i:03}", 5000 + i) for i in range(repositories)]
        self.hooks, self.tokens = [hook(70)], [token(80)]
        self.actions = {"enabled_repositories": "all", "allowed_actions": "selected", "sha_pinning_required": True}
        self.workflow = {"default_workflow_permissions": "read", "can_approve_pull_request_reviews": False}
        self.planted = set()

    def add(self, repository, **findings):
        """Adds a repository; `findings` maps a task to what stands after the repository's name in the resource's id."""
        self.repositories.append(repository)
        for task, suffix in findings.items():
            for text in [suffix] if isinstance(suffix, str) else suffix:
                self.planted.add((task, repository.full_name + text))
        return repository

    def add_outsider(self, login, two_factor=True, role_on=()):
        """An outside collaborator; `role_on` is pairs of a repository and a role."""
        identifier = 3000 + len(self.outsiders)
        self.outsiders.append({"user": user(login, identifier), "two_factor": two_factor})
        for repository, role in role_on:
            ranks = ["pull", "triage", "push", "maintain", "admin"]
            rank = {"read": 0, "triage": 1, "write": 2, "maintain": 3, "admin": 4}[role]
            permissions = {name: index <= rank for index, name in enumerate(ranks)}
            repository.collaborators.append(
                {**user(login, identifier), "permissions": permissions, "role_name": role})

    def find(self, task, resource):
        self.planted.add((task, resource))

    def copy(self):
        return deepcopy(self)
