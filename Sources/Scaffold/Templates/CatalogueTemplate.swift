import Integrations
import JSONSchema

extension NewIntegration {
  /// The entry of `integrations.json`.
  var catalogueEntry: JSONValue {
    let properties = configProperties
    var schema: JSONObject = ["type": "object"]
    let required = properties.filter(\.isRequired).map { JSONValue.string($0.name) }
    if !required.isEmpty { schema["required"] = .array(required) }
    schema["additionalProperties"] = .bool(false)
    schema["properties"] = .object(JSONObject(properties.map { ($0.name, .object($0.schema)) }))
    return .object([
      "name": .string(name), "title": .string(title), "description": .string(description), "enabled": .bool(true),
      "schema": .object(schema), "permissions": .object(["network": .array(hosts.map { .string($0) })]),
    ])
  }

  private struct Property {
    var name: String
    var isRequired: Bool
    var schema: JSONObject

    init(
      _ name: String, _ title: String, description: String? = nil, required: Bool = true, secret: Bool = false,
      default value: String? = nil
    ) {
      self.name = name
      isRequired = required && value == nil
      schema = ["type": "string", "title": .string(title)]
      if let description { schema["description"] = .string(description) }
      if secret { schema["format"] = "password" }
      if required, value == nil { schema["minLength"] = 1 }
      if let value { schema["default"] = .string(value) }
    }
  }

  private var configProperties: [Property] {
    let base = Property("base_url", "Base URL of the API", default: baseURL)
    switch auth {
    case .none: return [base]
    case .bearer: return [Property("token", "Token", secret: true), base]
    case .basic: return [Property("user", "User"), Property("password", "Password", secret: true), base]
    case .header: return [Property("api_key", "API key", description: "Sent as \(header).", secret: true), base]
    case .oauth2:
      return [
        Property("client_id", "Client ID"), Property("client_secret", "Client secret", secret: true),
        Property("token_url", "Token URL", default: "\(baseURL)/oauth/token"), base,
      ]
    case .aws:
      return [
        Property("access_key_id", "Access key ID"),
        Property("secret_access_key", "Secret access key", secret: true),
        Property(
          "session_token", "Session token", description: "Of temporary credentials.", required: false, secret: true),
        Property("region", "Region", default: "us-east-1"),
      ]
    }
  }

  /// The hosts that scripts may ask.
  private var hosts: [String] {
    if auth == .aws { return ["*.amazonaws.com"] }
    return [(try? HTTPURL(baseURL))?.authority].compactMap { $0 }
  }

  /// What `-c` must be given for a run: `token='${env:ACME_TOKEN}'`.
  package var runOptions: [String] {
    configProperties.filter(\.isRequired).map { property in
      "-c \(property.name)='${env:\(name.uppercased())_\(property.name.uppercased())}'"
    }
  }
}
