import JSONSchema
import Testing

@Suite struct JSONValueTests {
  @Test func comparesNumbersByValue() throws {
    #expect(try JSONValue(parsing: "[1, 1.0, 10e-1, 0.1e1]").arrayValue.map { Set($0).count } == 1)
    #expect(try JSONValue(parsing: "9223372036854775808") != JSONValue(parsing: "9223372036854775809"))
    #expect(try JSONValue(parsing: "9007199254740993") != JSONValue(parsing: "9007199254740992.0"))
    #expect(JSONValue.number(JSONNumber(1)) != .bool(true))
  }

  @Test(arguments: [
    ("3", "1.5", true), ("1e308", "0.5", true), ("0.0075", "0.0001", true), ("0.00751", "0.0001", false),
    ("12345678901234567890123456789", "3", true), ("1e400", "12345678901234567890123", false), ("4.5", "1.5", true),
    ("35", "1.5", false),
    ("123456789012345678901234567890e5", "12345678901234567890123456789", true), ("7", "0", false), ("-6", "3", true),
  ])
  func dividesExactly(_ value: String, _ divisor: String, _ expected: Bool) throws {
    let value = try #require(JSONNumber(text: value))
    #expect(value.isMultiple(of: try #require(JSONNumber(text: divisor))) == expected)
  }

  @Test func ordersNumbersExactly() throws {
    let texts = [
      "-1e400", "-2", "-1.5", "0", "1e-400", "0.1", "9007199254740992", "9007199254740993", "1e400", "1.1e400",
    ]
    let numbers = try texts.map { try #require(JSONNumber(text: $0)) }
    for (left, right) in zip(numbers, numbers.dropFirst()) {
      #expect(left < right)
      #expect(!(right < left))
    }
  }

  @Test func knowsIntegers() throws {
    #expect(try #require(JSONNumber(text: "1.0")).int64 == 1)
    #expect(try #require(JSONNumber(text: "-9223372036854775808")).int64 == .min)
    #expect(try #require(JSONNumber(text: "9223372036854775808")).int64 == nil)
    #expect(try #require(JSONNumber(text: "9223372036854775808")).isInteger)
    #expect(try !#require(JSONNumber(text: "1.0")).isWrittenAsInteger)
    #expect(JSONNumber(1.0).text == "1.0")
    #expect(JSONNumber(text: "01") == nil)
  }

  @Test func comparesTextsByScalar() {
    #expect(JSONValue.string("é") != .string("e\u{301}"))
    let object: JSONObject = ["é": 1, "e\u{301}": 2]
    #expect(object.count == 2)
    #expect(object["e\u{301}"] == 2)
  }

  @Test func keepsTheOrderOfProperties() {
    var object = JSONObject((0..<40).map { (key: "key \($0)", value: .number(JSONNumber($0))) })
    object["key 3"] = nil
    object["key 0"] = "new"
    object["last"] = true
    #expect(object.keys.first == "key 0")
    #expect(object.keys.last == "last")
    #expect(object.count == 40)
    #expect(object["key 3"] == nil)
    #expect(object["key 39"] == 39)
    #expect(JSONObject(Array(object).reversed()) == object)
    #expect(JSONObject(Array(object).reversed()).hashValue == object.hashValue)
  }

  @Test func tellsAbsentFromNull() {
    let value: JSONValue = ["a": nil]
    #expect(value["a"] == .some(.null))
    #expect(value["b"] == nil)
    #expect(value["a"]?.isNull == true)
  }
}
