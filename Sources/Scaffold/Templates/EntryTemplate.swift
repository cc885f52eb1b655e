extension NewIntegration {
  /// `entry.lua`: stage one, fit for the auth.
  var entryFile: String {
    let requires = auth == .aws ? "local aws = require(\"aws\")\n\n" : ""
    return """
      -- Stage one runs before all tasks. What it returns is there for them: ctx.base("api").
      \(requires)return runner {
        name = "\(name)",
        ---@param ctx \(name).ctx
        stage_one = function(ctx)
          local config = ctx.config
          return {
      \(auth == .aws ? awsClient : httpClient)
          }
        end,
      }

      """
  }

  private var httpClient: String {
    var lines = ["api = http.client {", "  base_url = config.get(\"base_url\"),"]
    lines += authLines.map { "  \($0)" }
    lines += ["  concurrency = 10, -- requests under way at once, of all tasks together", "},"]
    return lines.map { "      \($0)" }.joined(separator: "\n")
  }

  private var authLines: [String] {
    switch auth {
    case .none, .aws: []
    case .bearer: ["auth = { bearer = config.get(\"token\") },"]
    case .basic: ["auth = { basic = { config.get(\"user\"), config.get(\"password\") } },"]
    case .header: ["auth = { header = { \(luaText(header)), config.get(\"api_key\") } },"]
    case .oauth2:
      [
        "-- A token is got before the first request, kept, and got again before it expires.", "auth = {",
        "  oauth2 = {", "    token_url = config.get(\"token_url\"),", "    client_id = config.get(\"client_id\"),",
        "    client_secret = config.get(\"client_secret\"),", "  },", "},",
      ]
    }
  }

  private var awsClient: String {
    [
      "-- One client for each service and region; aws.services() has all.", "api = aws.client {",
      "  service = \"iam\",", "  region = config.get(\"region\"),", "  credentials = {",
      "    access_key_id = config.get(\"access_key_id\"),",
      "    secret_access_key = config.get(\"secret_access_key\"),",
      "    session_token = config.get(\"session_token\"),", "  },", "},",
    ].map { "      \($0)" }.joined(separator: "\n")
  }

  /// A text as Lua writes it.
  private func luaText(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
