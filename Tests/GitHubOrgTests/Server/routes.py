"""What GitHub's documented endpoints answer: (status, body) for a path, seen through a token."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

OWNER_SETTINGS = [
    name for name in (
        "two_factor_requirement_enabled default_repository_permission members_can_create_repositories "
        "members_can_create_public_repositories members_can_create_private_repositories "
        "members_can_fork_private_repositories members_can_delete_repositories members_can_change_repo_visibility "
        "members_can_invite_outside_collaborators web_commit_signoff_required "
        "dependabot_alerts_enabled_for_new_repositories secret_scanning_enabled_for_new_repositories "
        "secret_scanning_push_protection_enabled_for_new_repositories plan"
    ).split()
]


@dataclass
class Token:
    """Whose token it is; `scopes` is None for the kinds that have permissions instead."""

    kind: str
    scopes: list = None
    without: list = field(default_factory=list)  # permissions that a fine-grained token or an App lacks

    def may(self, scope, permission):
        if self.scopes is None:
            return permission not in self.without
        return scope in self.scopes


TOKENS = {
    "ghp_owner": Token("classic", ["admin:org", "admin:org_hook", "repo"]),
    "ghp_nohooks": Token("classic", ["admin:org", "repo"]),
    "ghp_reader": Token("classic", ["read:org"]),
    "ghp_nothing": Token("classic", []),
    "github_pat_limited": Token("fine-grained", None, ["organization_hooks=read", "secret_scanning=read"]),
}


class Refusal(Exception):
    """An answer other than 200: status, message, headers."""

    def __init__(self, status, message, headers=None):
        super().__init__(message)
        self.status, self.message, self.headers = status, message, headers or {}


def not_found():
    return Refusal(404, "Not Found")


def need(token, scope, permission):
    """What GitHub does when a scope (404) or a permission (403) is missing: it names what would have done."""
    if token.may(scope, permission):
        return
    if token.scopes is None:
        raise Refusal(
            403, "Resource not accessible by personal access token", {"X-Accepted-GitHub-Permissions": permission})
    raise Refusal(404, "Not Found", {"X-Accepted-OAuth-Scopes": scope})


class Routes:
    def __init__(self, organisation):
        self.org = organisation
        self.by_name = {repository.full_name: repository for repository in organisation.repositories}
        org = re.escape(organisation.settings["login"])
        repo = rf"/repos/(?P<repo>{org}/[^/]+)"
        self.table = [(re.compile(pattern + "$"), handler) for pattern, handler in [
            (rf"/orgs/{org}", self.organisation), (rf"/orgs/{org}/members", self.members),
            (rf"/orgs/{org}/outside_collaborators", self.outsiders), (rf"/orgs/{org}/repos", self.repositories),
            (rf"/orgs/{org}/hooks", self.organisation_hooks),
            (rf"/orgs/{org}/personal-access-tokens", self.tokens),
            (rf"/orgs/{org}/actions/permissions", self.actions),
            (rf"/orgs/{org}/actions/permissions/workflow", self.workflow),
            (rf"{repo}/branches/(?P<branch>[^/]+)/protection", self.protection),
            (rf"{repo}/rules/branches/(?P<branch>[^/]+)", self.rules),
            (rf"{repo}/rulesets/(?P<id>\d+)", self.ruleset), (rf"{repo}/hooks", self.hooks),
            (rf"{repo}/keys", self.keys), (rf"{repo}/collaborators", self.collaborators),
            (rf"{repo}/vulnerability-alerts", self.alerts),
        ]]

    def answer(self, path, query, token):
        """(status, body) of a GET; a list is whole, the server cuts it into pages."""
        for pattern, handler in self.table:
            match = pattern.match(path)
            if match:
                values = {name: unquote(value) for name, value in match.groupdict().items()}
                if "repo" in values:
                    values["repo"] = self.repository(values["repo"], token)
                return handler(token=token, query=query, **values)
        raise not_found()

    def repository(self, full_name, token):
        repository = self.by_name.get(full_name)
        if not repository or not repository.readable or not token.may("repo", "metadata=read"):
            raise not_found()
        return repository

    def organisation(self, token, query):
        settings = dict(self.org.settings)
        if not token.may("admin:org", "organization_administration=read"):
            for name in OWNER_SETTINGS:
                settings.pop(name, None)
        return 200, settings

    def members(self, token, query):
        return 200, self.people(self.org.members, token, query)

    def outsiders(self, token, query):
        need(token, "admin:org", "members=read")
        return 200, self.people(self.org.outsiders, token, query)

    def people(self, people, token, query):
        if query.get("filter") == "2fa_disabled":
            if not token.may("admin:org", "members=read"):
                raise Refusal(422, "Validation Failed: Only owners can use this filter.")
            people = [person for person in people if not person["two_factor"]]
        return [person["user"] for person in people]

    def repositories(self, token, query):
        if not token.may("repo", "metadata=read"):
            return 200, [found.summary for found in self.org.repositories if not found.summary["private"]]
        summaries = []
        for found in self.org.repositories:
            summary = dict(found.summary)
            if not token.may("repo", "secret_scanning=read"):
                del summary["security_and_analysis"]
            summaries.append(summary)
        return 200, summaries

    def organisation_hooks(self, token, query):
        need(token, "admin:org_hook", "organization_hooks=read")
        return 200, self.org.hooks

    def tokens(self, token, query):
        if token.kind != "app":
            raise Refusal(403, "Resource not accessible by personal access token")
        return 200, self.org.tokens

    def actions(self, token, query):
        need(token, "admin:org", "organization_administration=read")
        return 200, self.org.actions

    def workflow(self, token, query):
        need(token, "admin:org", "organization_administration=read")
        return 200, self.org.workflow

    @staticmethod
    def upgrade(repo):
        if repo.upgrade_needed:
            raise Refusal(
                403, "Upgrade to GitHub Pro or make this repository public to enable this feature.")

    @staticmethod
    def branch(repo, branch):
        if branch != repo.summary["default_branch"] or repo.summary["size"] == 0:
            raise Refusal(404, "Branch not found")

    def protection(self, token, query, repo, branch):
        need(token, "repo", "administration=read")
        self.upgrade(repo)
        self.branch(repo, branch)
        if not repo.protection:
            raise Refusal(404, "Branch not protected")
        return 200, repo.protection

    def rules(self, token, query, repo, branch):
        self.upgrade(repo)
        return 200, repo.rules() if branch == repo.summary["default_branch"] else []

    def ruleset(self, token, query, repo, id):
        for found in repo.rulesets:
            if found["id"] == int(id):
                return 200, found
        raise not_found()

    def hooks(self, token, query, repo):
        need(token, "repo", "repository_hooks=read")
        return 200, repo.hooks

    def keys(self, token, query, repo):
        need(token, "repo", "administration=read")
        return 200, repo.keys

    def collaborators(self, token, query, repo):
        assert query.get("affiliation") == "outside"
        return 200, repo.collaborators

    def alerts(self, token, query, repo):
        if not repo.alerts:
            raise Refusal(404, "Vulnerability alerts are disabled.")
        return 204, None
