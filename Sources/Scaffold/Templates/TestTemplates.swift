extension NewIntegration {
  /// A config that fits the schema: nothing in it is real.
  private var testConfig: String {
    switch auth {
    case .none: ""
    case .bearer: " token = \"a-test-token\" "
    case .basic: " user = \"tester\", password = \"a-test-password\" "
    case .header: " api_key = \"a-test-key\" "
    case .oauth2: " client_id = \"tester\", client_secret = \"a-test-secret\" "
    case .aws: " access_key_id = \"AKIDEXAMPLE\", secret_access_key = \"a-test-secret\" "
    }
  }

  private var things: String { auth == .aws ? "users" : "items" }

  /// `tests/NAME_test.lua`.
  var testFile: String {
    let fault = auth == .aws ? "users who sign in with a password" : "items that anybody can read"
    let badID = auth == .aws ? "arn:aws:iam::123456789012:user/bob" : "2"
    return """
      -- Tests run on recorded answers, without a network: tests/fixtures/\(name), to be read and edited.
      local config = {\(testConfig)}

      describe("\(name)", function()
        it("lists all \(things)", function()
          local result = run_task("\(collectorName)", { config = config, http = "fixtures/\(name)" })
          expect(result.success).to_be(true)
          expect(result.output.data.\(things)).to_have_length(2)
        end)

        it("objects to \(fault)", function()
          local result = run_task("\(insightName)", { config = config, http = "fixtures/\(name)" })
          expect(result.is_violation).to_be(true)
          expect(result.output.resources[2].id).to_be("\(badID)")
          expect(result.output.resources[2].violation).to_be(true)
        end)

        it("fails when the API refuses", function()
          local result = run_task("\(collectorName)", {
            config = config,
            http = {
      \(refusal)
            },
          })
          expect(result.success).to_be(false)
          expect(result.errors[1]).to_match("\(auth == .aws ? "AccessDenied" : "403")")
        end)
      end)

      """
  }

  private var refusal: String {
    let indent = "        "
    switch auth {
    case .aws:
      return indent + "[\"POST https://iam.amazonaws.com/\"] = {\n" + indent + "  status = 403,\n" + indent
        + "  body = \"<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>\",\n"
        + indent + "},"
    case .oauth2:
      return indent + "[\"POST \(baseURL)/oauth/token\"] = { status = 200, json = { access_token = \"t\" } },\n"
        + indent + "[\"GET \(baseURL)/items\"] = { status = 403 },"
    default: return indent + "[\"GET \(baseURL)/items\"] = { status = 403 },"
    }
  }

  /// `tests/fixtures/NAME/….http` by name: recorded answers.
  var fixtures: [(name: String, text: String)] {
    switch auth {
    case .aws: [("list-users.http", Self.awsFixture)]
    case .oauth2: [("items.http", itemsFixture), ("token.http", tokenFixture)]
    default: [("items.http", itemsFixture)]
    }
  }

  private var itemsFixture: String {
    """
    # luahost recording 1
    # Written by hand: `luahost run --record DIR` makes such files of real answers.
    > GET \(baseURL)/items
    < 200
    < content-type: application/json

    {
      "items": [
        { "id": "1", "name": "payroll", "public": false },
        { "id": "2", "name": "press-kit", "public": true }
      ],
      "next": null
    }

    """
  }

  private var tokenFixture: String {
    """
    # luahost recording 1
    > POST \(baseURL)/oauth/token
    > accept: application/json
    > content-type: application/x-www-form-urlencoded
    >
    > grant_type=client_credentials
    < 200
    < content-type: application/json

    { "access_token": "a-test-token", "token_type": "Bearer", "expires_in": 3600 }

    """
  }

  private static let awsFixture = """
    # luahost recording 1
    # Written by hand: `luahost run --record DIR` makes such files of real answers.
    > POST https://iam.amazonaws.com/
    > content-type: application/x-www-form-urlencoded; charset=utf-8
    >
    > Action=ListUsers&Version=2010-05-08
    < 200
    < content-type: text/xml

    <ListUsersResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
      <ListUsersResult>
        <IsTruncated>false</IsTruncated>
        <Users>
          <member>
            <Arn>arn:aws:iam::123456789012:user/ann</Arn>
            <UserName>ann</UserName>
          </member>
          <member>
            <Arn>arn:aws:iam::123456789012:user/bob</Arn>
            <UserName>bob</UserName>
            <PasswordLastUsed>2024-02-29T15:04:05Z</PasswordLastUsed>
          </member>
        </Users>
      </ListUsersResult>
    </ListUsersResponse>

    """
}
