local github = require("lib.github")
local hooks = require("lib.hooks")
local repositories = require("lib.repositories")
local tbl = require("tbl")

task {
  name = "deploy_keys",
  title = "Deploy keys",
  type = "collector",
  depends_on = { "repositories" },
  run = function(ctx)
    local keys, count = repositories.list(ctx, {
      what = "deploy keys", path = "keys", needs = repositories.admin_access("administration=read"),
    }, function(key, repository)
      return tbl.merge(
        { repository = repository.full_name },
        tbl.pick(key, { "id", "title", "read_only", "created_at", "last_used", "added_by" }))
    end)
    return { data = { keys = keys }, message = ("%d keys of %d repositories"):format(#keys, count) }
  end,
}

task {
  name = "organization_webhooks",
  title = "Webhooks of the organisation",
  type = "collector",
  run = function(ctx)
    local name = ctx.base("organization")
    local listed = ctx.base("github"):list(github.path("orgs", name, "hooks"), {
      what = "the webhooks of " .. name, needs = "the scope admin:org_hook or the permission organization_hooks=read",
    })
    local found = tbl.map(listed, function(hook)
      return hooks.facts(name, hook)
    end)
    return { data = { hooks = found }, message = #found .. " webhooks" }
  end,
}

task {
  name = "repository_webhooks",
  title = "Webhooks of repositories",
  type = "collector",
  depends_on = { "repositories" },
  run = function(ctx)
    local found, count = repositories.list(ctx, {
      what = "webhooks", path = "hooks", needs = repositories.admin_access("repository_hooks=read"),
    }, function(hook, repository)
      return hooks.facts(repository.full_name, hook)
    end)
    return { data = { hooks = found }, message = ("%d webhooks of %d repositories"):format(#found, count) }
  end,
}

task {
  name = "tokens",
  title = "Fine-grained personal access tokens",
  description = "Those that have access to the organisation. GitHub shows them to GitHub Apps only.",
  type = "collector",
  run = function(ctx)
    local name = ctx.base("organization")
    if not ctx.base("is_app") then
      return {
        data = { visible = false, tokens = json.array {} },
        message = "not read: GitHub shows the tokens of an organisation to GitHub Apps only; see app_id in the config",
      }
    end
    local listed = ctx.base("github"):list(github.path("orgs", name, "personal-access-tokens"), {
      what = "the tokens of " .. name, needs = "the permission organization_personal_access_tokens=read",
    })
    local tokens = tbl.map(listed, function(found)
      return tbl.merge({ organization = name, owner = found.owner.login }, tbl.pick(found, {
        "id", "token_name", "repository_selection", "access_granted_at", "token_expired", "token_expires_at",
        "token_last_used_at",
      }))
    end)
    return { data = { visible = true, tokens = tokens }, message = #tokens .. " tokens" }
  end,
}
