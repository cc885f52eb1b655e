import Testing

@testable import AuthorTests

struct SeededOrderTests {
  /// Tests 0…9, of which 2…5 are in a describe, and 3 and 4 in one inside of it.
  private static func path(_ test: Int) -> [String] {
    switch test {
    case 3, 4: ["group", "inner", "\(test)"]
    case 2, 5: ["group", "\(test)"]
    default: ["\(test)"]
    }
  }

  private static func order(_ seed: UInt64, file: String = "tests/a_test.lua") -> [Int] {
    var order = SeededOrder(seed, file: file)
    return order.shuffled(Array(0..<10)) { path($0) }
  }

  @Test(arguments: 1...50) func keepsEveryTestAndTheOnesOfADescribeTogether(seed: Int) throws {
    let order = Self.order(UInt64(seed))
    #expect(order.sorted() == Array(0..<10))
    let places = try [2, 3, 4, 5].map { test in try #require(order.firstIndex(of: test)) }
    #expect((places.max() ?? 0) - (places.min() ?? 0) == 3)
    #expect(abs(places[1] - places[2]) == 1)
  }

  @Test func isTheSameForASeedAndAnotherForAnother() {
    #expect(Self.order(7) == Self.order(7))
    #expect(Set((1...20).map { Self.order(UInt64($0)) }).count > 10)
    #expect(Self.order(7) != Self.order(7, file: "tests/b_test.lua"))
  }
}
