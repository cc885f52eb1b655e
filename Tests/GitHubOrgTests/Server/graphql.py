"""POST /graphql: the members of the organisation in pages of a cursor; an error is in a 200 answer."""

import base64
import re


def failure(kind, message, path):
    return {
        "data": {"organization": None},
        "errors": [{"type": kind, "path": path, "locations": [{"line": 2, "column": 3}], "message": message}],
    }


def answer(organisation, token, request, scenario):
    query, variables = request["query"], request.get("variables", {})
    login = organisation.settings["login"]
    if scenario.get("graphql_error"):
        return failure(
            scenario["graphql_error"], "Something went wrong while executing your query.",
            ["organization", "membersWithRole"])
    if variables.get("organization") != login:
        return failure(
            "NOT_FOUND", f"Could not resolve to an Organization with the login of '{variables.get('organization')}'.",
            ["organization"])
    if token.scopes == []:
        return {"errors": [{"type": "INSUFFICIENT_SCOPES", "locations": [{"line": 1, "column": 1}], "message":
                "Your token has not been granted the required scopes to execute this query. The 'membersWithRole' "
                "field requires one of the following scopes: ['read:org']."}]}
    size = int(re.search(r"first:\s*(\d+)", query).group(1))
    assert size <= 100, "first must be at most 100"
    start = int(base64.b64decode(variables["cursor"])[10:]) if variables.get("cursor") else 0
    members = organisation.members[start:start + size]
    sees = token.may("admin:org", "members=read")
    return {"data": {"organization": {"membersWithRole": {
        "totalCount": len(organisation.members),
        "pageInfo": {
            "hasNextPage": start + size < len(organisation.members),
            "endCursor": base64.b64encode(f"cursor:v2:{start + len(members)}".encode()).decode() if members else None,
        },
        "edges": [
            {"role": member["role"], "hasTwoFactorEnabled": member["two_factor"] if sees else None,
             "node": {"login": member["user"]["login"], "databaseId": member["user"]["id"], "name": None}}
            for member in members
        ],
    }}}}
