local github = require("lib.github")
local repositories = require("lib.repositories")
local tbl = require("tbl")

local members_query = [[
query ($organization: String!, $cursor: String) {
  organization(login: $organization) {
    membersWithRole(first: 100, after: $cursor) {
      pageInfo { hasNextPage endCursor }
      edges { role node { login databaseId } }
    }
  }
}]]

task {
  name = "members",
  title = "Members and their roles",
  description = "Through GraphQL: the REST API does not give roles and members together.",
  type = "collector",
  run = function(ctx)
    local name = ctx.base("organization")
    local edges = ctx.base("github"):edges(members_query, {
      what = "the members of " .. name, connection = "organization.membersWithRole",
      variables = { organization = name },
    })
    local members = tbl.map(edges, function(edge)
      return { organization = name, login = edge.node.login, id = edge.node.databaseId, role = edge.role:lower() }
    end)
    return { data = { organization = name, members = members }, message = #members .. " members" }
  end,
}

local owner = "to be an owner's, with the scope admin:org, or a GitHub App's with the permission members=read"

task {
  name = "without_two_factor",
  title = "People without two-factor authentication",
  type = "collector",
  run = function(ctx)
    local name, data = ctx.base("organization"), {}
    for _, kind in ipairs { "members", "outside_collaborators" } do
      data[kind] = tbl.pluck(ctx.base("github"):list(github.path("orgs", name, kind), {
        what = "who lacks two-factor authentication in " .. name, needs = owner, query = { filter = "2fa_disabled" },
      }), "login")
    end
    return {
      data = data,
      message = ("%d members, %d outside collaborators"):format(#data.members, #data.outside_collaborators),
    }
  end,
}

task {
  name = "outside_collaborators",
  title = "Outside collaborators",
  type = "collector",
  run = function(ctx)
    local name = ctx.base("organization")
    local people = ctx.base("github"):list(github.path("orgs", name, "outside_collaborators"), {
      what = "the outside collaborators of " .. name,
      needs = "the scope admin:org or the permission members=read",
    })
    local collaborators = tbl.map(people, function(person)
      return { organization = name, login = person.login, id = person.id }
    end)
    return { data = { collaborators = collaborators }, message = #collaborators .. " outside collaborators" }
  end,
}

---The widest of what a collaborator may do: "read" also stands for triage.
local function level(permissions)
  return permissions.admin and "admin" or permissions.maintain and "maintain" or permissions.push and "write" or "read"
end

task {
  name = "outside_access",
  title = "What outside collaborators may do",
  type = "collector",
  depends_on = { "repositories" },
  run = function(ctx)
    local grants, count = repositories.list(ctx, {
      what = "outside collaborators", path = "collaborators", needs = repositories.read_access,
      query = { affiliation = "outside" },
    }, function(person, repository)
      return {
        repository = repository.full_name, login = person.login, role = person.role_name or level(person.permissions),
        level = level(person.permissions),
      }
    end)
    return { data = { grants = grants }, message = ("%d grants in %d repositories"):format(#grants, count) }
  end,
}
