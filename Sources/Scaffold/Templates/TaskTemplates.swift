extension NewIntegration {
  var collectorName: String { auth == .aws ? "list_users" : "list_items" }
  var insightName: String { auth == .aws ? "no_passwords" : "items_are_private" }

  /// `lib/api.lua`: what is known of the API.
  var libraryFile: String { auth == .aws ? awsLibrary : plainLibrary }

  private var plainLibrary: String {
    """
    -- What is known of the API, in one place. Paths and fields are examples: put those of your API in their place.
    local M = {}

    ---@class \(name).Item
    ---@field id string
    ---@field name string
    ---@field is_public boolean

    --- All items, page after page: each answer names the URL of the next page.
    ---@async
    ---@param api http.Client
    ---@return \(name).Item[]
    function M.items(api)
      local items = json.array {}
      for item in api:pages("/items", { items = "items", next = "next" }) do
        items[#items + 1] = { id = item.id, name = item.name, is_public = item.public == true }
      end
      return items
    end

    return M

    """
  }

  private var awsLibrary: String {
    """
    -- What is known of the API, in one place.
    local M = {}

    ---@class \(name).User
    ---@field arn string
    ---@field name string
    ---@field password_used boolean whether somebody ever signed in with the user's password

    --- All users of the account, page after page.
    ---@async
    ---@param api aws.Client
    ---@return \(name).User[]
    function M.users(api)
      local users = json.array {}
      for user in api:pages("ListUsers", {}, "Users") do
        users[#users + 1] = { arn = user.Arn, name = user.UserName, password_used = user.PasswordLastUsed ~= nil }
      end
      return users
    end

    return M

    """
  }

  /// `collectors/….lua`: a collector fetches.
  var collectorFile: String {
    let things = auth == .aws ? "users" : "items"
    return """
      local api = require("lib.api")

      task {
        name = "\(collectorName)",
        title = "List \(things)",
        description = "Fetches all \(things).",
        ---@param ctx \(name).ctx
        run = function(ctx)
          local \(things) = api.\(things)(ctx.base("api"))
          return { data = { \(things) = \(things) }, message = #\(things) .. " \(things)" }
        end,
      }

      """
  }

  /// `insights/….lua`: an insight judges, each thing by itself.
  var insightFile: String {
    let isAWS = auth == .aws
    let thing = isAWS ? "user" : "item"
    let title = isAWS ? "Users sign in without a password of their own" : "Items are private"
    let description =
      isAWS ? "A password outlives the person's account in your directory." : "What is public can be read by anybody."
    let remediation =
      isAWS
      ? "Delete the user's login profile, and let people sign in through your directory."
      : "Make the item private, or delete it."
    let fault = isAWS ? "user.password_used" : "item.is_public"
    let message = isAWS ? "somebody signs in with its password" : "anybody can read it"
    return """
      task {
        name = "\(insightName)",
        title = "\(title)",
        description = "\(description)",
        type = "insight",
        severity = "medium",
        depends_on = { "\(collectorName)" },
        remediation = "\(remediation)",
        ---@param ctx \(name).ctx
        run = function(ctx)
          -- One resource for each thing that was judged: those that are as they should be are evidence.
          local resources = json.array {}
          for _, \(thing) in ipairs(ctx.get_data("\(collectorName)").\(thing)s) do
            resources[#resources + 1] = {
              id = \(isAWS ? "user.arn" : "item.id"),
              type = "\(isAWS ? "aws.iam.user" : "\(name).item")",
              name = \(thing).name,
              violation = \(fault),
              message = \(fault) and "\(message)" or nil,
            }
          end
          return { data = {}, resources = resources, message = #resources .. " \(thing)s judged" }
        end,
      }

      """
  }
}
